package io.sluice.ingress.answers;

import static java.util.Objects.requireNonNull;

import io.sluice.ingress.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.MethodParameter;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Answers routes that return a future. One that is complete is answered at once, and any other from the thread that
 * completes it: the framework would send the request through all filters and the dispatcher once more, which was seen
 * to be a quarter of the samples in a profile of accepting.
 */
@Component
final class AnswerHandler implements HandlerMethodReturnValueHandler {
    private final AnswerWriter writer;
    private final Problems problems;
    private final Duration patience;

    AnswerHandler(
            AnswerWriter writer, Problems problems, @Value("${spring.mvc.async.request-timeout}") Duration patience) {
        this.writer = writer;
        this.problems = problems;
        this.patience = patience;
    }

    @Override
    public boolean supportsReturnType(MethodParameter returnType) {
        return returnType.getParameterType() == CompletableFuture.class;
    }

    @Override
    public void handleReturnValue(
            @Nullable Object value, MethodParameter returnType, ModelAndViewContainer container, NativeWebRequest web)
            throws IOException {
        if (!(value instanceof CompletableFuture<?> future)) throw new IllegalStateException(returnType + " was null");
        container.setRequestHandled(true);
        var request = (HttpServletRequest) web.getNativeRequest();
        if (future.isDone()) {
            writer.write(entity(future), request, (HttpServletResponse) requireNonNull(web.getNativeResponse()));
            return;
        }
        var context = request.startAsync();
        context.setTimeout(patience.toMillis());
        var later = new LaterAnswer(context, writer, problems);
        context.addListener(later);
        var _ = future.whenComplete((answer, failure) -> later.answer((ResponseEntity<?>) answer, failure));
    }

    private static ResponseEntity<?> entity(CompletableFuture<?> done) {
        try {
            return (ResponseEntity<?>) done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) throw cause;
            throw e;
        }
    }
}

package io.sluice.ingress.answers;

import io.sluice.ingress.problem.Problems;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import tools.jackson.core.JacksonException;

/** An answer that is not known yet when the thread of its request ends. It is written once, by whoever comes first. */
final class LaterAnswer implements AsyncListener {
    private final AsyncContext context;
    private final AnswerWriter writer;
    private final Problems problems;
    private final AtomicBoolean answered = new AtomicBoolean();

    LaterAnswer(AsyncContext context, AnswerWriter writer, Problems problems) {
        this.context = context;
        this.writer = writer;
        this.problems = problems;
    }

    /** Never waits for the caller to read, because the thread serves others too; never throws, for the same reason. */
    void answer(@Nullable ResponseEntity<?> answer, @Nullable Throwable failure) {
        answer(request -> answer == null ? problems.fault(failure, request) : answer);
    }

    private void answer(Function<HttpServletRequest, ResponseEntity<?>> answer) {
        if (answered.getAndSet(true)) return;
        try {
            write(answer, (HttpServletRequest) context.getRequest(), (HttpServletResponse) context.getResponse());
            context.complete();
        } catch (IOException | IllegalStateException gone) {
            // The caller hung up, and Tomcat has taken the request back: there is nobody left to tell.
        }
    }

    private void write(
            Function<HttpServletRequest, ResponseEntity<?>> answer,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        try {
            writer.write(answer.apply(request), request, response);
        } catch (JacksonException unwritable) {
            writer.write(problems.fault(unwritable, request), request, response);
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        answer(problems::tookTooLong);
    }

    /** The caller hung up. */
    @Override
    public void onError(AsyncEvent event) {
        answered.set(true);
    }

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
}

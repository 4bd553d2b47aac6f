package io.sluice.ingress.problem;

import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.RegistryUnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Turns what the framework or a fault throws into a problem. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ProblemAdvice {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    private final Problems problems;

    ProblemAdvice(Problems problems) {
        this.problems = problems;
    }

    @ExceptionHandler
    ResponseEntity<Object> refused(RefusedException refused, HttpServletRequest request) {
        return problems.answer(refused.problem(), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> unknownPath(NoResourceFoundException fault, HttpServletRequest request) {
        var detail = "Nothing is served at this path. /docs lists every path; /openapi.json describes them.";
        return problems.answer(Problem.of(ProblemCode.NOT_FOUND, detail), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> wrongMethod(HttpRequestMethodNotSupportedException fault, HttpServletRequest request) {
        var allowed = Optional.ofNullable(fault.getSupportedHttpMethods()).stream()
                .flatMap(methods -> methods.stream().map(HttpMethod::name))
                .sorted()
                .collect(Collectors.joining(", "));
        var detail = fault.getMethod() + " is not served at this path; it has " + allowed + ".";
        return problems.answer(
                Problem.of(ProblemCode.METHOD_NOT_ALLOWED, detail).with(HttpHeaders.ALLOW, allowed), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> wrongMediaType(HttpMediaTypeNotSupportedException fault, HttpServletRequest request) {
        var detail = "The body was sent as " + fault.getContentType() + "; send it as application/json.";
        return problems.answer(Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, detail), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> notAcceptable(HttpMediaTypeNotAcceptableException fault, HttpServletRequest request) {
        var detail = "Answers are application/json and application/problem+json; accept those or leave Accept out.";
        return problems.answer(Problem.of(ProblemCode.NOT_ACCEPTABLE, detail), request);
    }

    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        TransientDataAccessException.class,
        CannotCreateTransactionException.class,
        TransactionSystemException.class
    })
    ResponseEntity<Object> databaseAway(Exception fault, HttpServletRequest request) {
        LOG.warn("the database could not be read: {}", fault.getMessage());
        var detail = "The database does not answer, so this cannot be read now. Changes are still accepted.";
        return problems.answer(Problem.unavailable(detail, 2), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> unreadableParameter(InvalidParameterException fault, HttpServletRequest request) {
        var detail = "The query string could not be read; percent-encode its names and values as UTF-8.";
        return problems.answer(Problem.of(ProblemCode.MALFORMED_REQUEST, detail), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> tookTooLong(RegistryUnavailableException fault, HttpServletRequest request) {
        LOG.warn("a request was not answered in time: {}", fault.toString());
        return problems.tookTooLong(request);
    }

    @ExceptionHandler
    ResponseEntity<Object> fault(Exception fault, HttpServletRequest request) {
        if (fault instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
            var detail = Optional.ofNullable(known.getBody().getDetail()).orElse("The request could not be read.");
            return problems.answer(Problem.of(ProblemCode.MALFORMED_REQUEST, detail), request);
        }
        return problems.fault(fault, request);
    }
}

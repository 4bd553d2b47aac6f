package io.sluice.schemas;

import java.util.Locale;

/**
 * Every reason for which Sluice refuses something, in order of precedence: when several apply, the first is answered (a
 * path that does not exist comes before all). A released name is never reused. Each stands in {@code docs/errors.md}.
 */
public enum ProblemCode {
    ORIGIN_NOT_ALLOWED(403, Retry.NEVER, "Pages of this origin may not call the API"),
    METHOD_NOT_ALLOWED(405, Retry.NEVER, "The path does not have this method"),
    UNSUPPORTED_MEDIA_TYPE(415, Retry.NEVER, "The body is of a media type that is not read here"),
    NOT_ACCEPTABLE(406, Retry.NEVER, "None of the accepted media types is written here"),
    CREDENTIALS_CONFLICT(400, Retry.NEVER, "Two different credentials in one request"),
    TOO_MANY_ATTEMPTS(429, Retry.LATER, "Too many attempts with credentials that nobody has"),
    API_KEY_INVALID(401, Retry.NEVER, "The API key is missing or unknown"),
    API_KEY_INACTIVE(401, Retry.NEVER, "The API key is deactivated"),
    API_KEY_REVOKED(401, Retry.NEVER, "The API key is revoked"),
    API_KEY_EXPIRED(401, Retry.NEVER, "The API key is expired"),
    IP_NOT_ALLOWED(403, Retry.NEVER, "The API key may not be used from this address"),
    TOKEN_INVALID(401, Retry.NEVER, "The token is not valid, or no longer"),
    TENANT_SUSPENDED(403, Retry.NEVER, "The tenant is suspended"),
    PERMISSION_DENIED(403, Retry.NEVER, "The API key lacks a scope"),
    RATE_LIMIT_EXCEEDED(429, Retry.LATER, "Too many requests in too short a time"),
    MALFORMED_REQUEST(400, Retry.NEVER, "The request is not well-formed"),
    PAYLOAD_TOO_LARGE(413, Retry.NEVER, "The body is too large"),
    MALFORMED_BODY(400, Retry.NEVER, "The body is not a JSON object"),
    NOT_FOUND(404, Retry.NEVER, "There is no such thing"),
    VALIDATION_FAILED(422, Retry.NEVER, "Fields of the body are not valid"),
    CREDENTIALS_INVALID(401, Retry.NEVER, "Address and password do not belong together"),
    IDEMPOTENCY_KEY_REUSED(422, Retry.NEVER, "The idempotency key was used for another request"),
    PRECONDITION_FAILED(412, Retry.NEVER, "The resource has another version than If-Match names"),
    CONFLICT(409, Retry.NEVER, "The request conflicts with what exists"),
    COMMAND_UNREADABLE(500, Retry.NEVER, "The command's bytes cannot be read"),
    COMMAND_REJECTED(500, Retry.NEVER, "The database refused the command"),
    INTERNAL_ERROR(500, Retry.LATER, "Something went wrong on our side"),
    UNAVAILABLE(503, Retry.LATER, "A part of the system does not answer");

    /** Whether the same request may succeed when it is sent again. */
    public enum Retry {
        NEVER,
        LATER
    }

    private final int status;
    private final Retry retry;
    private final String title;
    private final String type;

    ProblemCode(int status, Retry retry, String title) {
        this.status = status;
        this.retry = retry;
        this.title = title;
        this.type = "urn:sluice:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The HTTP status that it is answered with. */
    public int status() {
        return status;
    }

    public Retry retry() {
        return retry;
    }

    /** The URI that stands for it in a problem. */
    public String type() {
        return type;
    }

    /** One sentence that is the same for every occurrence. */
    public String title() {
        return title;
    }
}

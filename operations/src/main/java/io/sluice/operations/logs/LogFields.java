package io.sluice.operations.logs;

/** What a line of the log belongs to, by the names under which it stands in the line. */
public final class LogFields {
    public static final String REQUEST_ID = "request_id";
    public static final String COMMAND_ID = "command_id";

    private LogFields() {}
}

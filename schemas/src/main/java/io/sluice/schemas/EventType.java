package io.sluice.schemas;

import java.util.List;
import java.util.stream.Stream;

/** Everything that a public topic can tell of; its text stands in the header {@code ce_type}. */
public enum EventType {
    ACCOUNT_PROVISIONED(Topics.ACCOUNT_EVENTS, "account.provisioned", "The account was made."),
    ACCOUNT_RENEWED(Topics.ACCOUNT_EVENTS, "account.renewed", "Its time or its traffic was extended."),
    ACCOUNT_UPDATED(Topics.ACCOUNT_EVENTS, "account.updated", "Fields of it were changed by request."),
    ACCOUNT_SUSPENDED(Topics.ACCOUNT_EVENTS, "account.suspended", "It was stopped by request."),
    ACCOUNT_RESUMED(Topics.ACCOUNT_EVENTS, "account.resumed", "It may go on, as far as time and traffic allow."),
    ACCOUNT_ACTIVATED(Topics.ACCOUNT_EVENTS, "account.activated", "Its days have begun."),
    ACCOUNT_LIMITED(Topics.ACCOUNT_EVENTS, "account.limited", "It has used its volume."),
    ACCOUNT_EXPIRED(Topics.ACCOUNT_EVENTS, "account.expired", "Its time is over."),
    ACCOUNT_DELETED(Topics.ACCOUNT_EVENTS, "account.deleted", "It was deleted; nothing happens to it any more."),
    ACCOUNT_TRAFFIC_RESET(Topics.ACCOUNT_EVENTS, "account.traffic-reset", "Its traffic counts from zero again."),
    ACCOUNT_CREDENTIALS_ROTATED(Topics.ACCOUNT_EVENTS, "account.credentials-rotated", "It has a new password."),
    USAGE_REQUEST(Topics.USAGE_REQUESTS, "usage.request", "An admitted call was answered, or many were refused alike."),
    USAGE_ROLLUP(Topics.USAGE_ROLLUPS_MINUTE, "usage.rollup", "A row of the rollup is new or has changed.");

    private final String topic;
    private final String text;
    private final String meaning;

    EventType(Topic<?> topic, String text, String meaning) {
        this.topic = topic.name();
        this.text = text;
        this.meaning = meaning;
    }

    /** What this topic tells of, in the order that readers are shown. */
    public static List<EventType> of(Topic<?> topic) {
        return Stream.of(values())
                .filter(type -> type.topic.equals(topic.name()))
                .toList();
    }

    /** As records name it. */
    public String text() {
        return text;
    }

    /** One sentence for those who read of it. */
    public String meaning() {
        return meaning;
    }
}

package io.sluice.ingress.sharing;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What share links say that no account says.
 *
 * @param servers where accounts connect to, with blanks between them; empty when no links are to be made
 * @param title what apps call the subscription; empty for the username
 */
@ConfigurationProperties("sluice.subscriptions")
record SharingSettings(String servers, String title) {
    /** The longest that every app shows whole. */
    private static final int TITLE_LENGTH_MAX = 25;

    SharingSettings {
        if (title.codePointCount(0, title.length()) > TITLE_LENGTH_MAX) {
            throw new IllegalArgumentException("SLUICE_SUBSCRIPTION_TITLE must have at most " + TITLE_LENGTH_MAX
                    + " characters but is \"" + title + "\"");
        }
        list(servers);
    }

    List<Server> list() {
        return list(servers);
    }

    private static List<Server> list(String servers) {
        try {
            return Stream.of(servers.strip().split("\\s+"))
                    .filter(server -> !server.isEmpty())
                    .map(Server::parse)
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("SLUICE_SUBSCRIPTION_SERVERS: " + e.getMessage(), e);
        }
    }
}

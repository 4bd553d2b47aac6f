package io.sluice.ingress.sharing;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The links of an account, one for each server that serves it. */
@Component
public final class ShareLinks {
    private final List<Server> servers;
    private final String title;

    ShareLinks(SharingSettings settings) {
        this.servers = settings.list();
        this.title = settings.title();
    }

    /** In the order of the setting; none when no server of the setting serves it. */
    public List<String> of(Connection connection) {
        var serving = servers.stream()
                .filter(server -> server.serves(connection))
                .filter(server -> port(server, connection).isPresent())
                .toList();
        return serving.stream()
                .map(server -> {
                    var name =
                            serving.size() == 1 ? connection.username() : connection.username() + " " + server.label();
                    return ShareLink.of(server, port(server, connection).orElseThrow(), connection, name);
                })
                .toList();
    }

    /** What apps call the subscription. */
    public String title(Connection connection) {
        return title.isEmpty() ? connection.username() : title;
    }

    private static Optional<Integer> port(Server server, Connection connection) {
        return Optional.ofNullable(connection.port()).or(() -> Optional.ofNullable(server.port()));
    }
}

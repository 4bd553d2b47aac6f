package io.sluice.system.records;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.system.stack.Sluice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nothing that was given or shown in confidence lies anywhere: not in Kafka's files, PostgreSQL's, or a log. */
class SecretsTest {
    private final Sluice sluice = Sluice.shared();

    @Test
    void noSecretIsStoredOrLogged() throws IOException {
        var given = "given-" + Sluice.unique("password");
        var username = Sluice.unique("findable");
        var holder = sluice.admin().post("/v1/keys", "{\"name\":\"secret\",\"scopes\":[\"accounts:*\"]}");
        var key = holder.text("/key");
        var caller = sluice.anonymous().with("X-API-Key", key).waiting();
        caller.post("/v1/accounts", "{\"username\":\"" + username + "\",\"password\":\"" + given + "\"}");
        var made = caller.post("/v1/accounts", "{\"username\":\"" + Sluice.unique("made") + "\"}")
                .text("/password");
        assertThat(made).isNotEmpty();
        caller.post("/v1/accounts", "{\"username\":\"\",\"password\":\"" + given + "\"}");
        sluice.anonymous().with("X-API-Key", key + "x").get("/v1/keys");
        var rotated = sluice.admin()
                .post("/v1/keys/" + holder.text("/id") + "/rotate", "{\"grace_seconds\":60}")
                .text("/key");
        assertThat(rotated).isNotEmpty();
        sluice.admin().post("/v1/keys/verify", "{\"key\":\"" + rotated + "\"}");
        sluice.admin().post("/v1/keys/verify", "{\"key\":7,\"address\":\"" + rotated + "\"}");
        sluice.admin().post("/v1/keys/import", "{\"keys\":[{\"key_hash\":\"" + rotated + "\"}]}");
        checkpoint();

        assertThat(filesWith(username)).as("the search finds what is there").isNotEmpty();
        for (var secret : List.of(key, rotated, given, made, sluice.adminKey(), sluice.readerPassword()))
            assertThat(filesWith(secret)).isEmpty();
        assertThat(sluice.anonymous().get("/metrics").response().body())
                .doesNotContain(key, rotated, given, made, sluice.adminKey());
    }

    /** Brings what PostgreSQL holds in memory into its files. */
    private void checkpoint() {
        sluice.database("postgres", "superuser-password").sql("CHECKPOINT").update();
    }

    private List<Path> filesWith(String text) throws IOException {
        try (Stream<Path> files = Files.walk(sluice.folder())) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().equals("secrets.properties"))
                    .filter(file -> contains(file, text))
                    .toList();
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file, ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

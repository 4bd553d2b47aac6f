package io.sluice.operations.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateFilesTest {
    @TempDir
    Path folder;

    private final Instant now = Clock.systemUTC().instant();

    @Test
    void serveWhenTheyAreValidAndBelongTogether() throws Exception {
        var files = Issued.issue(folder, "good", "-1d", 30).writeTo(folder);
        assertThat(files.fault(now)).isEmpty();
        assertThat(files.warning(now)).isEmpty();
    }

    @Test
    void doNotServeWhenTheyAreExpiredOrNotYetValid() throws Exception {
        var files = Issued.issue(folder, "good", "-1d", 30).writeTo(folder);
        assertThat(files.fault(now.plus(Duration.ofDays(31))))
                .hasValueSatisfying(fault -> assertThat(fault).startsWith(files.certificate() + " expired at 20"));
        assertThat(files.fault(now.minus(Duration.ofDays(3))))
                .hasValueSatisfying(fault -> assertThat(fault).contains("is not valid before"));
    }

    @Test
    void warnAWeekBeforeTheyExpire() throws Exception {
        var files = Issued.issue(folder, "good", "-1d", 30).writeTo(folder);
        assertThat(files.warning(now.plus(Duration.ofDays(25))))
                .hasValueSatisfying(warning -> assertThat(warning).contains("expires at"));
    }

    @Test
    void doNotServeWithTheKeyOfAnother() throws Exception {
        var other = Issued.issue(folder, "other", "-1d", 30);
        var files = Issued.issue(folder, "good", "-1d", 30).writeTo(folder);
        Files.writeString(files.privateKey(), other.keyPem());
        assertThat(files.fault(now))
                .contains(files.privateKey() + " is not the key of the first certificate in " + files.certificate());
    }

    @Test
    void doNotServeWhenTheyAreMissingOrSomethingElse() throws Exception {
        var files = Issued.issue(folder, "good", "-1d", 30).writeTo(folder);
        Files.writeString(files.privateKey(), "s3cret");
        assertThat(files.fault(now)).contains(files.privateKey() + " cannot be read as a PEM private key");
        remove(files.certificate());
        assertThat(files.fault(now))
                .contains(files.certificate() + " cannot be read as PEM certificates (NoSuchFileException)");
    }

    private static void remove(Path file) throws IOException {
        Files.delete(file);
    }
}

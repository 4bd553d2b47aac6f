package io.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    private Path folder;

    @Test
    void refusesASecondStartAndNamesTheFirst() throws IOException {
        try (var first = DataFolder.open(folder)) {
            assertThat(first.logs()).isDirectory();
            var refusal = catchThrowableOfType(Refusal.class, () -> DataFolder.open(folder));
            assertThat(refusal.line())
                    .isEqualTo(
                            "Another Sluice (process %d) runs on the data folder %s: stop it, or set SLUICE_DATA.",
                            ProcessHandle.current().pid(), folder);
        }
        DataFolder.open(folder).close();
    }

    @Test
    void refusesAFolderOfAnotherUser() throws IOException {
        assumeTrue(Account.current() == Account.ROOT, "only root can give a folder away");
        Files.setAttribute(folder, "unix:uid", 65_534);
        var refusal = catchThrowableOfType(Refusal.class, () -> DataFolder.open(folder));
        assertThat(refusal.line()).contains(folder + " belongs to user", "and you are root");
    }

    @Test
    void refusesAFolderThatCannotBeMade() throws IOException {
        var file = Files.createFile(folder.resolve("file"));
        var refusal = catchThrowableOfType(Refusal.class, () -> DataFolder.open(file.resolve("data")));
        assertThat(refusal.line()).contains("cannot be made", "SLUICE_DATA");
    }

    @Test
    void namesThePortThatIsInUse() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral(Settings.LOOPBACK))) {
            int port = taken.getLocalPort();
            var refusal = catchThrowableOfType(
                    Refusal.class, () -> Ports.requireFree(port, "the broker", Settings.BROKER_PORT));
            assertThat(refusal.line())
                    .isEqualTo(
                            "Port %d on 127.0.0.1 is in use, but the broker needs it: end what uses it, "
                                    + "or set SLUICE_BROKER_PORT.",
                            port);
        }
    }
}

package io.sluice.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;

/**
 * As whom PostgreSQL runs. It refuses to run as root, and inside a container root is often all there is.
 *
 * @param prefix what stands before each of its commands
 * @param uid whose its files must be
 */
record PostgresUser(List<String> prefix, int uid) {
    private static final int NOBODY = 65_534;

    /** The user that owns the data already, if there is any: one way of starting cannot use the files of the other. */
    static PostgresUser of(Path data) throws IOException, InterruptedException {
        if (Account.current() != Account.ROOT) return new PostgresUser(List.of(), Account.current());
        boolean ofNobody = Files.exists(data) && Account.ownerOf(data) == NOBODY;
        // In a user namespace of its own the same process is not root, though its files stay root's. Containers forbid
        // it.
        if (!ofNobody && Child.isOnPath("unshare") && Child.succeeds("unshare", "-U", "true")) {
            return new PostgresUser(List.of("unshare", "-U"), Account.ROOT);
        }
        if (Child.isOnPath("setpriv")) {
            var identity = List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
            return new PostgresUser(identity, NOBODY);
        }
        throw Refusal.surroundings("PostgreSQL refuses to run as root, and neither unshare nor setpriv works here: "
                + "start as another user.");
    }

    List<String> command(String program, List<String> arguments) {
        var command = new ArrayList<>(prefix);
        command.add(program);
        command.addAll(arguments);
        return command;
    }

    /** Gives the folder and all below to the user. */
    void own(Path folder) throws IOException {
        if (Account.ownerOf(folder) == uid) return;
        try (var files = Files.walk(folder)) {
            for (var file : (Iterable<Path>) files::iterator) Files.setAttribute(file, "unix:uid", uid);
        }
    }

    /** Lets the user pass through a folder that is closed to all others; its names stay unreadable. */
    void letThrough(Path folder) throws IOException {
        if (Account.ownerOf(folder) == uid) return;
        var permissions = Files.getPosixFilePermissions(folder);
        if (permissions.add(PosixFilePermission.OTHERS_EXECUTE)) Files.setPosixFilePermissions(folder, permissions);
    }
}

package io.sluice.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The numeric ids of users, which is what files and processes are owned by; names may be missing in a container. */
final class Account {
    static final int ROOT = 0;

    private static final int CURRENT = (int) new com.sun.security.auth.module.UnixSystem().getUid();

    private Account() {}

    static int current() {
        return CURRENT;
    }

    static String name() {
        return System.getProperty("user.name", Integer.toString(CURRENT));
    }

    static int ownerOf(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid");
    }
}

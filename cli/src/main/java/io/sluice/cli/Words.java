package io.sluice.cli;

import java.util.Iterator;
import java.util.List;

/** What some options take, for the help and for the shell that completes them. The API decides what it takes. */
abstract class Words implements Iterable<String> {
    /** More than there ever are. */
    static final String ALL = "9223372036854775807";

    private final List<String> words;

    private Words(String... words) {
        this.words = List.of(words);
    }

    @Override
    public Iterator<String> iterator() {
        return words.iterator();
    }

    static final class Environments extends Words {
        Environments() {
            super("live", "test");
        }
    }

    static final class Styles extends Words {
        Styles() {
            super("sk", "pak", "xpanel", "vps");
        }
    }

    static final class KeyStatuses extends Words {
        KeyStatuses() {
            super("active", "inactive", "expired", "revoked", "deleted");
        }
    }

    static final class LimitedOnes extends Words {
        LimitedOnes() {
            super("each_key", "tenant");
        }
    }

    static final class Choices extends Words {
        Choices() {
            super("true", "false");
        }
    }

    static final class Kinds extends Words {
        Kinds() {
            super("platform_admin", "tenant_admin", "staff", "reseller", "customer");
        }
    }

    static final class CommandStatuses extends Words {
        CommandStatuses() {
            super("scheduled", "succeeded", "failed", "cancelled");
        }
    }
}

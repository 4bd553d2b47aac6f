package io.sluice.worker.intake;

import io.sluice.schemas.CommandId;
import io.sluice.schemas.Environment;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.CommandHeader;
import java.time.Instant;

/** What a command's header must be before anything is done with it: a row about it can be written. */
final class Headers {
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private Headers() {}

    /**
     * Returns when a claim can be written for it.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static void requireSound(CommandHeader header) {
        CommandId.of(header.getId());
        TenantId.of(header.getTenantId());
        Environment.of(header.getEnvironment());
        require(storable(header.getType()), "the type of a command has the character U+0000");
        require(storable(header.getResourceId()), "the resource of a command has the character U+0000");
        require(storable(header.getAcceptedAt()), "a command was accepted at " + header.getAcceptedAt());
        var notBefore = header.getNotBefore();
        require(notBefore == null || storable(notBefore), "a command is not to be applied before " + notBefore);
    }

    /** Whether PostgreSQL takes it as a text. */
    static boolean storable(String text) {
        return text.indexOf('\0') < 0;
    }

    private static boolean storable(Instant time) {
        return !time.isBefore(Instant.EPOCH) && time.isBefore(LATEST);
    }

    private static void require(boolean sound, String what) {
        if (!sound) throw new IllegalArgumentException(what);
    }
}

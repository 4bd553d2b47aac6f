package io.sluice.ingress.commands;

import io.sluice.schemas.CommandId;
import io.sluice.schemas.avro.CommandResult;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A kind of resource that commands change; each feature that has one provides it. */
public interface ResourceKind {
    /** Of its ids, {@code acc_} for instance. */
    String prefix();

    /** Its name in answers, {@code account} for instance. */
    String type();

    /** Where it is read. */
    String url(String id);

    /** What a key must hold to change one, and so to cancel a change that is scheduled. */
    String changeScope();

    /**
     * Takes back a scheduled change of one, through the lane of that change.
     *
     * @param id of the cancellation itself
     */
    default Submission<?> cancellation(CommandId id, Call call, String resourceId, CommandId target) {
        throw new IllegalStateException("changes of a " + type() + " are never scheduled");
    }

    /**
     * The resource as it stood after the command; null when the command left none.
     *
     * @param secrets made for the request that is answered, by name
     */
    @Nullable
    Object render(CommandResult result, Map<String, String> secrets);
}

package io.sluice.ingress.commands;

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

    /**
     * The resource as it stood after the command; null when the command left none.
     *
     * @param secrets made for the request that is answered, by name
     */
    @Nullable
    Object render(CommandResult result, Map<String, String> secrets);
}

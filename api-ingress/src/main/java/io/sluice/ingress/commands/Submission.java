package io.sluice.ingress.commands;

import io.sluice.schemas.CommandId;
import io.sluice.schemas.Topic;
import io.sluice.schemas.avro.CommandHeader;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/**
 * A change that is about to be asked for.
 *
 * @param type of the command, {@code account.renew} for instance
 * @param resourceId canonical id of what it changes or makes, and so the key of its record
 * @param command makes the record from the header
 */
public record Submission<V extends SpecificRecord>(
        Topic<V> topic, String type, CommandId id, Call call, String resourceId, Function<CommandHeader, V> command) {}

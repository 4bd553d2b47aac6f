package io.sluice.ingress.commands;

import io.sluice.ingress.lists.Filter;
import io.sluice.ingress.lists.Listing;
import io.sluice.ingress.lists.Sort;
import io.sluice.schemas.CommandId;
import io.sluice.schemas.CommandStatus;
import io.sluice.schemas.avro.CommandResult;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** How commands are listed. The worker records one when it takes it up, so none is listed as accepted. */
final class CommandListing {
    private static final List<String> STATUSES = Arrays.stream(CommandStatus.values())
            .filter(status -> status != CommandStatus.ACCEPTED)
            .map(CommandStatus::text)
            .toList();
    private static final Pattern TYPE = Pattern.compile("[a-z-]{1,40}\\.[a-z-]{1,40}");

    static final Listing<CommandResult> LISTING = new Listing<>(
            List.of(new Sort<>(
                    "created_at",
                    "accepted_at",
                    Sort.Type.TIME,
                    result -> result.getAcceptedAt().toString())),
            List.of(
                    Filter.word("status", STATUSES),
                    Filter.text("type", TYPE, "a type of command like account.renew"),
                    Filter.time("since", "accepted_at", ">=")),
            result -> CommandId.of(result.getId()).value());

    private CommandListing() {}
}

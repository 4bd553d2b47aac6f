package io.sluice.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is kept with a key as it is said, and decides nothing. */
final class KeyDescription {
    @Option(names = "--notes", description = "what you want to remember")
    private @Nullable String notes;

    @Option(names = "--integration", description = "what it is used by")
    private @Nullable String integration;

    @Option(names = "--description", description = "what it is for")
    private @Nullable String description;

    @Option(names = "--customer", paramLabel = "ID", description = "whose it is")
    private @Nullable String customer;

    @Option(names = "--reseller", paramLabel = "ID", description = "whose it is")
    private @Nullable String reseller;

    Json into(Json body) {
        return body.with("notes", notes)
                .with("integration", integration)
                .with("description", description)
                .with("customer_id", customer)
                .with("reseller_id", reseller);
    }
}

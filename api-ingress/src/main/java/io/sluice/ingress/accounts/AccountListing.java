package io.sluice.ingress.accounts;

import io.sluice.ingress.lists.Filter;
import io.sluice.ingress.lists.ListQuery;
import io.sluice.ingress.lists.Listing;
import io.sluice.ingress.lists.Sort;
import io.sluice.schemas.AccountId;
import io.sluice.schemas.avro.Account;
import java.util.List;

/** How accounts are listed; each sort has an index in the worker's schema. */
final class AccountListing {
    private static final List<String> STATES = List.of("active", "disabled", "limited", "expired", "on_hold");

    /** Never null; CASE and not coalesce, as the index has it. */
    private static final String EXPIRY = "(CASE WHEN expires_at IS NULL THEN 'infinity' ELSE expires_at END)";

    private static final String USERNAME = "username";

    static final Listing<Account> LISTING = new Listing<>(
            List.of(
                    new Sort<>(
                            "created_at",
                            "created_at",
                            Sort.Type.TIME,
                            account -> account.getCreatedAt().toString()),
                    new Sort<>("expires_at", EXPIRY, Sort.Type.TIME, AccountListing::expiry),
                    new Sort<>(USERNAME, "username", Sort.Type.TEXT, Account::getUsername)),
            List.of(
                    Filter.word("state", STATES).with("created_at", "expires_at"),
                    Filter.word("protocol", ProvisionRequest.PROTOCOLS).with("created_at", "expires_at"),
                    Filter.time("created_after", "created_at", ">").with("created_at"),
                    Filter.time("created_before", "created_at", "<").with("created_at"),
                    Filter.time("expires_after", EXPIRY + " < 'infinity' AND " + EXPIRY, ">")
                            .with("expires_at"),
                    Filter.time("expires_before", EXPIRY, "<").with("expires_at"),
                    Filter.prefix("username", 100).with(USERNAME)),
            account -> AccountId.of(account.getId()).value());

    /** Whether the list goes along the index that begins with state and protocol; usernames have one of their own. */
    static boolean goesByPairs(ListQuery<Account> query) {
        return !query.sort().parameter().equals(USERNAME);
    }

    private AccountListing() {}

    private static String expiry(Account account) {
        return account.getExpiresAt() == null
                ? Sort.INFINITY
                : account.getExpiresAt().toString();
    }
}

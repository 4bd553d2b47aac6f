package io.sluice.ingress.accounts;

import io.sluice.ingress.lists.Filter;
import io.sluice.ingress.lists.Listing;
import io.sluice.ingress.lists.Sort;
import io.sluice.schemas.AccountId;
import io.sluice.schemas.avro.Account;
import java.util.List;

/** How accounts are listed; each sort has an index in the worker's schema. */
final class AccountListing {
    private static final List<String> STATES = List.of("active", "disabled", "limited", "expired", "on_hold");

    static final Listing<Account> LISTING = new Listing<>(
            List.of(
                    new Sort<>(
                            "created_at",
                            "created_at",
                            Sort.Type.TIME,
                            account -> account.getCreatedAt().toString()),
                    new Sort<>(
                            "expires_at", "coalesce(expires_at, 'infinity')", Sort.Type.TIME, AccountListing::expiry),
                    new Sort<>("username", "username", Sort.Type.TEXT, Account::getUsername)),
            List.of(
                    Filter.word("state", STATES),
                    Filter.word("protocol", ProvisionRequest.PROTOCOLS),
                    Filter.time("created_after", "created_at", ">"),
                    Filter.time("created_before", "created_at", "<"),
                    Filter.time("expires_after", "expires_at", ">"),
                    Filter.time("expires_before", "expires_at", "<")),
            account -> AccountId.of(account.getId()).value());

    private AccountListing() {}

    private static String expiry(Account account) {
        return account.getExpiresAt() == null
                ? Sort.INFINITY
                : account.getExpiresAt().toString();
    }
}

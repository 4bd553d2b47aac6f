package io.sluice.ingress.accounts;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.problem.Problem;
import io.sluice.schemas.AccountId;
import io.sluice.schemas.ProblemCode;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** How callers name an account in a path: by its id, or by its number where integers are older than ids. */
@Component
final class AccountAddresses {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private final AccountRepository accounts;

    AccountAddresses(AccountRepository accounts) {
        this.accounts = accounts;
    }

    /** The canonical id: an id as it stands, a number by one look-up that memory keeps. */
    Optional<AccountId> resolve(String address, Caller caller) {
        if (NUMBER.matcher(address).matches()) return accounts.idOf(caller, Long.parseLong(address));
        return AccountId.parse(address);
    }

    static Problem unknown(String address) {
        return Problem.of(
                ProblemCode.NOT_FOUND,
                "There is no account \"" + address + "\". Address one by its id (acc_…) or its number, "
                        + "with a key of the same tenant and environment.");
    }
}

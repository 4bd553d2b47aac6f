package io.sluice.ingress.signin;

import io.sluice.ingress.addresses.ClientAddresses;
import io.sluice.ingress.problem.RefusedException;
import io.sluice.ingress.signin.SignInRepository.Known;
import io.sluice.schemas.PersonId;
import io.sluice.schemas.TenantId;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Whether a password is somebody's; the one place that says so, so that all guesses count together. */
@Component
final class PasswordCheck {
    /** What it is. */
    sealed interface Found {}

    /** It is that of this person. */
    record Right(PersonId person) implements Found {}

    /** Nobody there has this address and this password. */
    record Wrong() implements Found {}

    /** It was not looked at, because too many were wrong. */
    record TooSoon(Duration delay) implements Found {}

    private final Passwords passwords;
    private final SignInGuard guard;
    private final SignInRepository people;
    private final ClientAddresses addresses;
    private final Clock clock;

    PasswordCheck(
            Passwords passwords, SignInGuard guard, SignInRepository people, ClientAddresses addresses, Clock clock) {
        this.passwords = passwords;
        this.guard = guard;
        this.people = people;
        this.addresses = addresses;
        this.clock = clock;
    }

    /**
     * Takes the same steps for whom there is and for whom there is not, so that they take the same time.
     *
     * @param where the tenant as attempts are counted by
     * @throws RefusedException when too many are being checked
     */
    Found of(TenantId tenant, String where, String email, String password, HttpServletRequest request) {
        var pair = SignInGuard.Pair.of(addresses.of(request).address(), where, email);
        var delay = guard.attempt(pair, clock.instant());
        if (delay.isPresent()) return new TooSoon(delay.get());
        var found = inTurn(pair, () -> person(tenant, email, password));
        if (found.isEmpty()) return new Wrong();
        guard.succeeded(pair);
        return new Right(found.get());
    }

    private Optional<PersonId> person(TenantId tenant, String email, String password) {
        var known = people.find(tenant, email);
        boolean same = passwords.matches(password, known.map(Known::hash).orElse(null));
        return same ? known.map(Known::person) : Optional.empty();
    }

    private Optional<PersonId> inTurn(SignInGuard.Pair pair, Supplier<Optional<PersonId>> check) {
        try {
            return passwords.inTurn(pair.network(), check);
        } catch (RefusedException busy) {
            // It was not looked at, so it was no guess.
            guard.takeBack(pair);
            throw busy;
        }
    }
}

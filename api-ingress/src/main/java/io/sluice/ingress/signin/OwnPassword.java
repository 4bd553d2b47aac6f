package io.sluice.ingress.signin;

import io.sluice.ingress.addresses.ClientAddresses;
import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.problem.Problem;
import io.sluice.schemas.PersonId;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Whether somebody who has a token knows the password too, which is asked for before that somebody gets another one: a
 * token that was found or lent is good for minutes, and must not be worth the account.
 */
@Component
public final class OwnPassword {
    private final Passwords passwords;
    private final SignInRepository people;
    private final SignInGuard guard;
    private final ClientAddresses addresses;
    private final Clock clock;

    OwnPassword(
            Passwords passwords, SignInRepository people, SignInGuard guard, ClientAddresses addresses, Clock clock) {
        this.passwords = passwords;
        this.people = people;
        this.guard = guard;
        this.addresses = addresses;
        this.clock = clock;
    }

    /**
     * Why it is not known to be the password of the caller; empty when it is. Attempts count with those to sign in.
     *
     * @param field that it was given in
     */
    public Optional<Problem> refusal(Caller caller, String field, String password, HttpServletRequest request) {
        if (!(caller.principal() instanceof PersonId person)) throw new IllegalArgumentException("a key has none");
        var email = people.email(caller.home(), person).orElse("");
        var pair = SignInGuard.Pair.of(
                addresses.of(request).address(), caller.home().text(), email);
        var delay = guard.attempt(pair, clock.instant());
        if (delay.isPresent()) return Optional.of(SignInGuard.tooSoon(delay.get()));
        var hash = people.find(caller.home(), email).map(SignInRepository.Known::hash);
        if (!passwords.matches(password, hash.orElse(null))) {
            return Optional.of(Problem.invalid(field, "is not your password"));
        }
        guard.succeeded(pair);
        return Optional.empty();
    }
}

package io.sluice.ingress.signin;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.problem.Problem;
import io.sluice.schemas.PersonId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Whether somebody who has a token knows the password too, which is asked for before that somebody gets another one: a
 * token that was found or lent is good for minutes, and must not be worth the account.
 */
@Component
public final class OwnPassword {
    private final PasswordCheck check;
    private final SignInRepository people;

    OwnPassword(PasswordCheck check, SignInRepository people) {
        this.check = check;
        this.people = people;
    }

    /**
     * Why it is not known to be the password of the caller, who is a person; empty when it is. Attempts count with
     * those to sign in.
     *
     * @param field that it was given in
     */
    public Optional<Problem> refusal(Caller caller, String field, String password, HttpServletRequest request) {
        if (!(caller.principal() instanceof PersonId person)) throw new IllegalArgumentException("a key has none");
        var home = caller.home();
        var email = people.email(home, person).orElse("");
        return switch (check.of(home, home.text(), email, password, request)) {
            case PasswordCheck.Right _ -> Optional.empty();
            case PasswordCheck.Wrong _ -> Optional.of(Problem.invalid(field, "is not your password"));
            case PasswordCheck.TooSoon(var delay) -> Optional.of(SignInGuard.tooSoon(delay));
        };
    }
}

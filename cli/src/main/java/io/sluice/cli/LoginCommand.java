package io.sluice.cli;

import io.sluice.cli.Profile.ApiKey;
import io.sluice.cli.Profile.Tokens;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "login",
        description = {
            "Sign in, and keep who you are in a profile that nobody else can read.",
            "With --tenant, as a person of that tenant; with --api-key-stdin, to work in it."
        })
final class LoginCommand implements Runnable {
    private final Sluice sluice;

    @Parameters(paramLabel = "EMAIL", arity = "0..1", description = "who signs in; not with --api-key-stdin")
    private @Nullable String email;

    @Option(names = "--password-stdin", description = "read the password from the standard input")
    private boolean passwordFromInput;

    @Option(names = "--api-key-stdin", description = "keep an API key instead, read from the standard input")
    private boolean keyFromInput;

    @Option(
            names = "--environment",
            completionCandidates = Words.Environments.class,
            description = "of a person's tokens: ${COMPLETION-CANDIDATES}; live unless said")
    private @Nullable String environment;

    LoginCommand(Sluice sluice) {
        this.sluice = sluice;
    }

    @Override
    public void run() {
        if (keyFromInput == (email != null)) {
            throw new Failure(ExitCode.USAGE, "Say who signs in, as sluice login EMAIL, or use --api-key-stdin.");
        }
        if (email != null) signIn(email);
        else keepKey();
        sluice.note("Signed in at %s as profile \"%s\".".formatted(sluice.url(), sluice.profileName()));
        if (sluice.surroundings().variable("SLUICE_API_KEY").isPresent()) {
            sluice.note("SLUICE_API_KEY is set and goes before it: unset it to work as the profile.");
        }
    }

    private void signIn(String person) {
        var body = Json.object()
                .with("tenant", sluice.tenant())
                .with("email", person)
                .with("password", Secrets.password(sluice.surroundings(), passwordFromInput))
                .with("environment", environment);
        // Its idempotency key is new: to sign in twice is two sessions.
        var answer = sluice.anonymous().change("POST", "/v1/auth/token", body).json();
        var tokens = Tokens.of(person, answer, sluice.surroundings().clock().instant());
        sluice.profiles().put(sluice.profileName(), new Profile(sluice.url(), sluice.tenant(), tokens));
    }

    /** One that does not work is not kept. */
    private void keepKey() {
        var key = Secrets.apiKey(sluice.surroundings());
        sluice.as(key).get("/v1/scopes");
        sluice.profiles().put(sluice.profileName(), new Profile(sluice.url(), sluice.tenant(), new ApiKey(key)));
    }
}

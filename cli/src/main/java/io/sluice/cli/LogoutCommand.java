package io.sluice.cli;

import io.sluice.cli.Profile.Tokens;
import picocli.CommandLine.Command;

@Command(name = "logout", description = "End the session of the profile, and forget the profile.")
final class LogoutCommand implements Runnable {
    private final Sluice sluice;

    LogoutCommand(Sluice sluice) {
        this.sluice = sluice;
    }

    @Override
    public void run() {
        var name = sluice.profileName();
        var profile = sluice.profiles()
                .find(name)
                .orElseThrow(
                        () -> new Failure(ExitCode.NOT_SIGNED_IN, "There is no profile \"" + name + "\" to forget."));
        if (profile.credential() instanceof Tokens tokens) end(sluice.anonymousAt(profile.url()), tokens);
        sluice.profiles().put(name, null);
        sluice.note("Signed out; profile \"" + name + "\" is forgotten.");
    }

    /** One that has ended already is as good. */
    private static void end(Api anonymous, Tokens tokens) {
        try {
            anonymous.change("POST", "/v1/auth/revoke", Json.object().with("refresh_token", tokens.refresh()));
        } catch (Failure failure) {
            if (failure.code() != ExitCode.NOT_SIGNED_IN) throw failure;
        }
    }
}

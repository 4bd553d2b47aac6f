package io.sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.cli.Profile.ApiKey;
import io.sluice.cli.Profile.Tokens;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;

/** The credential of a profile, renewed in time. */
final class Bearer {
    private final Profiles profiles;
    private final String name;
    private final Api anonymous;
    private final Clock clock;

    Bearer(Profiles profiles, String name, Api anonymous, Clock clock) {
        this.profiles = profiles;
        this.name = name;
        this.anonymous = anonymous;
        this.clock = clock;
    }

    String token() {
        return switch (profile().credential()) {
            case ApiKey(var secret) -> secret;
            case Tokens tokens when tokens.isFresh(clock.instant()) -> tokens.access();
            case Tokens _ -> profiles.locked(this::refreshed);
        };
    }

    /** Another process may have done it while this one waited for the lock. */
    private String refreshed() {
        var profile = profile();
        return switch (profile.credential()) {
            case ApiKey(var secret) -> secret;
            case Tokens tokens when tokens.isFresh(clock.instant()) -> tokens.access();
            case Tokens stale -> renew(profile, stale);
        };
    }

    private String renew(Profile profile, Tokens old) {
        var body = Json.object().with("grant_type", "refresh_token").with("refresh_token", old.refresh());
        var tokens = Tokens.of(
                old.email(),
                anonymous.change("POST", "/v1/auth/token", body, onceFor(old)).json(),
                clock.instant());
        var all = profiles.all();
        all.put(name, profile.with(tokens));
        profiles.write(all);
        return tokens.access();
    }

    /**
     * A refresh token is good once, and its reuse ends the session. Whoever is killed before the file is written asks
     * again under the same key, and gets the same pair.
     */
    private static String onceFor(Tokens old) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(old.refresh().getBytes(UTF_8));
            return "refresh-" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private Profile profile() {
        return profiles.find(name)
                .orElseThrow(() ->
                        new Failure(ExitCode.NOT_SIGNED_IN, "The profile \"" + name + "\" was taken away meanwhile."));
    }
}

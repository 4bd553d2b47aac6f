package io.sluice.ingress.signin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PasswordsTest {
    private final Passwords passwords = new Passwords();

    @Test
    void matchesThePasswordThatWasHashed() {
        var hash = passwords.hash("correct horse");

        assertThat(passwords.matches("correct horse", hash)).isTrue();
        assertThat(passwords.matches("wrong horse", hash)).isFalse();
    }

    @Test
    void whoIsNotKnownMatchesNothing() {
        assertThat(passwords.matches("", null)).isFalse();
        assertThat(passwords.matches("correct horse", null)).isFalse();
    }

    /** Otherwise the time of an answer would tell who is known. */
    @Test
    void whoIsNotKnownTakesTheSameWork() {
        var hash = passwords.hash("correct horse");
        var work = hash.substring(0, hash.indexOf("p=1$"));

        assertThat(Passwords.NOBODYS).startsWith(work).hasSameSizeAs(hash);
    }
}

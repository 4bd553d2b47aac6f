package io.sluice.system.secrets;

/**
 * Something that was given or shown in confidence.
 *
 * @param text the whole of it
 * @param core the part that nobody may see, 24 characters or more; what stands around it is told in public
 */
record Secret(Kind kind, String text, String core) {
    enum Kind {
        KEY,
        FOREIGN_KEY,
        PASSWORD,
        REFRESH_TOKEN,
        ACCESS_TOKEN,
        CANARY
    }

    /** One that Sluice made: what begins it says only what it is. */
    static Secret key(String text) {
        return new Secret(Kind.KEY, text, text.substring(text.lastIndexOf('_') + 1));
    }

    /** The code in it; behind that are ids. */
    static Secret refreshToken(String text) {
        return new Secret(Kind.REFRESH_TOKEN, text, text.substring(4, 28));
    }

    /** The signature; whoever has the rest has nothing. */
    static Secret accessToken(String text) {
        return new Secret(Kind.ACCESS_TOKEN, text, text.substring(text.lastIndexOf('.') + 1));
    }

    static Secret of(Kind kind, String text) {
        return new Secret(kind, text, text);
    }

    /** Whether it can be told from other texts by how it begins. */
    boolean isOfOurForm() {
        return kind == Kind.KEY || kind == Kind.REFRESH_TOKEN || kind == Kind.ACCESS_TOKEN;
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return kind.toString();
    }
}

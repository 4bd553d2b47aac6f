package io.sluice.ingress.admission;

import java.nio.ByteBuffer;

/** SHA-256 of a key's secret. */
record KeyHash(long first, long second, long third, long fourth) {
    static KeyHash of(byte[] sha256) {
        return of(ByteBuffer.wrap(sha256));
    }

    static KeyHash of(ByteBuffer sha256) {
        int at = sha256.position();
        return new KeyHash(
                sha256.getLong(at), sha256.getLong(at + 8), sha256.getLong(at + 16), sha256.getLong(at + 24));
    }
}

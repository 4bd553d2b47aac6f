package io.sluice.benchmarks;

import java.nio.ByteBuffer;

/** Finds what an answer says without making an object of it, because thousands come in a second. */
final class AnswerText {
    private AnswerText() {}

    /** Where the first of these bytes ends; negative when there are none. */
    static int after(byte[] wanted, ByteBuffer answer) {
        for (int at = answer.position(); at < answer.limit(); at++) {
            if (isAt(at, wanted, answer)) return at + wanted.length;
        }
        return -1;
    }

    static boolean isAt(int at, byte[] wanted, ByteBuffer answer) {
        if (at + wanted.length > answer.limit()) return false;
        for (int each = 0; each < wanted.length; each++) if (answer.get(at + each) != wanted[each]) return false;
        return true;
    }

    /** The whole number that begins there. */
    static int number(int at, ByteBuffer answer) {
        int number = 0;
        for (int each = at; each < answer.limit(); each++) {
            int digit = answer.get(each) - '0';
            if (digit < 0 || digit > 9) break;
            number = number * 10 + digit;
        }
        return number;
    }
}

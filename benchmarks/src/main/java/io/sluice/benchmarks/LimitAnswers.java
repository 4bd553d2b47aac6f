package io.sluice.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sluice.benchmarks.load.Traffic;
import io.sluice.ingress.limits.NodeLimits.Verdict;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;

/**
 * What an answer says of the limit of its caller: the verdict in the lower bits, and above them for how many tenths of
 * a millisecond the request waited for it.
 */
final class LimitAnswers implements Traffic.Reading {
    private static final int VERDICT_BITS = 3;
    private static final long NANOS_OF_TENTH = 100_000;
    private static final byte[] WAITED = "Server-Timing: limits;dur=".getBytes(US_ASCII);
    private static final byte[] REASON = "\"reason\":\"".getBytes(US_ASCII);

    private static final byte[] POINT = {'.'};

    /** In the order of the numbers that they are read as. */
    private static final List<Verdict> VERDICTS = List.of(Verdict.class.getEnumConstants());

    private static final List<byte[]> REASONS = VERDICTS.stream()
            .map(verdict -> verdict.name().toLowerCase(Locale.ROOT).getBytes(US_ASCII))
            .toList();

    static Verdict verdict(int outcome) {
        return VERDICTS.get(outcome & ((1 << VERDICT_BITS) - 1));
    }

    /** In nanoseconds. */
    static long waited(int outcome) {
        return (outcome >> VERDICT_BITS) * NANOS_OF_TENTH;
    }

    @Override
    public int of(int status, ByteBuffer answer) {
        return verdict(status, answer) | tenthsWaited(answer) << VERDICT_BITS;
    }

    private static int verdict(int status, ByteBuffer answer) {
        if (status == 200) return VERDICTS.indexOf(Verdict.ADMITTED);
        int reason = status == 429 ? AnswerText.after(REASON, answer) : -1;
        for (int number = 0; reason >= 0 && number < REASONS.size(); number++) {
            if (AnswerText.isAt(reason, REASONS.get(number), answer)) return number;
        }
        throw new IllegalStateException("neither admitted nor refused by a limit: " + US_ASCII.decode(answer));
    }

    private static int tenthsWaited(ByteBuffer answer) {
        int at = AnswerText.after(WAITED, answer);
        if (at < 0) return 0;
        int whole = AnswerText.number(at, answer);
        int tenth = AnswerText.number(AnswerText.after(POINT, answer.slice(at, answer.limit() - at)) + at, answer);
        return whole * 10 + tenth;
    }
}

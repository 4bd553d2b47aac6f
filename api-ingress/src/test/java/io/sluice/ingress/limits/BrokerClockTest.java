package io.sluice.ingress.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BrokerClockTest {
    private static final long MILLI = 1_000_000;
    private static final long EPOCH = 1_700_000_000_000L;

    private final BrokerClock clock = new BrokerClock();

    @Test
    void isNotKnownBeforeTheFirstAppend() {
        assertThat(clock.isKnown()).isFalse();
        assertThat(clock.uncertainty()).isEqualTo(Long.MAX_VALUE);
    }

    /** Ours is hours off and drifts by a ten-thousandth; each append takes 1 to 40 ms there and 1 to 40 back. */
    @Test
    void theTrueTimeAlwaysLiesBetweenItsBounds() {
        var random = new Random(3);
        long begin = random.nextLong(86_400_000 * MILLI);
        double speed = 1.000_1;
        for (long now = 0; now < 3_600_000 * MILLI; now += random.nextLong(1_000 * MILLI)) {
            long sent = begin + (long) (now * speed);
            now += random.nextLong(MILLI, 40 * MILLI);
            long appended = EPOCH + now / MILLI;
            now += random.nextLong(MILLI, 40 * MILLI);
            clock.learn(sent, begin + (long) (now * speed), appended);

            long later = now + random.nextLong(5_000 * MILLI);
            long nanos = begin + (long) (later * speed);
            assertThat(EPOCH + later / MILLI).isBetween(clock.earliest(nanos), clock.latest(nanos));
        }
        assertThat(clock.uncertainty()).isLessThan(20);
    }

    @Test
    void whenTheClockOfTheBrokerIsSetItIsBelieved() {
        clock.learn(0, 2 * MILLI, EPOCH);
        clock.learn(1_000 * MILLI, 1_002 * MILLI, EPOCH + 61_000);
        assertThat(clock.latest(1_002 * MILLI)).isBetween(EPOCH + 61_000, EPOCH + 61_003);
    }
}

package io.sluice.ingress.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class LimitHealthTest {
    private final NodeUnderTest node = new NodeUnderTest();

    @Test
    void isNotReadyBeforeItKnowsWhatTimeTheBrokerHas() {
        var unaware = new BrokerClock();
        var limiter = new Limiter("node", 1, 7, unaware, () -> 0);

        var health = new LimitHealth(limiter, unaware, Clock.systemUTC(), () -> 0).health();

        assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(health.getDetails())
                .hasEntrySatisfying("clock", why -> assertThat(why.toString()).contains("not known yet"));
    }

    @Test
    void isNotReadyBeforeItKnowsWhatItMayAdmit() {
        var health = health(Duration.ZERO);

        assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(health.getDetails()).containsKey("limits");
    }

    @Test
    void isReadyWithALeaseAndAClockThatIsNearTheBrokers() {
        node.leased();

        assertThat(health(Duration.ofMillis(99)).getStatus()).isEqualTo(Status.UP);
        assertThat(health(Duration.ofMillis(-99)).getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void isReadyWhenNobodyTellsItAnything() {
        node.passUnheard(Duration.ofSeconds(6));

        assertThat(health(Duration.ZERO).getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void isNotReadyWithAClockThatWouldEndKeysAtTheWrongTime() {
        node.leased();

        assertThat(health(Duration.ofMillis(250)).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(health(Duration.ofMillis(-250)).getDetails())
                .hasEntrySatisfying("clock", why -> assertThat(why.toString()).contains("NTP"));
    }

    /** @param ahead of the broker's clock */
    private Health health(Duration ahead) {
        var own = Clock.fixed(Instant.ofEpochMilli(node.now()).plus(ahead), ZoneOffset.UTC);
        return new LimitHealth(node.limiter, node.clock, own, node::nanos).health();
    }
}

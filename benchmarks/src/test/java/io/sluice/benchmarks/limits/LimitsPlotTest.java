package io.sluice.benchmarks.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.ingress.limits.NodeLimits.Verdict;
import io.sluice.schemas.LimitWindow;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class LimitsPlotTest {
    private static final long BEGIN = 1_700_000_000_000L * Time.MILLI;
    private static final Scenario TEN =
            Scenario.steady("ten", 10, LimitWindow.SECOND, 10).lasting(Duration.ofSeconds(24));

    @Test
    void drawsOneAreaForEachNodeAndOneBarForEachCase() throws Exception {
        var cases = new ArrayList<Comparison>();
        for (var scenario : List.of(TEN, TEN.split(90, 5, 5), TEN.moving(Duration.ofSeconds(7)))) {
            cases.add(comparison(scenario));
        }
        var drawing = LimitsPlot.draw(cases, "10/s");
        var document = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(drawing)));
        assertThat(document.getElementsByTagName("polygon").getLength()).isEqualTo(9);
        assertThat(drawing).contains("prefers-color-scheme: dark").contains("split 90/5/5");
        assertThat(drawing.split("class=\"simulated\"", -1)).hasSize(2 * 3 + 1 + 1);
    }

    /** Ten in each cycle of a window and a slot. */
    private static Comparison comparison(Scenario scenario) {
        var seen = new Sightings(1_000);
        for (long cycle = 0; cycle < 22; cycle++) {
            for (int each = 0; each < 10; each++) {
                long sent = BEGIN + (cycle * 1_050 + each) * Time.MILLI;
                seen.add(sent, sent + Time.MILLI, 0, each % 3, Verdict.ADMITTED);
            }
        }
        return new Comparison(Measured.of(scenario, seen, BEGIN, 0), Simulation.run(scenario, 1));
    }
}

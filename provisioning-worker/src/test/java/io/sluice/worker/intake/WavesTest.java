package io.sluice.worker.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A command is written as its resource and its number: {@code a1} before {@code a2}. */
class WavesTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            case                          | commands          | waves
            nothing                       | ''                | ''
            one                           | a1                | a1
            each resource once            | c1 a1 b1          | c1 a1 b1
            one resource alone            | a1 a2 a3          | a1 / a2 / a3
            one of them twice             | a1 b1 a2          | a1 b1 / a2
            the first wave stays in order | b1 a1 b2 c1 a2 d1 | b1 a1 c1 d1 / b2 a2
            a later wave is shorter       | a1 a2 b1 a3 b2    | a1 b1 / a2 b2 / a3
            """)
    void holdEachResourceOnceInTheOrderGiven(String name, String commands, String waves) {
        assertThat(shown(Waves.of(commands(commands), WavesTest::resource))).isEqualTo(waves);
    }

    @Test
    void neitherLoseNorRepeatNorReorderTheCommandsOfAResource() {
        long seed = Long.getLong("seed", 20_261_120);
        var random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            var commands = new ArrayList<String>();
            for (int n = random.nextInt(30); n > 0; n--) {
                commands.add("abcdefgh".charAt(random.nextInt(8)) + String.valueOf(commands.size()));
            }
            var waves = Waves.of(commands, WavesTest::resource);
            var about = "case %d of -Dseed=%d: %s".formatted(i, seed, commands);
            assertThat(waves).as(about).allSatisfy(wave -> {
                assertThat(wave).isNotEmpty().isSubsetOf(commands);
                assertThat(wave.stream().map(WavesTest::resource)).doesNotHaveDuplicates();
                assertThat(commands).containsSubsequence(wave);
            });
            assertThat(ofEachResource(waves.stream().flatMap(List::stream).toList()))
                    .as(about)
                    .isEqualTo(ofEachResource(commands));
            assertThat(waves).as(about).hasSize(most(commands));
        }
    }

    /** The commands resource by resource, those of one in the order in which they stand. */
    private static List<List<String>> ofEachResource(List<String> commands) {
        return "abcdefgh"
                .chars()
                .mapToObj(letter -> commands.stream()
                        .filter(command -> command.charAt(0) == letter)
                        .toList())
                .toList();
    }

    /** As many waves as the busiest resource has commands, and none more. */
    private static int most(List<String> commands) {
        return ofEachResource(commands).stream().mapToInt(List::size).max().orElse(0);
    }

    private static String resource(String command) {
        return command.substring(0, 1);
    }

    private static List<String> commands(String cell) {
        return cell.isEmpty() ? List.of() : List.of(cell.split(" ", -1));
    }

    private static String shown(List<List<String>> waves) {
        return String.join(
                " / ", waves.stream().map(wave -> String.join(" ", wave)).toList());
    }
}

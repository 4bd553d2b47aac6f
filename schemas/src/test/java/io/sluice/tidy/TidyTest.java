package io.sluice.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every source of every module keeps to. A refusal names the file and the line. */
class TidyTest {
    private static final Path ROOT = Path.of("..");
    private static final int METHOD_LINES_MAX = 60;
    private static final int FILE_LINES_MAX = 500;
    private static final int COLUMNS_MAX = 120;

    // In brackets, so that this line does not find itself.
    private static final Pattern UNFINISHED = Pattern.compile("\\b(FIX[M]E|TO[D]O|XX[X])\\b");

    private static List<Source> sources = List.of();

    @BeforeAll
    static void readAllSources() throws IOException {
        sources = Source.all(ROOT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "schemas",
                "operations",
                "api-ingress",
                "provisioning-worker",
                "usage-streams",
                "cli",
                "standalone",
                "system-stack",
                "system-tests",
                "benchmarks"
            })
    void everyModuleIsRead(String module) {
        assertThat(sources).anyMatch(source -> source.path().startsWith(module));
    }

    @Test
    void noMethodIsLongerThanAScreen() {
        assertThat(sources.stream()
                        .flatMap(source -> source.methods().stream()
                                .filter(method -> method.lines() > METHOD_LINES_MAX)
                                .map(method -> "%s:%d %s has %d lines"
                                        .formatted(source.path(), method.line(), method.name(), method.lines()))))
                .isEmpty();
    }

    @Test
    void noFileIsLongerThanFiveHundredLines() {
        assertThat(sources.stream()
                        .filter(source -> source.lines().size() > FILE_LINES_MAX)
                        .map(source -> source.path() + " has " + source.lines().size() + " lines"))
                .isEmpty();
    }

    // A row of a test's table is as wide as its cells: to fold it would hide what the table shows.
    @Test
    void noLineIsWiderThan120ColumnsButARowOfATestsTable() {
        assertThat(lines((source, at) -> source.lines().get(at - 1).length() > COLUMNS_MAX
                        && !(source.isTest() && source.textBlocks().contains((long) at))))
                .isEmpty();
    }

    @Test
    void nothingIsLeftUnfinished() {
        assertThat(lines((source, at) ->
                        UNFINISHED.matcher(source.lines().get(at - 1)).find()))
                .isEmpty();
    }

    // A test that sleeps is slow when it passes and wrong when the machine is slower. Waiting is for a condition, with
    // a
    // deadline.
    @Test
    void noTestSleeps() {
        assertThat(selections("Thread.sleep", Source::isTest)).isEmpty();
    }

    // One that reads the clock fails on another day; time comes in as a value. Only what is started as a whole system
    // goes by the clock of the machine, and so does who talks to it.
    @ParameterizedTest
    @ValueSource(strings = {"Instant.now", "LocalDate.now", "OffsetDateTime.now", "System.currentTimeMillis"})
    void noTestReadsTheClock(String call) {
        assertThat(selections(call, source -> source.isTest() && !source.path().startsWith("system-tests")))
                .isEmpty();
    }

    private static Stream<String> selections(String text, Predicate<Source> where) {
        return sources.stream()
                .filter(where)
                .flatMap(source -> source.selections().stream()
                        .filter(selection -> selection.text().endsWith(text))
                        .map(selection -> source.path() + ":" + selection.line() + " " + selection.text()));
    }

    private interface Wrong {
        /** Whether the line of this number, from 1 on, is wrong. */
        boolean test(Source source, int line);
    }

    private static Stream<String> lines(Wrong wrong) {
        return sources.stream()
                .flatMap(source -> IntStream.rangeClosed(1, source.lines().size())
                        .filter(line -> wrong.test(source, line))
                        .mapToObj(line -> source.path() + ":" + line + " "
                                + source.lines().get(line - 1).strip()));
    }
}

package io.sluice.system.secrets;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.system.secrets.SecretSearch.Hit;
import io.sluice.system.secrets.WrongUses.Way;
import io.sluice.system.stack.Sluice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Nothing that was given or shown in confidence lies anywhere: not in a log, a topic, a table, an event, an error or a
 * list, not in the files of Kafka and PostgreSQL, in no form that texts are written in.
 */
class SecretsTest {
    private static final int KEYS = 1_000;
    private static final int FOREIGN_KEYS = 200;
    private static final int ACCOUNTS = 1_000;
    private static final int OUTBOUNDS = 50;
    /** A hash takes tens of milliseconds, for whoever is made and whoever signs in. */
    private static final int PEOPLE = 25;

    private static final int REFRESHES = 20;

    /** One way in four for each secret, so hundreds of each kind for each way: all in all ways would take minutes. */
    private static final int WAYS_APART = 4;

    /** Where keys are looked up by their hash; in files it is the same rows and records. */
    private static final List<String> PLACES_OF_HASHES = List.of(
            "table sluice core.api_key",
            "table sluice core.command",
            "table sluice core.outbox",
            "topic commands.admin",
            "topic command-results",
            "topic state.keys",
            "file data/broker",
            "file data/postgres");

    private final Sluice sluice = Sluice.shared();
    private final Issue issue = new Issue();

    @Test
    void lieNowhere() throws Exception {
        issue.keys(KEYS);
        issue.foreignKeys(FOREIGN_KEYS);
        issue.accountPasswords(ACCOUNTS);
        issue.outboundPasswords(OUTBOUNDS);
        issue.people(PEOPLE, REFRESHES);
        var secrets = issue.issued();

        try (var canaries = new Canaries(sluice)) {
            var search = new SecretSearch(Stream.of(secrets, canaries.secrets())
                    .flatMap(Collection::stream)
                    .toList());
            useWrongly(secrets, search);
            for (var list : Issue.lists(sluice.admin())) search.search("lists", list.getBytes(UTF_8));
            var metrics = sluice.anonymous().get("/metrics").response().body();
            search.search("metrics", metrics.getBytes(UTF_8));
            canaries.plant(search);
            new Places(sluice, search).search();

            System.out.printf(
                    "%d secrets, %d MB, %d places%n",
                    secrets.size(), search.searched() >> 20, search.places().size());
            assertThat(canaries.missed(search.hits()))
                    .as("the search finds what is planted")
                    .isEmpty();
            assertThat(search.hits().stream().filter(hit -> !isAllowed(hit)).toList())
                    .isEmpty();
        }
    }

    private static boolean isAllowed(Hit hit) {
        boolean isHashOfKey = hit.form().equals(SecretForms.SHA_256)
                && (hit.secret().kind() == Secret.Kind.KEY || hit.secret().kind() == Secret.Kind.FOREIGN_KEY);
        return hit.secret().kind() == Secret.Kind.CANARY
                || (isHashOfKey && PLACES_OF_HASHES.stream().anyMatch(hit.place()::startsWith));
    }

    /** All ways, with secrets of all kinds; and what is answered is searched. */
    private void useWrongly(List<Secret> secrets, SecretSearch search) {
        var account = sluice.admin()
                .waiting()
                .post("/v1/accounts", "{\"username\":\"" + Sluice.unique("secrets") + "\"}")
                .text("/id");
        var uses = new WrongUses(account);
        var ways = Stream.of(uses.asCredentials(), uses.inBodies(), uses.inAddresses())
                .flatMap(Collection::stream)
                .toList();
        var broken = new BrokenRequests(sluice.url());
        var numbers = IntStream.range(0, secrets.size()).boxed().toList();
        var answers = Parallel.map(numbers, number -> {
            var secret = secrets.get(number);
            var told = new ArrayList<Told>();
            for (int way = number % WAYS_APART; way < ways.size(); way += WAYS_APART) {
                told.addAll(use(ways.get(way), secret));
            }
            if (secret.isOfOurForm()) for (var way : uses.whereTextsAreKept()) told.addAll(use(way, secret));
            var sent = secret.isOfOurForm() ? secret.text() : secret.core();
            var answer = broken.send(number % BrokenRequests.kinds(), sent);
            if (secret.isOfOurForm()) told.add(new Told("broken request", answer));
            return told;
        });
        for (var answer : answers) {
            for (var told : answer)
                search.search("answer to " + told.way(), told.text().getBytes(ISO_8859_1));
        }
    }

    private record Told(String way, String text) {}

    private static List<Told> use(Way way, Secret secret) {
        var answer = way.use().apply(secret.text());
        boolean isSearched = !way.repeats() || secret.isOfOurForm();
        return isSearched
                ? List.of(new Told(way.name(), answer + " " + answer.response().headers()))
                : List.of();
    }
}

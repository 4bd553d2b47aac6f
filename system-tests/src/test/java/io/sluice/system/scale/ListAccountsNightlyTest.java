package io.sluice.system.scale;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.system.stack.Answer;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Sluice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A page costs the same wherever in the list it stands, and however few pass a filter. */
@Tag("nightly")
class ListAccountsNightlyTest {
    /** A walk past a million rows takes a second or more; a page of 50 takes milliseconds, on a busy machine too. */
    private static final Duration P50_MAX = Duration.ofMillis(50);

    private static final int REQUESTS = 100;
    private static final List<String> FILTERS = List.of(
            "",
            "state=active",
            "state=limited",
            "state=on_hold",
            "protocol=vless",
            "protocol=http",
            "state=disabled&protocol=trojan",
            "state=limited&protocol=http");

    private static MillionAccounts accounts;
    private static Api reader;

    /** A place in a list: what comes before the cursor there. */
    private record Place(String name, double share) {}

    private static final List<Place> PLACES =
            List.of(new Place("start", 0), new Place("middle", 0.5), new Place("end", 0.9999));

    @BeforeAll
    static void make() {
        accounts = MillionAccounts.shared();
        reader = Sluice.shared().caller("test", "accounts:read");
        // The compiler of the server is as warm as it gets before anything is measured.
        for (int i = 0; i < 2_000; i++) page("limit=50&sort=-created_at");
    }

    @Test
    void everySortAndFilterCostsTheSameAtTheStartTheMiddleAndTheEnd() {
        var slow = new ArrayList<String>();
        for (var sort : List.of("created_at", "-created_at", "expires_at", "-expires_at")) {
            for (var filter : FILTERS) {
                for (var place : PLACES) measure(sort, filter, place, 50, slow);
            }
        }
        for (var sort : List.of("username", "-username")) {
            for (var place : PLACES) measure(sort, "", place, 50, slow);
        }
        for (var place : PLACES) measure("-created_at", "", place, 500, slow);
        assertThat(slow).isEmpty();
    }

    private static void measure(String sort, String filter, Place place, int limit, List<String> slow) {
        var query = "limit=" + limit + "&sort=" + sort + (filter.isEmpty() ? "" : "&" + filter) + cursor(sort, place);
        var durations = new Durations();
        int shown = 0;
        for (int i = 0; i < REQUESTS; i++) {
            shown = durations.measure(() -> page(query)).json().at("/data").size();
        }
        var row = "%-12s %-32s %-6s %3d shown   %s".formatted(sort, filter, place.name(), shown, durations);
        System.out.println(row);
        if (durations.quantile(0.5).compareTo(P50_MAX) > 0) slow.add(row);
    }

    /** One that a filter of the list gives: a cursor is a place in an order, whatever the filters are. */
    private static String cursor(String sort, Place place) {
        if (place.share() == 0) return "";
        boolean descending = sort.startsWith("-");
        double share = descending ? 1 - place.share() : place.share();
        var near = switch (descending ? sort.substring(1) : sort) {
            case "created_at" -> "created_" + (descending ? "before=" : "after=") + accounts.createdAt(share);
            case "expires_at" -> "expires_" + (descending ? "before=" : "after=") + accounts.expiresAt(share);
            default ->
                "username_prefix="
                        + "%08x".formatted((long) (share * 0xffff_ffffL)).substring(0, 3);
        };
        return "&cursor=" + page("limit=1&sort=" + sort + "&" + near).text("/next_cursor");
    }

    private static Answer page(String query) {
        var answer = reader.get("/v1/accounts?" + query);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer;
    }
}

package io.sluice.ingress.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.Environment;
import io.sluice.schemas.PersonId;
import io.sluice.schemas.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopesTest {
    private static final int CASES = 10_000;
    private static final PersonId SELF = new PersonId(new UUID(5, 5));

    /** A list of those who may do something looks for these names, and finds all of them and nobody else. */
    @Test
    void areCoveredByThoseThatAreNamed() {
        var scopes = new ArrayList<>(Scopes.OF_THE_SERVICE_DESK.keySet());
        for (var resource : List.of("accounts", "users", "tasks", "work-items", "servers", "*")) {
            for (var action : List.of("read", "write", "add", "change", "delete", "start", "power", "*")) {
                scopes.add(resource + ":" + action);
            }
        }
        for (var wanted : scopes) {
            var named = Scopes.covering(wanted);
            assertThat(named).doesNotHaveDuplicates();
            for (var held : scopes) {
                assertThat(named.contains(held))
                        .as(held + " covers " + wanted)
                        .isEqualTo(new Scopes(List.of(held)).cover(wanted));
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            case                                     | held                       | wanted         | covered
            the very same                            | accounts:read              | accounts:read  | true
            another action                           | accounts:read              | accounts:write | false
            another resource                         | keys:read                  | accounts:read  | false
            one of several                           | keys:read accounts:write   | accounts:write | true
            none at all                              | ''                         | accounts:read  | false
            two halves are no whole                  | keys:read accounts:write   | keys:write     | false
            any action                               | accounts:*                 | accounts:write | true
            any action, of another resource          | accounts:*                 | keys:write     | false
            any resource                             | *:read                     | keys:read      | true
            any resource, another action             | *:read                     | keys:write     | false
            everything                               | *:*                        | keys:write     | true
            a wanted wildcard, as it is held         | accounts:*                 | accounts:*     | true
            a wanted wildcard, held by everything    | *:*                        | accounts:*     | true
            a wanted wildcard, one action held       | accounts:write             | accounts:*     | false
            a wanted wildcard, the other side's held | *:read                     | accounts:*     | false
            everything wanted, one side held         | accounts:* *:read          | *:*            | false
            a prefix of a word is another word       | account:read               | accounts:read  | false
            users are accounts, as held              | users:write                | accounts:write | true
            users are accounts, as wanted            | accounts:write             | users:write    | true
            users are accounts, under a wildcard     | users:*                    | accounts:read  | true
            who may write may add                    | tasks:write                | tasks:add      | true
            who may write may change                 | *:write                    | tasks:change   | true
            who may write may not delete             | tasks:write                | tasks:delete   | false
            to add and to change is not to write     | tasks:add tasks:change     | tasks:write    | false
            a name of the service desk, as held      | tasks.add_workitem         | work-items:add | true
            one of those gives no more               | tasks.add_workitem         | work-items:change | false
            a name of the service desk, as wanted    | work-items:write           | tasks.change_workitem | true
            its view is to read                      | view_all_customers         | customers:read | true
            users are not keys                       | users:*                    | keys:read      | false
            """)
    void coverWhatIsHeldAndNoMore(String name, String held, String wanted, boolean covered) {
        assertThat(scopes(held).cover(wanted)).isEqualTo(covered);
    }

    @Test
    void nameAccountsByTheWordOfToday() {
        assertThat(scopes("users:read users:* keys:read").held())
                .containsExactly("accounts:read", "accounts:*", "keys:read");
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(
            strings = {"a:b", "accounts:read", "users:*", "*:read", "*:*", "work-items:bulk-write", "view_all_tasks"})
    void areWellFormedAsResourceAndAction(String scope) {
        assertThat(Scopes.wellFormed(scope)).isTrue();
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(
            strings = {
                "",
                ":",
                "*",
                "any",
                "accounts",
                "accounts:",
                ":read",
                "accounts:read:all",
                "Accounts:read",
                "accounts:Read",
                "accounts:re*",
                "*accounts:read",
                " accounts:read",
                "accounts:read\n",
                "-accounts:read",
                "accounts:0read",
                "äccounts:read",
                "view_all_accounts",
                "tasks.delete_task",
                "accounts:abcdefghijklmnopqrstuvwxyzabcdefg"
            })
    void areNotWellFormedOtherwise(String scope) {
        assertThat(Scopes.wellFormed(scope)).isFalse();
    }

    // The model spells out every scope that exists in its world, so it knows no rule about wildcards: a set of held
    // scopes covers a wanted one when every concrete scope that is wanted is within a single one that is held.
    @Test
    void coverAsASetOfConcreteScopesWould() {
        long seed = Long.getLong("seed", 20_261_120);
        var random = new Random(seed);
        for (int i = 0; i < CASES; i++) {
            var held = new ArrayList<String>();
            for (int n = random.nextInt(4); n > 0; n--) held.add(anyScope(random));
            var wanted = anyScope(random);
            var concrete = World.of(wanted);
            boolean expected = held.stream().anyMatch(have -> World.of(have).containsAll(concrete));
            assertThat(new Scopes(held).cover(wanted))
                    .as("case %d of -Dseed=%d: %s wants %s", i, seed, held, wanted)
                    .isEqualTo(expected);
        }
    }

    // The same model: what somebody gives is some of what it holds, and opens no other tenant where it sees one alone.
    @Test
    void areGivenByWhoHoldsThemAndOpenNoOtherTenantUnlessTheirGiverSeesAll() {
        long seed = Long.getLong("seed", 20_261_130);
        var random = new Random(seed);
        for (int i = 0; i < CASES; i++) {
            var held = new ArrayList<String>();
            for (int n = random.nextInt(4); n > 0; n--) held.add(anyScope(random));
            var tenant = random.nextBoolean() ? TenantId.PLATFORM : new TenantId(new UUID(0, 2));
            var reach = any(random, Reach.values());
            var giver = new Caller(SELF, tenant, tenant, Environment.LIVE, new Scopes(held), reach);
            var given = anyScope(random);
            var concrete = World.of(given);
            boolean opensAll = tenant.equals(TenantId.PLATFORM) && concrete.containsAll(World.of("tenants:write"));
            boolean expected = held.stream().anyMatch(have -> World.of(have).containsAll(concrete))
                    && (!opensAll || reach == Reach.PLATFORM);
            assertThat(giver.withholds(given).isEmpty())
                    .as("case %d of -Dseed=%d: %s in %s, who holds %s, gives %s", i, seed, reach, tenant, held, given)
                    .isEqualTo(expected);
        }
    }

    private static String anyScope(Random random) {
        if (random.nextInt(5) == 0) return any(random, World.NAMES.keySet().toArray(String[]::new));
        return any(random, "accounts", "users", "keys", "tasks", "tenants", "work-items", "*") + ":"
                + any(random, "read", "write", "add", "change", "delete", "*");
    }

    @SafeVarargs
    private static <T> T any(Random random, T... words) {
        return words[random.nextInt(words.length)];
    }

    private static Scopes scopes(String held) {
        return new Scopes(held.isEmpty() ? List.of() : List.of(held.split(" ", -1)));
    }

    /** All scopes there are, and one more resource and action that no word names, for which only a wildcard stands. */
    private static final class World {
        private static final List<String> RESOURCES =
                List.of("accounts", "keys", "tasks", "tenants", "customers", "work-items", "those-to-come");
        private static final List<String> WRITING = List.of("add", "change", "write-what-else-there-is");
        private static final List<String> ACTIONS = Stream.concat(
                        WRITING.stream(), Stream.of("read", "delete", "those-to-come"))
                .toList();

        /** The names of the service desk, each with all that it stands for. */
        static final Map<String, String> NAMES = new TreeMap<>(Map.of(
                "view_all_workitems", "work-items:read",
                "tasks.add_workitem", "work-items:add",
                "tasks.change_workitem", "work-items:change",
                "view_all_customers", "customers:read",
                "customers.add_customer", "customers:add",
                "customers.change_customer", "customers:change",
                "view_all_tasks", "tasks:read",
                "tasks.add_task", "tasks:add",
                "tasks.change_task", "tasks:change"));

        static List<String> of(String scope) {
            if (NAMES.containsKey(scope)) return List.of(NAMES.get(scope));
            var sides = scope.split(":", -1);
            var resource = sides[0].equals("users") ? "accounts" : sides[0];
            var all = new ArrayList<String>();
            for (var one : resource.equals("*") ? RESOURCES : List.of(resource)) {
                for (var action : actions(sides[1])) all.add(one + ":" + action);
            }
            return all;
        }

        private static List<String> actions(String side) {
            return switch (side) {
                case "*" -> ACTIONS;
                case "write" -> WRITING;
                default -> List.of(side);
            };
        }
    }
}

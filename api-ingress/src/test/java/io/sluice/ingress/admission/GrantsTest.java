package io.sluice.ingress.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrantsTest {
    private static final List<String> ACTIONS = List.of("start", "stop", "restart", "shutdown", "cancel", "status");
    private static final List<String> PERMISSIONS = List.of(
            "view_all_workitems",
            "tasks.add_workitem",
            "tasks.change_workitem",
            "view_all_customers",
            "customers.add_customer",
            "customers.change_customer",
            "view_all_tasks",
            "tasks.add_task",
            "tasks.change_task");

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            read  | write | delete | scope             | covered
            true  | false | false  | accounts:read     | true
            true  | false | false  | traffic:read      | true
            true  | false | false  | keys:read         | false
            true  | false | false  | accounts:write    | false
            false | true  | false  | accounts:write    | true
            false | true  | false  | accounts:delete   | false
            false | true  | false  | accounts:read     | false
            false | false | true   | accounts:delete   | true
            true  | true  | true   | people:write      | false
            false | false | false  | accounts:read     | false
            """)
    void switchesAreOfAccountsAndWhatBelongsToThem(
            boolean read, boolean write, boolean delete, String scope, boolean covered) {
        assertThat(new Grants.Switches(read, write, delete).scopes().cover(scope))
                .isEqualTo(covered);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            read  | write | admin | scope           | covered
            true  | false | false | customers:read  | true
            true  | false | false | customers:write | false
            false | true  | false | customers:write | true
            false | true  | false | customers:add   | true
            false | true  | false | keys:delete     | false
            false | false | true  | keys:delete     | true
            """)
    void levelsAreOfEverything(boolean read, boolean write, boolean admin, String scope, boolean covered) {
        assertThat(new Grants.Levels(read, write, admin).scopes().cover(scope)).isEqualTo(covered);
    }

    @Test
    void scopesKeepTheirWordsForAccountsAndTraffic() {
        var list = new Grants.ScopeList(List.of("users:read", "users:*", "stats:read", "*:*", "nonsense"));
        assertThat(list.scopes().held()).containsExactly("accounts:read", "accounts:*", "traffic:read", "*:*");
        assertThat(Grants.ScopeList.of(list.scopes()).words())
                .containsExactly("users:read", "users:*", "stats:read", "*:*");
    }

    @Test
    void actionsAreOfServersAlone() {
        var usual = new Grants.Actions(List.of("start", "stop", "restart", "status", "format"));
        assertThat(usual.scopes().held())
                .containsExactly("servers:start", "servers:stop", "servers:restart", "servers:read");
        assertThat(Grants.Actions.of(new Scopes(List.of("servers:power"))).words())
                .containsExactly("start", "stop", "restart", "shutdown", "cancel");
        assertThat(Grants.Actions.of(new Scopes(List.of("accounts:*"))).words()).isEmpty();
    }

    @Test
    void permissionsOfARoleAreThoseOfTheServiceDesk() {
        assertThat(Grants.RolePermissions.of(new Scopes(List.of("*:*"))).words())
                .containsExactlyElementsOf(PERMISSIONS);
        assertThat(Grants.RolePermissions.of(new Scopes(List.of("customers:write")))
                        .words())
                .containsExactly("customers.add_customer", "customers.change_customer");
        assertThat(new Grants.RolePermissions(List.of("tasks.delete_task"))
                        .scopes()
                        .held())
                .isEmpty();
    }

    /** Whatever a system has granted it is told again, word by word. */
    @Test
    void tellWhatTheyHaveRead() {
        for (var bits : List.of(0, 1, 2, 3, 4, 5, 6, 7)) {
            var switches = new Grants.Switches((bits & 1) > 0, (bits & 2) > 0, (bits & 4) > 0);
            assertThat(Grants.Switches.of(switches.scopes())).isEqualTo(switches);
        }
        for (var words : subsets(ACTIONS)) {
            assertThat(Grants.Actions.of(new Grants.Actions(words).scopes()).words())
                    .isEqualTo(words);
        }
        for (var words : subsets(PERMISSIONS)) {
            assertThat(Grants.RolePermissions.of(new Grants.RolePermissions(words).scopes())
                            .words())
                    .isEqualTo(words);
        }
        for (var levels : List.of(new Grants.Levels(true, false, false), new Grants.Levels(false, true, false))) {
            assertThat(Grants.Levels.of(levels.scopes())).isEqualTo(levels);
        }
        // Whoever may do everything may read and write.
        assertThat(Grants.Levels.of(new Grants.Levels(false, false, true).scopes()))
                .isEqualTo(new Grants.Levels(true, true, true));
    }

    /** No system is told of more than there is: what is told stands for no more than what was held. */
    @Test
    void tellNoMoreThanThereIs() {
        for (var held : Stream.of("accounts:read", "*:read", "servers:power", "tasks:write", "accounts:*", "keys:*")
                .map(scope -> new Scopes(List.of(scope)))
                .toList()) {
            for (var told : List.of(
                    Grants.Switches.of(held),
                    Grants.ScopeList.of(held),
                    Grants.Actions.of(held),
                    Grants.RolePermissions.of(held),
                    Grants.Levels.of(held))) {
                assertThat(held.coverAll(told.scopes()))
                        .as(held.held() + " as " + told)
                        .isTrue();
            }
        }
    }

    private static List<List<String>> subsets(List<String> words) {
        var subsets = new ArrayList<List<String>>();
        for (int bits = 0; bits < 1 << words.size(); bits++) {
            var subset = new ArrayList<String>();
            for (int at = 0; at < words.size(); at++) if ((bits & (1 << at)) != 0) subset.add(words.get(at));
            subsets.add(subset);
        }
        return subsets;
    }
}

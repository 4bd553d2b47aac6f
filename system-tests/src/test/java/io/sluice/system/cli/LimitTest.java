package io.sluice.system.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.system.stack.Sluice;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code sluice limits}, and the limits of keys, in a tenant of its own. */
class LimitTest {
    private final Sluice sluice = Sluice.shared();
    private final Cli admin = Cli.atShared().with("SLUICE_API_KEY", sluice.adminKey());
    private final String slug = Sluice.unique("t");

    @BeforeEach
    void makeTheTenant() {
        var made = admin.run("tenants", "create", slug, "--name", "Acme Ltd");
        assertThat(made.code()).as(made.err()).isZero();
    }

    @Test
    void isMadeListedChangedAndDeleted() {
        var made = limits("create", "600/minute", "--for", "tenant", "--route", "* /v1/accounts/**", "--shadow");
        assertThat(made.out()).as(made.err()).contains("Limit:        600/minute", "Shadow:       true");
        var changed = limits("update", "1", "--to", "50/10s", "--shadow", "false", "--active", "false");
        assertThat(changed.out()).as(changed.err()).contains("Limit:        50/10s", "Active:       false");
        assertThat(limits("list").out().lines())
                .hasSize(2)
                .last()
                .asString()
                .contains("50/10s", "tenant", "* /v1/accounts/**", "false");
        assertThat(limits("show", "1", "--json").json().path("window_size").asInt())
                .isEqualTo(10);
        assertThat(limits("delete", "1").code()).isZero();
        assertThat(limits("show", "1").code()).isEqualTo(5);
        assertThat(limits("create", "a minute", "--for", "tenant").err()).contains("say 600/minute");
    }

    @Test
    void isForOneKey() {
        var key = admin.run("keys", "generate", "--name", "a", "--scope", "accounts:read", "--tenant", slug, "--json")
                .json()
                .path("id")
                .asString();
        var made = limits("create", "5/second", "--for", key, "--json");
        assertThat(made.json().path("key_id").asString()).as(made.err()).isEqualTo(key);
        limits("create", "6/second", "--for", "tenant");
        assertThat(limits("list", "--for", key, "--json").jsonLines())
                .extracting(limit -> limit.path("max_requests").asInt())
                .containsExactly(5);
        assertThat(limits("list", "--for", "tenant", "--json").jsonLines())
                .extracting(limit -> limit.path("max_requests").asInt())
                .containsExactly(6);
    }

    @Test
    void comesWithAKey() {
        var made = admin.run(
                "keys",
                "generate",
                "--name",
                "a",
                "--scope",
                "accounts:read",
                "--limit",
                "20000/day",
                "--limit",
                "600/minute",
                "--tenant",
                slug);
        assertThat(made.out()).as(made.err()).contains("Limits:       600/minute, 20000/day");
        assertThat(admin.run("keys", "list", "--tenant", slug).out()).contains("LIMITS", "600/minute, 20000/day");
    }

    private Cli.Run limits(String... arguments) {
        var all = new String[arguments.length + 3];
        all[0] = "limits";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[arguments.length + 1] = "--tenant";
        all[arguments.length + 2] = slug;
        return admin.run(all);
    }
}

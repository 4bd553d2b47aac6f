package io.sluice.system.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.system.stack.Sluice;
import org.junit.jupiter.api.Test;

/** {@code sluice keys}: what is made, shown, exchanged and stopped. */
class GenerateKeyTest {
    private final Sluice sluice = Sluice.shared();
    private final Cli admin = Cli.atShared().with("SLUICE_API_KEY", sluice.adminKey());
    private final String slug = Sluice.unique("t");

    /** What the service desk's own tool took and printed. */
    @Test
    void showsTheKeyInABoxAndWhatItIs() {
        tenant();
        var role = admin.run(
                "roles", "create", "Front desk", "--permission", "customers:read", "--tenant", slug, "--json");
        assertThat(role.code()).as(role.err()).isZero();
        var number = role.json().path("number").asString();
        var made = admin.run(
                "keys",
                "generate",
                "--tenant",
                slug,
                "--role",
                number,
                "--name",
                "n8n Größe",
                "--environment",
                "live",
                "--expires",
                "2027-12-31",
                "--notes",
                "for the workshop",
                "--integration",
                "n8n");
        assertThat(made.err()).isEmpty();
        assertThat(masked(made.out())).isEqualTo("""
                Keep this key now: it is shown this once, and nobody can bring it back.

                ┌────────────────────────────────────────────┐
                │  sk_live_********************************  │
                └────────────────────────────────────────────┘

                Id:           key_*
                Name:         n8n Größe
                Tenant:       Acme Ltd (%s)
                Role:         Front desk (%s)
                Scopes:       -
                Prefix:       sk_live_
                Active:       yes
                Created:      TIME
                Expires:      2027-12-31 00:00:00
                """.formatted(slug, number));
        var key = key(made.out());
        var seen = sluice.anonymous().with("Authorization", "Bearer " + key).get("/v1/accounts");
        assertThat(seen.status())
                .as("the role of another tenant's key permits no accounts")
                .isEqualTo(403);
        var shown = admin.run("keys", "show", id(made.out()), "--tenant", slug, "--json")
                .json();
        assertThat(shown.path("notes").asString()).isEqualTo("for the workshop");
        assertThat(shown.path("integration").asString()).isEqualTo("n8n");
    }

    @Test
    void takesTheNameOfARole() {
        tenant();
        var named = admin.run("keys", "generate", "--name", "a", "--role", "Read-Only", "--tenant", slug, "--json");
        assertThat(named.code()).as(named.err()).isZero();
        assertThat(named.json().path("role_id").asString()).startsWith("rol_");
        var unknown = admin.run("keys", "generate", "--name", "a", "--role", "nobody", "--tenant", slug);
        assertThat(unknown.code()).isEqualTo(5);
        assertThat(unknown.err()).contains("No role is called \"nobody\"");
    }

    @Test
    void exchangesASecretAndStopsAKey() {
        var made = admin.run("keys", "generate", "--name", "rotated", "--scope", "keys:read,accounts:read", "--json");
        var id = made.json().path("id").asString();
        var first = made.json().path("key").asString();
        var rotated = admin.run("keys", "rotate", id, "--grace", "1h");
        assertThat(rotated.out()).contains("Old until:");
        assertThat(as(first).run("keys", "list", "--limit", "1").code()).isZero();
        var again = admin.run("keys", "regenerate", id);
        var last = key(again.out());
        assertThat(as(first).run("keys", "list", "--limit", "1").code()).isEqualTo(3);
        assertThat(as(last).run("keys", "list", "--limit", "1").code()).isZero();
        assertThat(admin.run("keys", "deactivate", id).out()).contains("Status:       inactive");
        assertThat(as(last).run("keys", "list").err()).contains("API_KEY_INACTIVE");
        assertThat(admin.run("keys", "activate", id).out()).contains("Status:       active");
        assertThat(as(last).run("keys", "list", "--limit", "1").code()).isZero();
        assertThat(admin.run("keys", "revoke", id).out()).contains("Status:       revoked");
        var refused = as(last).run("keys", "list");
        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.err()).contains("(401 API_KEY_REVOKED)", "request req_");
        assertThat(admin.run("keys", "delete", id, "--json")
                        .json()
                        .path("status")
                        .asString())
                .isEqualTo("deleted");
    }

    @Test
    void listsAlignedOrAsLinesOfJson() {
        tenant();
        for (var name : new String[] {"one", "two of them", "three"}) {
            admin.run("keys", "generate", "--name", name, "--scope", "accounts:read", "--tenant", slug);
        }
        var lines = admin.run("keys", "list", "--tenant", slug).out().lines().toList();
        assertThat(lines).hasSize(4);
        int at = lines.getFirst().indexOf("STATUS");
        assertThat(lines.subList(1, 4)).allMatch(line -> line.startsWith("active ", at));
        var two = admin.run("keys", "list", "--tenant", slug, "--limit", "2", "--json");
        assertThat(two.jsonLines())
                .extracting(key -> key.path("name").asString())
                .containsExactly("three", "two of them");
        admin.run("keys", "generate", "--name", "reader", "--role", "read-only", "--tenant", slug);
        var readers = admin.run("keys", "list", "--tenant", slug, "--role", "read-only", "--json");
        assertThat(readers.jsonLines())
                .extracting(key -> key.path("name").asString())
                .containsExactly("reader");
    }

    @Test
    void importsKeysFromTheStandardInput() {
        var body = """
                {"keys": [{"key_hash": "%s", "prefix": "pak_of-a", "name": "Old", "scopes": ["accounts:read"]}]}
                """.formatted((Sluice.unique("") + Sluice.unique(""))
                .replaceAll("[^0-9a-f]", "")
                .substring(0, 64));
        var imported = admin.runWith(body, "keys", "import", "-");
        assertThat(imported.code()).as(imported.err()).isZero();
        assertThat(imported.out()).contains("succeeded");
        var twice = admin.runWith(body, "keys", "import", "-", "--json");
        assertThat(twice.code()).isEqualTo(6);
        assertThat(twice.jsonLines().getFirst().at("/error/error_code").asString())
                .isEqualTo("CONFLICT");
    }

    private void tenant() {
        var made = admin.run("tenants", "create", slug, "--name", "Acme Ltd");
        assertThat(made.code()).as(made.err()).isZero();
    }

    private static Cli as(String key) {
        return Cli.atShared().with("SLUICE_API_KEY", key);
    }

    private static String key(String printed) {
        return printed.replaceAll("(?s).*│  (sk_live_\\w{32})  │.*", "$1");
    }

    private static String id(String printed) {
        return printed.replaceAll("(?s).*Id: +(key_\\w+).*", "$1");
    }

    private static String masked(String printed) {
        return printed.replaceAll("sk_live_\\w{32}", "sk_live_" + "*".repeat(32))
                .replaceAll("key_\\w+", "key_*")
                .replaceAll("(Created: +)\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d", "$1TIME");
    }
}

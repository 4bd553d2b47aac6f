package io.sluice.cli;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The tool itself: the options that every command has, and what follows from them. */
@Command(
        name = "sluice",
        synopsisSubcommandLabel = "COMMAND",
        description = "Keys, tenants, roles, people and commands of a Sluice, from the command line.",
        versionProvider = Version.class,
        footer = {"", "sluice help exit-codes tells how it ends."})
final class Sluice {
    private static final String PROFILE = "default";
    private static final String URL = "http://127.0.0.1:8080";
    private static final String PLAIN_TO_OTHERS = "http://(?!127\\.|localhost\\b|\\[::1]).*";

    @Option(
            names = "--url",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "where the API is; else SLUICE_URL, the profile's, " + URL)
    private @Nullable String url;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "as whom; else SLUICE_PROFILE, " + PROFILE)
    private @Nullable String profile;

    @Option(
            names = "--tenant",
            paramLabel = "TENANT",
            scope = ScopeType.INHERIT,
            description = "slug or id of the tenant to work in; else the profile's, the caller's own")
    private @Nullable String tenant;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "what the API answers, untouched")
    private boolean json;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "each request, and where a fault comes from")
    private boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "this text")
    @SuppressWarnings("UnusedVariable") // picocli looks at the option, nobody at the field
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "which version this is")
    @SuppressWarnings("UnusedVariable") // picocli looks at the option, nobody at the field
    private boolean version;

    private final Surroundings surroundings;
    private final Profiles profiles;
    private @Nullable Http http;

    Sluice(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.profiles = Profiles.of(surroundings);
    }

    /** As whoever is signed in. */
    Api api() {
        var key = surroundings.variable("SLUICE_API_KEY");
        if (key.isPresent()) return as(key.get().strip());
        var found = profiles.find(profileName());
        if (found.isEmpty()) throw notSignedIn();
        if (!found.get().url().equals(url())) throw elsewhere(found.get());
        var bearer = new Bearer(profiles, profileName(), anonymous(), surroundings.clock());
        var workingTenant = tenant != null ? tenant : found.get().tenant();
        return new Api(http(), url(), workingTenant, () -> Optional.of(bearer.token()));
    }

    /** As the holder of this key, before it is kept. */
    Api as(String key) {
        return new Api(http(), url(), tenant, () -> Optional.of(key));
    }

    /** As nobody. */
    Api anonymous() {
        return anonymousAt(url());
    }

    Api anonymousAt(String base) {
        return new Api(http(), base, null, Optional::empty);
    }

    /** A change, and what became of it as fields. One that is not known to be done yet is told so. */
    void change(String method, String path, @Nullable Json body, List<Printer.Column> shown) {
        show(done(api().change(method, path, body)), shown);
    }

    void show(Answer answer, List<Printer.Column> shown) {
        if (json) out().line(answer.text());
        else out().fields(answer.json(), shown);
    }

    void list(String path, Map<String, @Nullable String> filters, long limit, List<Printer.Column> columns) {
        if (limit < 1) throw new Failure(ExitCode.USAGE, "--limit is " + limit + " but must be 1 or more.");
        var query = new LinkedHashMap<String, String>();
        filters.forEach((name, value) -> {
            if (value != null) query.put(name, value);
        });
        var table = out().table(columns);
        api().pages(path, query, limit, page -> {
            if (json) page.forEach(item -> out().line(item.toString()));
            else table.page(page);
            // Whoever reads it has seen enough; the pages behind are for nobody.
            if (surroundings.out().checkError()) throw new Failure(ExitCode.UNEXPECTED, "nobody reads the output");
        });
    }

    /** The answer, if it tells an outcome; the command itself was accepted but is not known to have ended. */
    Answer done(Answer answer) {
        if (answer.status() != 202 || !answer.json().path("id").asString("").startsWith("cmd_")) return answer;
        if (json) out().line(answer.text());
        throw new Failure(
                ExitCode.UNAVAILABLE,
                "Accepted, and not known to be done yet. It will be; follow it with: sluice commands watch "
                        + answer.json().path("id").asString());
    }

    Printer out() {
        return new Printer(surroundings.out(), surroundings.colours());
    }

    /** For whoever watches; a script reads the other stream. */
    void note(String text) {
        surroundings.err().println(text);
    }

    boolean json() {
        return json;
    }

    boolean verbose() {
        return verbose;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    Profiles profiles() {
        return profiles;
    }

    String profileName() {
        if (profile != null) return profile;
        return surroundings.variable("SLUICE_PROFILE").orElse(PROFILE);
    }

    @Nullable
    String tenant() {
        return tenant;
    }

    /** Without a slash at its end. */
    String url() {
        var said = url != null ? Optional.of(url) : surroundings.variable("SLUICE_URL");
        var text = said.orElseGet(
                () -> profiles.find(profileName()).map(Profile::url).orElse(URL));
        var address = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        if (address.matches("https?://.+") && parses(address)) return address;
        throw new Failure(
                ExitCode.USAGE, "\"" + text + "\" is no address of an API. Say one like https://api.example.com.");
    }

    private static boolean parses(String address) {
        try {
            return URI.create(address).getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** One for all requests, which then share a connection. The options are not read before. */
    private Http http() {
        var known = http;
        if (known == null) {
            if (url().matches(PLAIN_TO_OTHERS)) {
                note(url() + " is not encrypted: who is on the way reads the credential.");
            }
            known = new Http(surroundings.err(), verbose);
            http = known;
        }
        return known;
    }

    private Failure notSignedIn() {
        return new Failure(
                ExitCode.NOT_SIGNED_IN,
                "There is no profile \"%s\" in %s. Run sluice login, or set SLUICE_API_KEY."
                        .formatted(profileName(), profiles.file()));
    }

    /** A credential goes nowhere but where it was given for. */
    private Failure elsewhere(Profile other) {
        return new Failure(
                ExitCode.NOT_SIGNED_IN,
                "The profile \"" + profileName() + "\" is one of " + other.url()
                        + ", and its credential is not sent to " + url()
                        + ".\nSign in there under another name: sluice login --profile NAME --url " + url());
    }
}

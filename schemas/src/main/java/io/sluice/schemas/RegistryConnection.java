package io.sluice.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Where the schema registry is, whom a service trusts as it, and who it is to it. What is empty is not set.
 *
 * @param url of the Confluent-compatible API, without a slash at its end
 * @param login name and password for HTTP's basic authentication, with a colon between them
 * @param ca PEM file of the authorities that vouch for the registry; those of the JVM when empty
 */
public record RegistryConnection(String url, String login, String ca) {
    private static final Pattern URL = Pattern.compile("https?://\\S*[^\\s/]");

    public RegistryConnection {
        require(URL.matcher(url).matches(), "SLUICE_REGISTRY_URL", "an http(s) URL without a slash at its end", url);
        require(login.isEmpty() || login.indexOf(':') > 0, "SLUICE_REGISTRY_LOGIN", "name:password", "…");
        boolean encrypted = url.startsWith("https:");
        require(encrypted || ca.isEmpty(), "SLUICE_REGISTRY_CA", "set only if SLUICE_REGISTRY_URL is https", ca);
    }

    /** Without password and authorities of its own. */
    public static RegistryConnection to(String url) {
        return new RegistryConnection(url, "", "");
    }

    HttpClient client(Duration timeout) {
        // Where several at once offer HTTP/2, which is the default, a registry leaves one of them without an answer now
        // and then: Apicurio 3.3.3 did in 10 of 400 times.
        var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(timeout);
        if (!ca.isEmpty()) client.sslContext(PemFile.trusting("SLUICE_REGISTRY_CA", Path.of(ca)));
        return client.build();
    }

    HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(url + path));
        if (login.isEmpty()) return request;
        return request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8)));
    }

    private static void require(boolean holds, String variable, String expectation, String value) {
        if (holds) return;
        throw new IllegalArgumentException("%s is \"%s\", but must be %s.".formatted(variable, value, expectation));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return url;
    }
}

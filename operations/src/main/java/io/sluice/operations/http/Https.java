package io.sluice.operations.http;

import io.sluice.operations.start.RefusedStart;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;

/**
 * HTTPS where a certificate is set, and never HTTP to other machines unless somebody said that this is meant. Spring's
 * own settings of a certificate must be absent where there is none, and a configuration file cannot leave them out.
 */
final class Https implements EnvironmentPostProcessor {
    private static final String BUNDLE = "http";
    private static final String KEYSTORE = "spring.ssl.bundle.pem." + BUNDLE + ".keystore.";

    private final Clock clock;

    Https() {
        this(Clock.systemUTC());
    }

    Https(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (application.getWebApplicationType() == WebApplicationType.NONE) return;
        var files = files(environment);
        if (files.isPresent()) encrypt(environment, files.get());
        else refusePlainHttpToOthers(environment);
    }

    /** The files that are set; both or none. */
    static Optional<CertificateFiles> files(Environment environment) {
        var certificate = environment.getProperty("sluice.tls.certificate", "");
        var key = environment.getProperty("sluice.tls.private-key", "");
        if (certificate.isBlank() != key.isBlank()) {
            throw new RefusedStart("SLUICE_TLS_CERTIFICATE and SLUICE_TLS_PRIVATE_KEY belong together: "
                    + (key.isBlank() ? "the second" : "the first") + " is not set.");
        }
        if (certificate.isBlank()) return Optional.empty();
        var password = environment.getProperty("sluice.tls.private-key-password", "");
        return Optional.of(new CertificateFiles(Path.of(certificate), Path.of(key), password));
    }

    private void encrypt(ConfigurableEnvironment environment, CertificateFiles files) {
        files.fault(clock.instant()).ifPresent(fault -> {
            throw new RefusedStart("HTTPS cannot be served: " + fault + ".");
        });
        var settings = new HashMap<String, Object>(Map.of(
                KEYSTORE + "certificate",
                files.certificate().toUri().toString(),
                KEYSTORE + "private-key",
                files.privateKey().toUri().toString(),
                "spring.ssl.bundle.pem." + BUNDLE + ".reload-on-update",
                "true",
                "spring.ssl.bundle.pem." + BUNDLE + ".options.enabled-protocols",
                environment.getRequiredProperty("sluice.tls.protocols"),
                // Both files are exchanged one after the other.
                "spring.ssl.bundle.watch.file.quiet-period",
                "2s",
                "server.ssl.bundle",
                BUNDLE));
        if (!files.password().isEmpty()) settings.put(KEYSTORE + "private-key-password", files.password());
        if (hasManagementPort(environment)) settings.put("management.server.ssl.bundle", BUNDLE);
        environment.getPropertySources().addLast(new MapPropertySource("sluice-https", settings));
    }

    private static void refusePlainHttpToOthers(Environment environment) {
        if (environment.getProperty("sluice.http.allow-plain", Boolean.class, false)) return;
        var addresses = hasManagementPort(environment)
                ? List.of("server.address", "sluice.management.address")
                : List.of("server.address");
        for (var setting : addresses) {
            var address = environment.getRequiredProperty(setting);
            if (isLoopback(address)) continue;
            throw new RefusedStart("Keys would cross the network in the clear: HTTP is to be served at " + address
                    + ", which is not this machine alone. Set SLUICE_TLS_CERTIFICATE and SLUICE_TLS_PRIVATE_KEY,"
                    + " or SLUICE_ALLOW_PLAIN_HTTP=true where something in front of it encrypts.");
        }
    }

    private static boolean hasManagementPort(Environment environment) {
        return !environment.getProperty("sluice.management.port", "").isBlank();
    }

    private static boolean isLoopback(String address) {
        try {
            return Stream.of(InetAddress.getAllByName(address)).allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException e) {
            throw new RefusedStart("SLUICE_ADDRESS is " + address + ", which is no address of this machine.");
        }
    }
}

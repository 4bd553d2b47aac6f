package io.sluice.operations.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.operations.OperationsConfiguration;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** A service with a certificate, asked as a caller asks it. */
class HttpsTest {
    @TempDir
    Path folder;

    private Issued first;
    private ConfigurableApplicationContext service;

    @BeforeEach
    void start() throws Exception {
        first = Issued.issue(folder, "first", "-1d", 30);
        var files = first.writeTo(folder);
        service = SpringApplication.run(
                Service.class,
                "--spring.config.location=classpath:operations.yml",
                "--server.port=0",
                "--SLUICE_KAFKA_BOOTSTRAP_SERVERS=nobody:1",
                "--SLUICE_REGISTRY_URL=http://nobody:1",
                "--sluice.tls.certificate=" + files.certificate(),
                "--sluice.tls.private-key=" + files.privateKey());
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void servesWhoTrustsTheCertificateByTls12And13() throws Exception {
        for (var protocol : new String[] {"TLSv1.2", "TLSv1.3"}) {
            assertThat(status(first, protocol)).as(protocol).isEqualTo(200);
        }
    }

    @Test
    void servesAnExchangedCertificateWithoutARestartAndABrokenOneNever() throws Exception {
        var second = Issued.issue(folder, "second", "-1d", 30);
        second.writeTo(folder);
        await().atMost(Duration.ofSeconds(30))
                .ignoreException(SSLHandshakeException.class)
                .until(() -> status(second, "TLSv1.3") == 200);
        Issued.replace(folder.resolve("tls.crt"), "not a certificate");
        await().during(Duration.ofSeconds(5))
                .atMost(Duration.ofSeconds(8))
                .until(() -> status(second, "TLSv1.3") == 200);
    }

    private int status(Issued trusted, String protocol) throws Exception {
        var port = service.getEnvironment().getRequiredProperty("local.server.port");
        var request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + "/health/live"))
                .build();
        // A client of its own for each request, so that none goes over a connection from before.
        try (var client = HttpClient.newBuilder()
                .sslContext(trusting(trusted.certificate(), protocol))
                .build()) {
            return client.send(request, BodyHandlers.discarding()).statusCode();
        }
    }

    private static SSLContext trusting(Certificate certificate, String protocol) throws Exception {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("server", certificate);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance(protocol);
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(OperationsConfiguration.class)
    static class Service {}
}

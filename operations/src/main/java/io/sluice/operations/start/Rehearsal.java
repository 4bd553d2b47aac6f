package io.sluice.operations.start;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;

/**
 * Ends the start that {@code docker/rehearse.sh} shows to the JVM: once the service says over HTTP that it is ready, or
 * has been asked for long enough, as a worker without its database never is.
 */
public final class Rehearsal implements ApplicationListener<ApplicationStartedEvent> {
    /** The setting that is true in a rehearsal alone. */
    public static final String PROPERTY = "sluice.rehearsal";

    private static final Duration ENOUGH = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int OK = 200;

    /** All that the container starts runs by now; what a worker would first do to its database does not. */
    @Override
    public void onApplicationEvent(ApplicationStartedEvent event) {
        var port = event.getApplicationContext().getEnvironment().getRequiredProperty("local.server.port");
        var question = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready"))
                .timeout(ANSWER)
                .build();
        long deadline = System.nanoTime() + ENOUGH.toNanos();
        try (var client = HttpClient.newHttpClient()) {
            while (!isReady(client, question) && System.nanoTime() < deadline) LockSupport.parkNanos(PAUSE.toNanos());
            // Without the end that a service takes its time for: nothing that was done here is worth keeping.
            Runtime.getRuntime().halt(0);
        }
    }

    private static boolean isReady(HttpClient client, HttpRequest question) {
        try {
            return client.send(question, BodyHandlers.discarding()).statusCode() == OK;
        } catch (HttpTimeoutException e) {
            return false;
        } catch (IOException e) {
            throw new IllegalStateException("the service does not answer", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while rehearsing", e);
        }
    }
}

package io.sluice.operations.http;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Says once, in one line, what is wrong with files that were exchanged, or that they expire soon. What was served
 * before is served on; Spring looks for exchanged files itself.
 */
final class CertificateWatch implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final CertificateFiles files;
    private final Clock clock;
    private final Thread thread = Thread.ofVirtual().name("certificate-watch").unstarted(this::watch);
    private Optional<String> told = Optional.empty();
    private volatile boolean running;

    CertificateWatch(CertificateFiles files, Clock clock) {
        this.files = files;
        this.clock = clock;
    }

    private void watch() {
        while (running) {
            tell();
            LockSupport.parkNanos(INTERVAL.toNanos());
        }
    }

    private void tell() {
        var now = clock.instant();
        var fault = files.fault(now);
        var word = fault.or(() -> files.warning(now));
        if (word.equals(told)) return;
        told = word;
        if (fault.isPresent()) LOG.error("HTTPS goes on with the certificate from before: {}", fault.get());
        else if (word.isPresent()) LOG.warn("{}", word.get());
        else LOG.info("the certificate {} is good", files.certificate());
    }

    @Override
    public void start() {
        running = true;
        thread.start();
    }

    @Override
    public void stop() {
        running = false;
        LockSupport.unpark(thread);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}

package io.sluice.ingress.metrics;

import io.sluice.ingress.admission.Open;
import io.swagger.v3.oas.annotations.Hidden;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.autoconfigure.web.server.ConditionalOnManagementPort;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Health where the API is served, too, when it has a port of its own: a load balancer asks where it sends requests to.
 * Spring offers this itself, but only for paths of one segment.
 */
@Hidden
@RestController
@ConditionalOnManagementPort(ManagementPortType.DIFFERENT)
final class HealthAtApi {
    private final HealthEndpoint health;

    HealthAtApi(HealthEndpoint health) {
        this.health = health;
    }

    @Open
    @GetMapping("/health/live")
    ResponseEntity<HealthDescriptor> live() {
        return answer(health.healthForPath("live"));
    }

    @Open
    @GetMapping("/health/ready")
    ResponseEntity<HealthDescriptor> ready() {
        return answer(health.healthForPath("ready"));
    }

    private static ResponseEntity<HealthDescriptor> answer(@Nullable HealthDescriptor told) {
        if (told == null) throw new IllegalStateException("operations.yml configures both groups");
        var status = told.getStatus().equals(Status.UP) ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE;
        return ResponseEntity.status(status).body(told);
    }
}

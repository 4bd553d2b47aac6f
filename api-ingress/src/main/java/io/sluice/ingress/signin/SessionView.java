package io.sluice.ingress.signin;

import io.sluice.schemas.avro.Session;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a person has from signing in to signing out. */
@Schema(name = "Session")
record SessionView(
        @Schema(example = "ses_01m7q3k8v0g5zr2d9x4w6t1yhe") String id,
        String userId,
        Instant openedAt,
        @Nullable Instant endedAt) {

    static SessionView of(Session session) {
        return new SessionView(session.getId(), session.getPersonId(), session.getOpenedAt(), session.getEndedAt());
    }
}

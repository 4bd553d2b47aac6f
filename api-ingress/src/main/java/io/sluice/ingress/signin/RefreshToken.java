package io.sluice.ingress.signin;

import io.sluice.schemas.Environment;
import io.sluice.schemas.PersonId;
import io.sluice.schemas.SessionId;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.Session;

/**
 * What a refresh token stands for.
 *
 * @param sequence of the session; each is good once
 */
record RefreshToken(TenantId tenant, SessionId session, PersonId person, Environment environment, int sequence) {
    static RefreshToken of(Session session) {
        return new RefreshToken(
                TenantId.of(session.getTenantId()),
                SessionId.of(session.getId()),
                PersonId.of(session.getPersonId()),
                Environment.of(session.getEnvironment()),
                session.getSequence());
    }
}

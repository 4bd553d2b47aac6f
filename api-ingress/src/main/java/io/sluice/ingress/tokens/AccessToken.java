package io.sluice.ingress.tokens;

import io.sluice.schemas.Environment;
import io.sluice.schemas.PersonId;
import io.sluice.schemas.SessionId;
import io.sluice.schemas.TenantId;

/**
 * What an access token says.
 *
 * @param session that it was made in, and ends with
 * @param generation of the person when it was made
 */
public record AccessToken(
        PersonId person, TenantId tenant, Environment environment, SessionId session, long generation) {}

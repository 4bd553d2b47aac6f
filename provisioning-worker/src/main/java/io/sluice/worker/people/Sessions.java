package io.sluice.worker.people;

import io.sluice.schemas.PersonId;
import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.SessionId;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.AdminCommand;
import io.sluice.schemas.avro.CommandResult;
import io.sluice.schemas.avro.Session;
import io.sluice.worker.administration.Administered;
import io.sluice.worker.administration.Refusals;
import io.sluice.worker.claims.Outcome;
import io.sluice.worker.intake.Publication;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Sessions: opened by signing in, carried on by refresh tokens of which each is good once, and ended. */
@Component
class Sessions implements Administered {
    private final SessionRepository sessions;
    private final PersonRepository people;

    Sessions(SessionRepository sessions, PersonRepository people) {
        this.sessions = sessions;
        this.people = people;
    }

    @Override
    public boolean concerns(AdminCommand command) {
        return command.getOpenSession() != null
                || command.getRefreshSession() != null
                || command.getEndSession() != null;
    }

    @Override
    public Optional<Session> standing(AdminCommand command, Instant now) {
        var header = command.getHeader();
        return sessions.lock(header, SessionId.of(header.getResourceId()), now);
    }

    @Override
    public CommandResult apply(AdminCommand command, Instant now) {
        var header = command.getHeader();
        var refusals = new Refusals("session", header, now);
        var id = SessionId.of(header.getResourceId());
        if (command.getOpenSession() != null) {
            var person = PersonId.of(command.getOpenSession().getPersonId());
            // Locked, so that whoever is stopped meanwhile has no session left open.
            var found = people.lock(TenantId.of(header.getTenantId()), person)
                    .filter(one -> one.getStatus().equals("active"));
            if (found.isEmpty()) return invalid(refusals, "The person was stopped meanwhile.");
            return Outcome.succeeded(header, now, sessions.open(header, id, person, now));
        }
        var found = sessions.lock(header, id, now);
        if (found.isEmpty()) return invalid(refusals, "The session has ended. Sign in again.");
        if (command.getEndSession() != null) return Outcome.succeeded(header, now, sessions.end(id, now));
        return refresh(command, found.get(), now, refusals);
    }

    private CommandResult refresh(AdminCommand command, Session session, Instant now, Refusals refusals) {
        var header = command.getHeader();
        var id = SessionId.of(session.getId());
        int presented = command.getRefreshSession().getSequence();
        return switch (Rotation.of(presented, session.getSequence(), SessionRepository.rotatedAt(session), now)) {
            case NEXT -> Outcome.succeeded(header, now, sessions.advance(id, now));
            case AGAIN -> Outcome.succeeded(header, now, session);
            case REUSED -> {
                sessions.end(id, now);
                yield invalid(
                        refusals,
                        "This refresh token was used before, so somebody else may have it; the session has ended."
                                + " Sign in again.");
            }
        };
    }

    /**
     * The people of whom a session has ended, by signing out or because a refresh token was used twice: its access
     * tokens are to be good no longer.
     */
    @Override
    public List<Publication> consequences(List<CommandResult> outcomes) {
        var sessionsOfThem = outcomes.stream()
                .filter(Sessions::mayHaveEnded)
                .map(outcome -> SessionId.of(outcome.getResourceId()))
                .distinct()
                .toList();
        return people.find(sessions.ofEnded(sessionsOfThem)).stream()
                .map(People::state)
                .toList();
    }

    private static boolean mayHaveEnded(CommandResult outcome) {
        return outcome.getType().equals("session.end")
                || (outcome.getType().equals("session.refresh") && outcome.getError() != null);
    }

    private static CommandResult invalid(Refusals refusals, String detail) {
        return refusals.refused(ProblemCode.TOKEN_INVALID, detail);
    }
}

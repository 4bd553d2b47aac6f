package io.sluice.worker.people;

import io.sluice.schemas.Environment;
import io.sluice.schemas.PersonId;
import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.AdminCommand;
import io.sluice.schemas.avro.CommandResult;
import io.sluice.schemas.avro.CreatePerson;
import io.sluice.schemas.avro.Person;
import io.sluice.schemas.avro.UpdatePerson;
import io.sluice.worker.administration.Administered;
import io.sluice.worker.administration.Refusals;
import io.sluice.worker.claims.Outcome;
import io.sluice.worker.intake.Publication;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What administration does to people. Who may do it to whom has been decided by the ingress. */
@Component
class People implements Administered {
    private final PersonRepository people;
    private final SessionRepository sessions;

    People(PersonRepository people, SessionRepository sessions) {
        this.people = people;
        this.sessions = sessions;
    }

    @Override
    public boolean concerns(AdminCommand command) {
        return command.getCreatePerson() != null
                || command.getUpdatePerson() != null
                || command.getDeletePerson() != null;
    }

    @Override
    public Optional<Person> standing(AdminCommand command, Instant now) {
        var header = command.getHeader();
        return people.lock(TenantId.of(header.getTenantId()), PersonId.of(header.getResourceId()));
    }

    @Override
    public CommandResult apply(AdminCommand command, Instant now) {
        var header = command.getHeader();
        var refusals = new Refusals("user", header, now);
        var tenant = TenantId.of(header.getTenantId());
        var id = PersonId.of(header.getResourceId());
        if (command.getCreatePerson() != null) {
            var create = command.getCreatePerson();
            return refused(tenant, id, create, refusals)
                    .orElseGet(() -> Outcome.succeeded(header, now, people.insert(tenant, id, create, now)));
        }
        // Locked, so that what is looked at now is what is changed.
        var found = people.lock(tenant, id);
        if (found.isEmpty()) return refusals.unknown();
        long version = found.get().getVersion();
        if (refusals.meansAnother(version)) return refusals.changed(version);
        if (command.getUpdatePerson() != null) {
            var update = command.getUpdatePerson();
            var refused = refused(tenant, id, update.getEmail(), update.getRoleIds(), refusals);
            if (refused.isPresent()) return refused.get();
            if (ends(update)) sessions.endAll(id, now);
            return Outcome.succeeded(header, now, people.update(id, update, now));
        }
        var customer = people.customer(id);
        if (customer.isPresent()) {
            return refusals.refused(
                    ProblemCode.CONFLICT,
                    "The user has customers, " + customer.get() + " for instance. Delete those first.");
        }
        sessions.endAll(id, now);
        return Outcome.succeeded(header, now, people.delete(id, now));
    }

    /** Who has a new password, or is stopped, signs in anew. */
    private static boolean ends(UpdatePerson update) {
        return update.getPasswordHash() != null || "disabled".equals(update.getStatus());
    }

    private Optional<CommandResult> refused(TenantId tenant, PersonId id, CreatePerson create, Refusals refusals) {
        var parent = create.getParentId();
        if (parent != null
                && people.lock(tenant, PersonId.of(parent))
                        .filter(person -> person.getKind().equals("reseller"))
                        .isEmpty()) {
            return Optional.of(
                    refusals.refused(ProblemCode.NOT_FOUND, "There is no reseller \"" + parent + "\" in this tenant."));
        }
        return refused(tenant, id, create.getEmail(), create.getRoleIds(), refusals);
    }

    private Optional<CommandResult> refused(
            TenantId tenant, PersonId id, @Nullable String email, @Nullable List<String> roles, Refusals refusals) {
        if (email != null && people.isTaken(tenant, id, email)) {
            return Optional.of(refusals.refused(
                    ProblemCode.CONFLICT,
                    "The address \"" + email + "\" belongs to another user of this tenant. Choose another."));
        }
        if (roles != null && !people.hasRoles(tenant, roles)) {
            return Optional.of(
                    refusals.refused(ProblemCode.NOT_FOUND, "Not all of the roles " + roles + " are of this tenant."));
        }
        return Optional.empty();
    }

    /** The people as they stand now: an outcome that is told once more must not bring an older state back. */
    @Override
    public List<Publication> consequences(List<CommandResult> outcomes) {
        var ids = outcomes.stream()
                .filter(outcome -> outcome.getPerson() != null)
                .map(outcome -> PersonId.of(outcome.getResourceId()))
                .distinct()
                .toList();
        return people.find(ids).stream().map(People::state).toList();
    }

    /** A person is of no environment, and works in both. Who is deleted is told so for good: tokens may be about. */
    static Publication state(Person person) {
        return Publication.of(
                Topics.PEOPLE_STATE,
                person.getId(),
                person,
                person.getId(),
                person.getTenantId(),
                Environment.LIVE.text(),
                "person.state");
    }
}

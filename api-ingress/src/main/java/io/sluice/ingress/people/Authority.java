package io.sluice.ingress.people;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.admission.PersonKind;
import io.sluice.ingress.admission.PersonStore;
import io.sluice.ingress.admission.Reach;
import io.sluice.ingress.admission.RoleStore;
import io.sluice.ingress.admission.Scopes;
import io.sluice.ingress.body.Fields;
import io.sluice.schemas.PersonId;
import io.sluice.schemas.RoleId;
import io.sluice.schemas.TenantId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may do to people: to those it sees, and no more than it could do itself.
 *
 * @param people in memory
 * @param roles in memory
 */
record Authority(Caller caller, PersonStore people, RoleStore roles) {

    /** The person of this id whom the caller sees; empty also for one that there is elsewhere. */
    Optional<PersonStore.Known> find(PersonId id) {
        return people.find(id).filter(this::sees);
    }

    private boolean sees(PersonStore.Known person) {
        if (!person.tenant().equals(caller.tenant())) return false;
        return switch (caller.reach()) {
            case PLATFORM, TENANT -> true;
            case BELOW -> isItself(person) || caller.principal().equals(person.parent());
            case ITSELF -> isItself(person);
        };
    }

    boolean isItself(PersonStore.Known person) {
        return caller.principal().equals(person.id());
    }

    /** Whether the caller may change somebody: itself, or whoever may do no more than it may. */
    boolean isAbove(PersonStore.Known person) {
        if (isItself(person)) return true;
        return caller.reach().compareTo(person.kind().reach()) <= 0
                && caller.scopes().coverAll(people.scopes(person));
    }

    /** Rejects a kind that the caller may not make. */
    void mayMake(PersonKind kind, Fields fields) {
        boolean elsewhere =
                kind == PersonKind.PLATFORM_ADMIN && !caller.tenant().equals(TenantId.PLATFORM);
        if (elsewhere) fields.reject("kind", "is platform_admin, and those are of the platform's own tenant alone");
        boolean above = caller.reach().compareTo(kind.reach()) > 0
                || (caller.reach() == Reach.BELOW && kind != PersonKind.CUSTOMER);
        if (above || !caller.scopes().coverAll(kind.scopes())) {
            fields.reject(
                    "kind",
                    "is " + kind.text() + ", who may do more than you may, "
                            + kind.scopes().held());
        }
    }

    /** Rejects roles that there are not, or that permit what the caller may not do itself. */
    void mayGive(PersonKind kind, List<RoleId> given, Fields fields) {
        if (!given.isEmpty() && !kind.takesRoles()) {
            fields.reject("role_ids", "must be empty for a " + kind.text() + ", who sees some people and nothing else");
            return;
        }
        for (var role : given) {
            if (!roles.has(caller.tenant(), role)) {
                fields.reject("role_ids", "has " + role + ", and there is no such role in this tenant");
            } else if (!caller.scopes().coverAll(roles.permissions(caller.tenant(), role))) {
                fields.reject("role_ids", "has " + role + ", which permits more than you may do yourself");
            }
        }
    }

    /** The reseller that a new customer is below. */
    Optional<PersonId> parent(PersonKind kind, @Nullable String asked, Fields fields) {
        if (caller.reach() == Reach.BELOW && caller.principal() instanceof PersonId reseller) {
            if (asked != null && !asked.equals(reseller.text())) {
                fields.reject("parent_id", "is not you; leave it out");
            }
            return Optional.of(reseller);
        }
        if (asked == null) return Optional.empty();
        if (kind != PersonKind.CUSTOMER) fields.reject("parent_id", "is for a customer alone; leave it out");
        var parent = PersonId.parse(asked)
                .flatMap(this::find)
                .filter(person -> person.kind() == PersonKind.RESELLER)
                .map(PersonStore.Known::id);
        if (parent.isEmpty()) fields.reject("parent_id", "is " + asked + ", and there is no such reseller");
        return parent;
    }

    /** What those who may change the person would have to hold. */
    Scopes needed(PersonStore.Known person) {
        return people.scopes(person);
    }
}

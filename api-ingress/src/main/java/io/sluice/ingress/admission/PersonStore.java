package io.sluice.ingress.admission;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.ingress.tokens.AccessTokens;
import io.sluice.schemas.PersonId;
import io.sluice.schemas.RoleId;
import io.sluice.schemas.SessionId;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.Person;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Every person of every tenant in memory, without names and addresses, fed by {@code state.people}. */
public final class PersonStore {
    /**
     * A person as a request needs it.
     *
     * @param parent the reseller that it is below
     * @param active whether it may sign in and its tokens are good
     * @param generation tokens of a lower one are good no longer
     */
    public record Known(
            PersonId id,
            TenantId tenant,
            PersonKind kind,
            @Nullable PersonId parent,
            List<RoleId> roles,
            boolean active,
            long generation,
            long version) {}

    /** More than can end within that time at the pace at which passwords are checked. */
    private static final int ENDED_MAX = 1_000_000;

    private final RoleStore roles;
    private final Map<PersonId, Known> people = new ConcurrentHashMap<>();
    private final Arrivals<PersonId> arrivals = new Arrivals<>();

    /**
     * Sessions that have ended, for as long as an access token of them can be about. Each person's newest record tells
     * them anew, so that a node that starts knows them too.
     */
    private final Cache<SessionId, Boolean> ended = Caffeine.newBuilder()
            .expireAfterWrite(AccessTokens.LIFE.multipliedBy(2))
            .maximumSize(ENDED_MAX)
            .build();

    public PersonStore(RoleStore roles) {
        this.roles = roles;
    }

    /** Empty also for one who is deleted. */
    public Optional<Known> find(PersonId id) {
        return Optional.ofNullable(people.get(id));
    }

    /** What a person may do now: by what it is, and by its roles. */
    public Scopes scopes(Known person) {
        return scopes(person.tenant(), person.kind(), person.roles());
    }

    /** What a person of this kind with these roles may do. */
    public Scopes scopes(TenantId tenant, PersonKind kind, List<RoleId> held) {
        var scopes = kind.scopes();
        if (!kind.takesRoles()) return scopes;
        for (var role : held) scopes = scopes.and(roles.permissions(tenant, role));
        return scopes;
    }

    /** Access tokens of this session are good no longer, at this node. */
    public void end(SessionId session) {
        ended.put(session, true);
    }

    public boolean hasEnded(SessionId session) {
        return ended.getIfPresent(session) != null;
    }

    /** Called by one thread, in the order of the topic; a lower version than the one held is a late record. */
    void put(Person state) {
        var id = PersonId.of(state.getId());
        for (var session : state.getEndedSessions()) end(SessionId.of(session));
        if (state.getStatus().equals("deleted")) people.remove(id);
        else people.merge(id, known(id, state), (old, fresh) -> old.version() > fresh.version() ? old : fresh);
        arrivals.tell(id, state.getVersion());
    }

    /** Completes with whether this node goes by this version of a person, at the latest after the time given. */
    public CompletableFuture<Boolean> reaches(PersonId person, long version, Duration atMost) {
        return arrivals.reaches(person, version, atMost, () -> {
            var known = people.get(person);
            return known == null ? Arrivals.NONE : known.version();
        });
    }

    private static Known known(PersonId id, Person state) {
        return new Known(
                id,
                TenantId.of(state.getTenantId()),
                PersonKind.of(state.getKind()),
                state.getParentId() == null ? null : PersonId.of(state.getParentId()),
                state.getRoleIds().stream().map(RoleId::of).toList(),
                state.getStatus().equals("active"),
                state.getGeneration(),
                state.getVersion());
    }

    int size() {
        return people.size();
    }
}

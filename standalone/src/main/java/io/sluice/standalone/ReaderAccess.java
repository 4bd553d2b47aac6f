package io.sluice.standalone;

import io.sluice.schemas.Topic;
import io.sluice.schemas.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;

/**
 * Makes the broker's users, rights and bounds what the settings say, at each start: who is no longer named is gone. A
 * reader may read the public topics in consumer groups whose names begin with his own and a point, and nothing else.
 */
final class ReaderAccess {
    static final ScramMechanism MECHANISM = ScramMechanism.SCRAM_SHA_512;

    /** A month of records read at once must not take the disk from commands. */
    static final double BYTES_PER_SECOND_MAX = 10 << 20;

    private static final int ITERATIONS = 8192;

    private final Admin admin;
    private final Readers readers;

    ReaderAccess(Admin admin, Readers readers) {
        this.admin = admin;
        this.readers = readers;
    }

    void grant() throws ExecutionException, InterruptedException {
        var gone =
                new HashSet<>(admin.describeUserScramCredentials().all().get().keySet());
        readers.readers().forEach(reader -> gone.remove(reader.name()));
        credentials(gone);
        rights();
        bounds(gone);
    }

    private void credentials(Set<String> gone) throws ExecutionException, InterruptedException {
        var alterations = new ArrayList<UserScramCredentialAlteration>();
        gone.forEach(name -> alterations.add(new UserScramCredentialDeletion(name, MECHANISM)));
        readers.readers()
                .forEach(reader -> alterations.add(new UserScramCredentialUpsertion(
                        reader.name(), new ScramCredentialInfo(MECHANISM, ITERATIONS), reader.password())));
        admin.alterUserScramCredentials(alterations).all().get();
    }

    private void rights() throws ExecutionException, InterruptedException {
        var wanted = readers.readers().stream()
                .flatMap(reader -> rights(reader.name()))
                .collect(Collectors.toUnmodifiableSet());
        Collection<AclBinding> found =
                admin.describeAcls(AclBindingFilter.ANY).values().get();
        var surplus = found.stream()
                .filter(right -> !wanted.contains(right))
                .map(AclBinding::toFilter)
                .toList();
        admin.createAcls(wanted).all().get();
        admin.deleteAcls(surplus).all().get();
    }

    private static Stream<AclBinding> rights(String name) {
        var mayRead = new AccessControlEntry("User:" + name, "*", AclOperation.READ, AclPermissionType.ALLOW);
        var topics = Topics.PUBLIC.stream()
                .map(Topic::name)
                .map(topic -> new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL));
        var groups = Stream.of(new ResourcePattern(ResourceType.GROUP, name + ".", PatternType.PREFIXED));
        return Stream.concat(topics, groups).map(what -> new AclBinding(what, mayRead));
    }

    private void bounds(Set<String> gone) throws ExecutionException, InterruptedException {
        var bounds = new ArrayList<ClientQuotaAlteration>();
        gone.forEach(name -> bounds.add(bound(name, null)));
        readers.readers().forEach(reader -> bounds.add(bound(reader.name(), BYTES_PER_SECOND_MAX)));
        admin.alterClientQuotas(bounds).all().get();
    }

    private static ClientQuotaAlteration bound(String name, @Nullable Double bytesPerSecond) {
        return new ClientQuotaAlteration(
                new ClientQuotaEntity(Map.of(ClientQuotaEntity.USER, name)),
                List.of(new ClientQuotaAlteration.Op("consumer_byte_rate", bytesPerSecond)));
    }
}

package dev.landfall.ecs.instance;

import dev.landfall.ecs.placement.Candidate;
import dev.landfall.engine.Engine;
import dev.landfall.store.Document;
import dev.landfall.store.Key;
import dev.landfall.store.Reader;
import dev.landfall.store.Scan;
import dev.landfall.wire.Realm;
import java.util.List;
import java.util.Optional;

/** The container instances of clusters, as those who place tasks need them. */
public final class Fleet {
    /** The ECS container agent whose behaviour instances follow; the server itself is the agent. */
    static final String AGENT_VERSION = "1.105.1";

    private final Engine engine;

    public Fleet(Engine engine) {
        this.engine = engine;
    }

    /** The instances of a cluster that take tasks. */
    public List<Candidate> candidates(Reader reader, Realm realm, String cluster) {
        return inStatus(reader, realm, cluster, ContainerInstance.Status.ACTIVE).stream()
                .map(instance -> candidate(reader, instance))
                .toList();
    }

    /** One instance, as it would be placed on. */
    public Candidate candidate(Reader reader, ContainerInstance instance) {
        var occupancy = Occupancy.of(reader, instance);
        return new Candidate(
                instance.id(),
                instance.arn(),
                isConnected(instance),
                AGENT_VERSION,
                instance.ec2InstanceId(),
                instance.registeredAt(),
                instance.attributes(),
                occupancy.running(),
                occupancy.groups(),
                occupancy.remaining());
    }

    /** By id or ARN, also one that is not registered any more. */
    public Optional<ContainerInstance> find(Reader reader, Realm realm, String cluster, String idOrArn) {
        return InstanceReferences.find(reader, realm, cluster, idOrArn);
    }

    /** How an instance that was not found is told among the failures. */
    public static String arn(Realm realm, String cluster, String idOrArn) {
        return InstanceReferences.arn(realm, cluster, idOrArn);
    }

    /** How many take tasks. */
    public static int takers(Reader reader, Realm realm, String cluster) {
        return count(reader, realm, cluster, ContainerInstance.Status.ACTIVE);
    }

    /** How many are registered with a cluster. */
    public static int size(Reader reader, Realm realm, String cluster) {
        return count(reader, realm, cluster, ContainerInstance.Status.ACTIVE)
                + count(reader, realm, cluster, ContainerInstance.Status.DRAINING);
    }

    /** The engine is what the agent is on AWS. */
    boolean isConnected(ContainerInstance instance) {
        return instance.isRegistered() && engine.contact().established();
    }

    static List<ContainerInstance> inStatus(
            Reader reader, Realm realm, String cluster, ContainerInstance.Status status) {
        return reader
                .list(ContainerInstance.KIND, ContainerInstance.BY_STATUS, Scan.under(prefix(realm, cluster, status)))
                .stream()
                .map(Document::value)
                .toList();
    }

    private static int count(Reader reader, Realm realm, String cluster, ContainerInstance.Status status) {
        return Math.toIntExact(
                reader.count(ContainerInstance.KIND, ContainerInstance.BY_STATUS, prefix(realm, cluster, status)));
    }

    private static Key prefix(Realm realm, String cluster, ContainerInstance.Status status) {
        return Key.of(realm.account(), realm.region(), cluster, status.name());
    }
}

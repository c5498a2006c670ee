package dev.landfall.ecs.instance;

import dev.landfall.contract.ecs.Tag;
import dev.landfall.ecs.placement.Capacity;
import dev.landfall.store.Document;
import dev.landfall.store.Index;
import dev.landfall.store.Key;
import dev.landfall.store.Kind;
import dev.landfall.store.Reader;
import dev.landfall.store.RecordCodec;
import dev.landfall.store.Scan;
import dev.landfall.wire.Realm;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A machine as a cluster knows it.
 *
 * @param custom attributes that users put on it
 * @param version grows with every change that AWS would send an event for
 */
public record ContainerInstance(
        String id,
        Realm realm,
        String cluster,
        String ec2InstanceId,
        Status status,
        MachineFacts machine,
        Map<String, String> custom,
        Instant registeredAt,
        Optional<Instant> deregisteredAt,
        List<Tag> tags,
        long version) {
    /** What the agent keeps back on every instance: SSH, Docker, and its own doors. */
    static final Set<Integer> RESERVED_TCP_PORTS = Set.of(22, 2_375, 2_376, 51_678, 51_679, 51_680);

    public ContainerInstance {
        custom = Map.copyOf(custom);
        tags = List.copyOf(tags);
    }

    /** AWS's statuses that an instance of ours can have. */
    public enum Status {
        ACTIVE,
        DRAINING,
        INACTIVE,
    }

    /** account, region, cluster, status. */
    static final Index<ContainerInstance> BY_STATUS = new Index<>(
            "status",
            (key, i) -> List.of(Key.of(
                    i.realm().account(),
                    i.realm().region(),
                    i.cluster(),
                    i.status().name())));

    /** The one under which this machine is registered now, wherever. */
    static final Index<ContainerInstance> REGISTERED =
            new Index<>("registered", (key, i) -> i.isRegistered() ? List.of(key) : List.of());

    static final Kind<ContainerInstance> KIND = Kind.of(
            "ecs.container-instance",
            RecordCodec.of(ContainerInstance.class, ContainerInstance::gatherFacts),
            BY_STATUS,
            REGISTERED);

    /** What is told of the machine stood among the rest at first. */
    private static Map<String, Object> gatherFacts(Map<String, Object> document) {
        var facts = new HashMap<String, Object>();
        for (var name : List.of("cpu", "memoryMiB", "engineVersion", "ownPorts")) {
            Optional.ofNullable(document.remove(name)).ifPresent(value -> facts.put(name, value));
        }
        facts.put("attributes", document.remove("builtIn"));
        document.put("machine", facts);
        return document;
    }

    /** The one that this machine is, in whichever cluster of whichever realm. */
    static Optional<ContainerInstance> registeredHere(Reader reader) {
        return reader.list(KIND, REGISTERED, Scan.under(Key.ROOT)).stream()
                .map(Document::value)
                .findFirst();
    }

    static Key key(Realm realm, String cluster, String id) {
        return Key.of(realm.account(), realm.region(), cluster, id);
    }

    public Key key() {
        return key(realm, cluster, id);
    }

    public String arn() {
        return arn(realm, cluster, id);
    }

    static String arn(Realm realm, String cluster, String id) {
        return realm.arn("ecs", "container-instance/" + cluster + "/" + id);
    }

    public boolean isRegistered() {
        return status != Status.INACTIVE;
    }

    /** Whether new tasks may be put there. */
    public boolean takesTasks() {
        return status == Status.ACTIVE;
    }

    /** What it had when nothing ran on it. */
    Capacity registered() {
        return new Capacity(machine.cpu(), machine.memoryMiB(), RESERVED_TCP_PORTS, Set.of(), Set.of())
                .without(0, 0, machine.ownPorts(), Set.of(), Set.of());
    }

    /** Built in or put there by users. */
    public Map<String, String> attributes() {
        var all = new HashMap<>(custom);
        all.putAll(machine.attributes());
        return all;
    }

    boolean tells(MachineFacts facts) {
        return machine.equals(facts);
    }

    ContainerInstance telling(MachineFacts facts) {
        return new ContainerInstance(
                id,
                realm,
                cluster,
                ec2InstanceId,
                status,
                facts,
                custom,
                registeredAt,
                deregisteredAt,
                tags,
                version + 1);
    }

    ContainerInstance at(Status next) {
        return new ContainerInstance(
                id,
                realm,
                cluster,
                ec2InstanceId,
                next,
                machine,
                custom,
                registeredAt,
                deregisteredAt,
                tags,
                version + 1);
    }

    ContainerInstance deregistered(Instant now) {
        var gone = Optional.of(now);
        return new ContainerInstance(
                id,
                realm,
                cluster,
                ec2InstanceId,
                Status.INACTIVE,
                machine,
                custom,
                registeredAt,
                gone,
                List.of(),
                version + 1);
    }

    ContainerInstance withCustom(Map<String, String> next) {
        return new ContainerInstance(
                id,
                realm,
                cluster,
                ec2InstanceId,
                status,
                machine,
                next,
                registeredAt,
                deregisteredAt,
                tags,
                version + 1);
    }

    ContainerInstance withTags(List<Tag> next) {
        return new ContainerInstance(
                id,
                realm,
                cluster,
                ec2InstanceId,
                status,
                machine,
                custom,
                registeredAt,
                deregisteredAt,
                next,
                version);
    }
}

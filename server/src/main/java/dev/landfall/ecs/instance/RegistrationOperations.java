package dev.landfall.ecs.instance;

import dev.landfall.contract.ecs.Attribute;
import dev.landfall.contract.landfall.RegisterInstanceRequest;
import dev.landfall.contract.landfall.RegisterInstanceResponse;
import dev.landfall.ecs.EcsFaults;
import dev.landfall.ecs.Names;
import dev.landfall.ecs.cluster.Cluster;
import dev.landfall.engine.Engine;
import dev.landfall.engine.Machine;
import dev.landfall.store.Store;
import dev.landfall.store.Transaction;
import dev.landfall.wire.Call;
import dev.landfall.wire.Realm;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Makes the machine that the server's engine runs on a container instance. AWS leaves this to the ECS agent. */
public final class RegistrationOperations {
    private static final int ID_BYTES = 16;
    private static final int EC2_ID_DIGITS = 17;

    private final Store store;
    private final Engine engine;
    private final Function<Realm, String> zones;
    private final OwnPorts ports;
    private final RandomGenerator random;

    /** @param zones the availability zone that the machine stands for in a realm */
    public RegistrationOperations(
            Store store, Engine engine, Function<Realm, String> zones, OwnPorts ports, RandomGenerator random) {
        this.store = store;
        this.engine = engine;
        this.zones = zones;
        this.ports = ports;
        this.random = random;
    }

    /** The same instance again where it is registered with that cluster already; its attributes are then laid over. */
    public RegisterInstanceResponse registerInstance(RegisterInstanceRequest in, Call call) {
        var custom = new HashMap<String, String>();
        for (var given : in.attributesOrEmpty()) {
            var attribute =
                    Attribute.builder().name(given.name()).value(given.value()).build();
            custom.put(AttributeRules.name(attribute), AttributeRules.value(attribute));
        }
        var machine = engine.contact()
                .machine()
                .orElseThrow(() -> EcsFaults.client(
                        "The container engine has not answered yet: what the machine has is not known. "
                                + "./landfall doctor says why."));
        var instance = store.transact(tx -> register(tx, in, call, machine, custom));
        return RegisterInstanceResponse.builder()
                .containerInstanceArn(instance.arn())
                .ec2InstanceId(instance.ec2InstanceId())
                .cpu(instance.machine().cpu())
                .memory(instance.machine().memoryMiB())
                .build();
    }

    private ContainerInstance register(
            Transaction tx, RegisterInstanceRequest in, Call call, Machine machine, Map<String, String> custom) {
        var cluster = tx.get(Cluster.KIND, Cluster.key(call.realm(), Names.cluster(call.realm(), in.cluster())))
                .filter(Cluster::active)
                .orElseThrow(EcsFaults::clusterNotFound);
        var present = ContainerInstance.registeredHere(tx);
        if (present.filter(p -> !p.key().equals(ContainerInstance.key(call.realm(), cluster.name(), p.id())))
                .isPresent()) {
            throw EcsFaults.client("This machine is registered with another cluster, as "
                    + present.get().arn() + ". Deregister it there first.");
        }
        var all = new HashMap<>(present.map(ContainerInstance::custom).orElse(Map.of()));
        all.putAll(custom);
        if (all.size() > AttributeRules.MOST) {
            throw EcsFaults.attributeLimitExceeded();
        }
        var instance = instance(cluster, present, machine, all, call);
        tx.put(ContainerInstance.KIND, instance.key(), instance);
        return instance;
    }

    private ContainerInstance instance(
            Cluster cluster,
            Optional<ContainerInstance> present,
            Machine machine,
            Map<String, String> custom,
            Call call) {
        var facts = MachineFacts.of(machine, zones.apply(cluster.realm()), ports);
        return new ContainerInstance(
                present.map(ContainerInstance::id).orElseGet(() -> digits(2 * ID_BYTES)),
                cluster.realm(),
                cluster.name(),
                present.map(ContainerInstance::ec2InstanceId).orElseGet(() -> "i-" + digits(EC2_ID_DIGITS)),
                present.map(ContainerInstance::status).orElse(ContainerInstance.Status.ACTIVE),
                facts,
                custom,
                present.map(ContainerInstance::registeredAt).orElse(call.now()),
                Optional.empty(),
                present.map(ContainerInstance::tags).orElse(List.of()),
                present.map(ContainerInstance::version).orElse(0L) + 1);
    }

    private String digits(int count) {
        var bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes).substring(0, count);
    }
}

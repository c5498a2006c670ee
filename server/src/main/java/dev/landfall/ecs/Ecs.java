package dev.landfall.ecs;

import dev.landfall.ecs.account.SettingOperations;
import dev.landfall.ecs.account.TagOperations;
import dev.landfall.ecs.cluster.ClusterOperations;
import dev.landfall.ecs.cluster.ClusterTags;
import dev.landfall.ecs.instance.AttributeOperations;
import dev.landfall.ecs.instance.Fleet;
import dev.landfall.ecs.instance.InstanceOperations;
import dev.landfall.ecs.instance.InstanceTags;
import dev.landfall.ecs.instance.InstanceUpkeep;
import dev.landfall.ecs.instance.OwnPorts;
import dev.landfall.ecs.instance.RegistrationOperations;
import dev.landfall.ecs.task.Launcher;
import dev.landfall.ecs.task.ProtectionOperations;
import dev.landfall.ecs.task.TaskExpiry;
import dev.landfall.ecs.task.TaskLoop;
import dev.landfall.ecs.task.TaskOperations;
import dev.landfall.ecs.task.TaskPorts;
import dev.landfall.ecs.task.TaskProtection;
import dev.landfall.ecs.task.TaskTags;
import dev.landfall.ecs.taskdefinition.TaskDefinitionListing;
import dev.landfall.ecs.taskdefinition.TaskDefinitionOperations;
import dev.landfall.ecs.taskdefinition.TaskDefinitionTags;
import dev.landfall.engine.Engine;
import dev.landfall.loop.Scheduler;
import dev.landfall.store.Store;
import dev.landfall.wire.PageTokens;
import dev.landfall.wire.auth.Authorizer;
import java.util.List;
import java.util.random.RandomGenerator;

/** Amazon ECS: its operations, and the loops that make true what they write. */
public final class Ecs implements AutoCloseable {
    private final Store store;
    private final Engine engine;
    private final Fleet fleet;
    private final OwnPorts ownPorts = new OwnPorts();
    private final InstanceUpkeep upkeep;
    private final TaskPorts ports;
    private final RolePassing passing;
    private final RandomGenerator random;
    private final Pages pages;
    private final TaskLoop tasks;
    private final TaskExpiry expiry;

    public Ecs(
            Store store,
            Engine engine,
            TaskPorts ports,
            Authorizer authorizer,
            PageTokens tokens,
            Scheduler scheduler,
            RandomGenerator random) {
        this.store = store;
        this.engine = engine;
        this.fleet = new Fleet(engine);
        this.upkeep = new InstanceUpkeep(store, engine, ports.network()::firstZone, ownPorts, scheduler, random);
        this.ports = ports;
        this.passing = new RolePassing(authorizer);
        this.random = random;
        this.pages = new Pages(tokens);
        this.tasks = new TaskLoop(store, scheduler, engine, ports, random);
        this.expiry = new TaskExpiry(store, scheduler, random);
    }

    /** To be bound to {@code EcsService.MODEL}. */
    public Object[] operations() {
        return new Object[] {
            new EcsResources(store),
            new ClusterOperations(store, pages),
            new TaskDefinitionOperations(store, passing),
            new TaskDefinitionListing(store, pages),
            new TaskOperations(store, new Launcher(store, ports.network(), fleet, passing, random), pages),
            new InstanceOperations(store, engine, fleet, pages),
            new AttributeOperations(store, pages),
            new ProtectionOperations(store, new TaskProtection(store)),
            new SettingOperations(store),
            new TagOperations(
                    store,
                    List.of(ClusterTags.TAGGED, TaskDefinitionTags.TAGGED, TaskTags.TAGGED, InstanceTags.TAGGED)),
        };
    }

    /** To be bound to {@code LandfallService.MODEL}: what ECS leaves to its agent. */
    public Object registration() {
        return new RegistrationOperations(store, engine, ports.network()::firstZone, ownPorts, random);
    }

    /** No task of this machine can have that TCP port: the server listens on it. */
    public void keepPort(int port) {
        if (ownPorts.add(port)) {
            upkeep.changed();
        }
    }

    /** Takes up every task that is not over, and begins. */
    public void start() {
        tasks.start();
        upkeep.start();
        expiry.start();
    }

    /** Stops deciding; tasks live on. */
    @Override
    public void close() {
        expiry.close();
        upkeep.close();
        tasks.close();
    }
}

package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.Tag;
import dev.landfall.engine.ContainerState;
import dev.landfall.store.Key;
import dev.landfall.wire.Realm;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One task: its unchanging spec, how far it has come, and what was observed of it. What AWS shows of it is a projection
 * ({@link TaskProjection}).
 *
 * @param stop present once it has been told to end
 * @param version grows with every change that AWS would send an event for
 */
public record Task(
        TaskId id,
        Realm realm,
        String cluster,
        TaskSpec spec,
        Phase phase,
        Optional<Stop> stop,
        Optional<TaskInterface> network,
        List<TaskContainer> containers,
        Timeline times,
        long version) {
    public Task {
        containers = List.copyOf(containers);
    }

    public Key key() {
        return Key.of(realm.account(), realm.region(), cluster, id.value());
    }

    public String arn() {
        return realm.arn("ecs", "task/" + cluster + "/" + id.value());
    }

    /** Of the container instance it was placed on; empty on Fargate. */
    public Optional<String> containerInstanceArn() {
        return spec.placement().map(at -> realm.arn("ecs", "container-instance/" + cluster + "/" + at.instanceId()));
    }

    /** Those that are its own now: of its interface, or of each of its containers that runs. */
    Stream<String> addresses() {
        return network.isPresent()
                ? network.stream().map(TaskInterface::privateAddress)
                : containers.stream()
                        .filter(container -> container.state() instanceof ContainerState.Running)
                        .flatMap(container -> container.endpoint().stream())
                        .flatMap(endpoint -> endpoint.address().stream());
    }

    public String arn(TaskContainer container) {
        return realm.arn("ecs", "container/" + cluster + "/" + id + "/" + container.arnId());
    }

    /** {@code ecs-<family>-<revision>-<container>-<hex>}: what the engine shows people, named as the agent does. */
    public String engineName(TaskContainer container) {
        return "ecs-" + spec.family() + "-" + spec.revision() + "-" + container.name() + "-"
                + container.arnId().replace("-", "").substring(0, 20);
    }

    TaskContainer container(String name) {
        return containers.stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No container " + name + " in " + arn()));
    }

    public boolean isOver() {
        return phase instanceof Phase.Stopped;
    }

    /** AWS's {@code desiredStatus}. */
    public String desiredStatus() {
        return stop.isPresent() ? "STOPPED" : "RUNNING";
    }

    /** Moves on; a phase that does not lie ahead is a mistake of the caller. */
    Task move(Phase next) {
        if (next.rank() <= phase.rank()) {
            throw new IllegalStateException("A task cannot go from " + phase.lastStatus() + " to " + next.lastStatus());
        }
        return new Task(id, realm, cluster, spec, next, stop, network, containers, times, version + 1);
    }

    /** Tells it to end; the first reason stays. It is stopping from then on, however far it came. */
    public Task end(Stop why) {
        if (stop.isPresent()) {
            return this;
        }
        return new Task(
                id,
                realm,
                cluster,
                spec,
                phase,
                Optional.of(why),
                network,
                containers,
                times.stopping(why.at()),
                version + 1);
    }

    Task attach(TaskInterface attached, Instant now) {
        return new Task(
                id,
                realm,
                cluster,
                spec,
                phase,
                stop,
                Optional.of(attached),
                containers,
                times.connected(now),
                version);
    }

    Task with(List<TaskContainer> next) {
        var reasons = StoppedReasons.of(this);
        var same = ContainerEvent.of(containers, reasons).equals(ContainerEvent.of(next, reasons));
        return new Task(id, realm, cluster, spec, phase, stop, network, next, times, same ? version : version + 1);
    }

    Task with(Timeline next) {
        return new Task(id, realm, cluster, spec, phase, stop, network, containers, next, version);
    }

    public Task tagged(List<Tag> tags) {
        return new Task(id, realm, cluster, spec.tagged(tags), phase, stop, network, containers, times, version);
    }
}

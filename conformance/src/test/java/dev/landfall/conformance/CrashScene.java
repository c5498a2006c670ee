package dev.landfall.conformance;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.Task;

/** A server that can be killed at any call to its engine, with what it leaves behind then. */
final class CrashScene implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final DockerEngineOfTests docker;
    private final EngineGate gate;
    private final Installation installation;
    private final ServerProcess server;
    private final Clients clients;
    private final Workload workload;

    private CrashScene(DockerEngineOfTests docker, EngineGate gate, Installation installation, String cluster)
            throws IOException {
        this.docker = docker;
        this.gate = gate;
        this.installation = installation;
        this.server = ServerProcess.start(installation);
        this.clients = new Clients(installation.endpoint());
        this.workload = Workload.in(clients, cluster);
    }

    /** With a cluster. */
    static CrashScene open(String cluster) throws IOException {
        var docker = DockerEngineOfTests.find();
        var gate = new EngineGate(docker.host());
        return new CrashScene(docker, gate, Installation.on(gate.host()), cluster);
    }

    /** Where the server leaves its port on 127.0.0.1 to somebody who stands before it. */
    static CrashScene behindItsPort(String cluster) throws IOException {
        var docker = DockerEngineOfTests.find();
        var gate = new EngineGate(docker.host());
        return new CrashScene(docker, gate, Installation.on(gate.host()).behindItsPort(), cluster);
    }

    DockerEngineOfTests docker() {
        return docker;
    }

    EngineGate gate() {
        return gate;
    }

    Installation installation() {
        return installation;
    }

    ServerProcess server() {
        return server;
    }

    Clients clients() {
        return clients;
    }

    Workload workload() {
        return workload;
    }

    void killAndStartAgain() throws IOException {
        server.kill();
        gate.open();
        server.startAgain();
    }

    /** What there is once a task is over that nothing happened to: the first brings networks and files along. */
    Footprint footprintAfter(Task task) {
        workload.stop(workload.running(task), "the first");
        workload.stopped(task);
        return Footprint.whenQuiet(installation);
    }

    /** The containers of a task that run, without what they share. */
    List<String> runningContainers(Task task) {
        return docker.docker(
                        "ps",
                        "-q",
                        "--filter",
                        "label=dev.landfall.pod=" + id(task),
                        "--filter",
                        "label=dev.landfall.container")
                .lines()
                .toList();
    }

    static String id(Task task) {
        return task.taskArn().substring(task.taskArn().lastIndexOf('/') + 1);
    }

    @Override
    public void close() throws IOException {
        clients.close();
        server.kill();
        gate.open();
        server.close();
        gate.close();
    }
}

package dev.landfall.engine.docker;

import dev.landfall.engine.ContainerState;
import dev.landfall.engine.ContainerState.Health;
import dev.landfall.engine.HealthProbe;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What an inspection tells of one container. */
record ContainerInfo(String id, Map<String, String> labels, Json json, boolean outOfMemory) {
    private static final int KILLED = 128 + 9;
    /** How much later than its first line the start of a container may be stamped; a restart takes longer. */
    private static final Duration START_DELAY = Duration.ofMillis(20);

    static ContainerInfo of(Json json) {
        var outOfMemory = json.isTrue("State", "OOMKilled");
        return new ContainerInfo(json.text("Id").orElseThrow(), json.texts("Config", "Labels"), json, outOfMemory);
    }

    /** The same, when it is known from elsewhere whether memory ran out. */
    ContainerInfo outOfMemory(boolean known) {
        return new ContainerInfo(id, labels, json, known);
    }

    boolean wasKilled() {
        return !isRunning() && json.number("State", "ExitCode") == KILLED;
    }

    Optional<String> label(String name) {
        return Optional.ofNullable(labels.get(name)).filter(value -> !value.isEmpty());
    }

    boolean isRunning() {
        return json.isTrue("State", "Running");
    }

    /** Made, and never started: nothing has happened in it. */
    boolean isUnused() {
        return !isRunning() && json.text("State", "Status").orElse("").equals("created");
    }

    /** The number of its first process, as the engine's machine counts; empty while none runs. */
    Optional<Integer> process() {
        return Optional.of((int) json.number("State", "Pid")).filter(number -> number > 0);
    }

    /** On its way out, or stuck there. */
    boolean isLeaving() {
        var status = json.text("State", "Status").orElse("");
        return status.equals("removing") || status.equals("dead");
    }

    boolean hasTerminal() {
        return json.isTrue("Config", "Tty");
    }

    boolean hasPreferredUlimits() {
        return label(Labels.PREFERRED_ULIMITS).isPresent();
    }

    /** It has a memory limit and was killed, but it is not said by whom. */
    boolean mayHaveRunOutOfMemory() {
        return wasKilled() && json.number("HostConfig", "Memory") > 0 && !outOfMemory;
    }

    String address(String network) {
        return json.text("NetworkSettings", "Networks", network, "IPAddress").orElse("");
    }

    String macAddress(String network) {
        return json.text("NetworkSettings", "Networks", network, "MacAddress").orElse("");
    }

    /** As Docker calls it. */
    String name() {
        var name = json.text("Name").orElse("");
        return name.startsWith("/") ? name.substring(1) : name;
    }

    List<String> environment() {
        return json.strings("Config", "Env");
    }

    /** The folders of the layer that it writes to; none where the engine does not tell. */
    List<Path> layer() {
        return Stream.of("UpperDir", "WorkDir")
                .flatMap(name -> json.text("GraphDriver", "Data", name).stream())
                .map(Path::of)
                .toList();
    }

    /** The folders of the volumes that the engine keeps for it itself. @param but names of volumes to leave out */
    List<Path> volumes(Set<String> but) {
        return json.items("Mounts").stream()
                .filter(mount -> mount.text("Type").orElse("").equals("volume"))
                .filter(mount -> mount.text("Driver").orElse("").equals("local"))
                .filter(mount -> !but.contains(mount.text("Name").orElse("")))
                .flatMap(mount -> mount.text("Source").stream())
                .map(Path::of)
                .toList();
    }

    /** The files that it and those who join its network have from the engine, and may write to. */
    List<Path> lentFiles() {
        return Stream.of("HostnamePath", "HostsPath", "ResolvConfPath")
                .flatMap(name -> json.text(name).stream())
                .map(Path::of)
                .toList();
    }

    /** All that it may listen on, such as {@code 80/tcp}, published or not. */
    List<String> exposedPorts() {
        return json.names("Config", "ExposedPorts");
    }

    List<String> publishedPorts() {
        return json.names("NetworkSettings", "Ports");
    }

    /** Where a port such as {@code 80/tcp} is published for IPv4. */
    Optional<Integer> hostPort(String port) {
        return json.items("NetworkSettings", "Ports", port).stream()
                .filter(binding -> !binding.text("HostIp").orElse("").contains(":"))
                .flatMap(binding -> binding.text("HostPort").stream())
                .map(Integer::valueOf)
                .findFirst();
    }

    ContainerState state() {
        var digest = label(Labels.IMAGE_DIGEST);
        if (isRunning()) {
            return new ContainerState.Running(id, digest, time("StartedAt"), health(), probe());
        }
        return switch (json.text("State", "Status").orElse("")) {
            // Also where a start of it failed, which whoever asked for that start is told, unless it died before: then
            // the
            // start is tried again, and a port or a limit chosen anew where that was the trouble. Nothing has run in
            // it.
            case "created" -> new ContainerState.Created(id, digest);
            default ->
                new ContainerState.Exited(
                        id,
                        digest,
                        time("StartedAt"),
                        finishedAt(),
                        (int) json.number("State", "ExitCode"),
                        outOfMemory);
        };
    }

    /** Docker may stamp the start of a container that ended at once a little after its end. */
    private Instant finishedAt() {
        var started = time("StartedAt");
        var finished = time("FinishedAt");
        return finished.isBefore(started) ? started : finished;
    }

    /**
     * A moment before the first line of its present life, and after the last of the one before. Docker may stamp a start a
     * little after the first line, and the end a little before the last: what lies between both is far from either.
     */
    Instant began() {
        var started = time("StartedAt");
        var ended = time("FinishedAt");
        return isRunning() && ended.isBefore(started)
                ? ended.plus(Duration.between(ended, started).dividedBy(2))
                : started.minus(START_DELAY);
    }

    private Health health() {
        return switch (json.text("State", "Health", "Status").orElse("none")) {
            case "starting" -> Health.STARTING;
            case "healthy" -> Health.HEALTHY;
            case "unhealthy" -> Health.UNHEALTHY;
            default -> Health.NONE;
        };
    }

    /** Docker keeps the last five, oldest first. */
    private Optional<HealthProbe> probe() {
        var verdict = health() == Health.HEALTHY || health() == Health.UNHEALTHY;
        var runs = json.items("State", "Health", "Log");
        return verdict && !runs.isEmpty()
                ? Optional.of(new HealthProbe(
                        (int) runs.getLast().number("ExitCode"),
                        runs.getLast().text("Output").orElse("")))
                : Optional.empty();
    }

    private Instant time(String member) {
        return json.text("State", member)
                .map(text -> OffsetDateTime.parse(text).toInstant())
                .orElse(Instant.EPOCH);
    }
}

package dev.landfall.cli.doctor;

import dev.landfall.Settings;
import dev.landfall.cli.EngineProbe;
import dev.landfall.cli.doctor.Finding.Bad;
import dev.landfall.cli.doctor.Finding.Good;
import dev.landfall.cli.doctor.Finding.Limited;
import dev.landfall.engine.cgroup.Envelopes;
import dev.landfall.engine.cgroup.NoEnvelopes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Control groups, by which a task's CPU and memory are held to its size. */
final class CgroupCheck implements Check {
    private static final List<String> NEEDED = List.of("cpu", "memory", "pids");

    @Override
    public Finding examine(Settings settings) {
        Path root = Path.of("/sys/fs/cgroup");
        if (!Files.exists(Path.of("/proc/self/mounts"))) {
            return new Good("control groups are the engine's own affair on this system");
        }
        try {
            var found = Files.exists(root.resolve("cgroup.controllers"))
                    ? unified(Files.readString(root.resolve("cgroup.controllers")))
                    : separate(root);
            return found instanceof Good good ? held(settings, good) : found;
        } catch (IOException e) {
            return new Limited("control groups cannot be read: " + e.getMessage(), "run doctor as root to see them");
        }
    }

    /** Whether a task can be held as a whole, or only each of its containers. */
    private static Finding held(Settings settings, Good found) {
        var ground = EngineProbe.ground(settings.dockerHost());
        if (ground.isEmpty()) {
            return found;
        }
        return switch (ground.get().envelopes("<instance>")) {
            case NoEnvelopes(String reason) ->
                new Limited(
                        found.what() + ", but " + reason + ": each container is held to its task's CPU and memory by"
                                + " itself, not all of a task's together",
                        "run the server as root beside an engine of its own machine");
            case Envelopes some ->
                new Good(found.what() + "; a task's containers are held together by " + some.describe());
        };
    }

    private static Finding unified(String offered) {
        List<String> controllers = List.of(offered.strip().split(" "));
        List<String> missing =
                NEEDED.stream().filter(name -> !controllers.contains(name)).toList();
        return missing.isEmpty()
                ? new Good("control groups v2 with cpu, memory and pids")
                : new Bad("control groups v2 lack " + missing, "enable them in the kernel's command line");
    }

    private static Finding separate(Path root) {
        List<String> missing = NEEDED.stream()
                .filter(name -> !Files.isDirectory(root.resolve(name)))
                .toList();
        return missing.isEmpty()
                ? new Good("control groups v1 with cpu, memory and pids")
                : new Bad("control groups " + missing + " are not mounted", "apt-get install cgroupfs-mount");
    }
}

package dev.landfall.cli.doctor;

import dev.landfall.Settings;
import dev.landfall.cli.doctor.Finding.Bad;
import dev.landfall.cli.doctor.Finding.Good;
import dev.landfall.cli.doctor.Finding.Limited;
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
            return Files.exists(root.resolve("cgroup.controllers"))
                    ? unified(Files.readString(root.resolve("cgroup.controllers")))
                    : separate(root);
        } catch (IOException e) {
            return new Limited("control groups cannot be read: " + e.getMessage(), "run doctor as root to see them");
        }
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

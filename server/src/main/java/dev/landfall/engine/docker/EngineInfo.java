package dev.landfall.engine.docker;

import dev.landfall.engine.cgroup.EngineGround;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What {@code /info} tells of an engine. */
record EngineInfo(Json json) {
    private static final Path MOUNTS = Path.of("/proc/self/mounts");

    /** Blocks. @throws DockerFault @throws dev.landfall.engine.Engine.EngineAway */
    static EngineInfo ask(DockerClient client) {
        return new EngineInfo(client.call(HttpRequest.get("/info")));
    }

    EngineGround ground() {
        var rootless = json.items("SecurityOptions").stream()
                .anyMatch(option -> String.valueOf(option.value()).contains("name=rootless"));
        return new EngineGround(
                json.text("CgroupDriver").orElse(""), json.text("KernelVersion").orElse(""), rootless);
    }

    /** Overlays on XFS can, where that was mounted to count by project. */
    boolean limitsLayers() {
        var backing = json.items("DriverStatus").stream()
                .filter(pair -> pair.value() instanceof List<?> two && two.contains("Backing Filesystem"))
                .anyMatch(pair -> pair.value() instanceof List<?> two && two.contains("xfs"));
        return json.text("Driver").orElse("").equals("overlay2")
                && backing
                && json.text("DockerRootDir")
                        .filter(EngineInfo::countsByProject)
                        .isPresent();
    }

    private static boolean countsByProject(String folder) {
        try (Stream<String> mounts = Files.lines(MOUNTS)) {
            return mounts.map(line -> line.split(" "))
                    .filter(mount -> mount.length > 3 && Path.of(folder).startsWith(mount[1]))
                    .max(Comparator.comparingInt(mount -> mount[1].length()))
                    .filter(mount -> Arrays.stream(mount[3].split(","))
                            .anyMatch(option -> option.equals("prjquota") || option.equals("pquota")))
                    .isPresent();
        } catch (IOException e) {
            return false; // the engine's folder is not on this machine
        }
    }
}

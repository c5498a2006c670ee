package dev.landfall.engine.cgroup;

import dev.landfall.engine.PodId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The control groups that processes live in, as the kernel tells them.
 *
 * @param processes where its files about processes are: {@code /proc}
 */
public record ProcessGroups(Path processes) {
    /** Whether a process is in a pod's group; empty when it has ended, for then it tells nothing of where it lived. */
    public Optional<Boolean> isIn(long process, PodId pod) {
        var folder = processes.resolve(Long.toString(process));
        try {
            var groups = Files.readString(folder.resolve("cgroup"));
            Files.readSymbolicLink(folder.resolve("exe")); // what ended and was not reaped yet has none
            return Optional.of(groups.contains(pod.value()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}

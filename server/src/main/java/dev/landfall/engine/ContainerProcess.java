package dev.landfall.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a container runs, and as whom.
 *
 * @param entryPoint empty keeps the image's own
 * @param command empty keeps the image's own
 * @param pseudoTerminal whether its output is a terminal's
 * @param interactive whether its standard input stays open
 * @param initProcess whether a small init runs as its first process, to reap orphans and pass signals on
 */
public record ContainerProcess(
        Optional<List<String>> entryPoint,
        Optional<List<String>> command,
        Map<String, String> environment,
        Optional<String> workingDirectory,
        Optional<String> user,
        boolean pseudoTerminal,
        boolean interactive,
        boolean initProcess) {
    public ContainerProcess {
        entryPoint = entryPoint.map(List::copyOf);
        command = command.map(List::copyOf);
        environment = Map.copyOf(environment);
    }
}

package dev.landfall.conformance;

import dev.landfall.engine.docker.NetworkPlan;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A network that Docker 20.10 cannot be rid of until it is restarted: it has no container on it by its own list, and
 * refuses to remove it for endpoints that it counts all the same. It was seen after many containers ended at once.
 */
record Miscount(String network, String device) {
    /** Those of an installation that was purged. */
    static List<Miscount> of(Installation installation) {
        var docker = DockerEngineOfTests.seenAt(installation.settings().dockerHost());
        var plan = NetworkPlan.of(installation.instance());
        return List.of(
                        new Miscount(plan.name(), plan.bridge()),
                        new Miscount(plan.name() + "-bridge", plan.portsBridge()))
                .stream()
                .filter(candidate -> candidate.isOne(docker))
                .toList();
    }

    /** Whether a line of a footprint is about it. */
    boolean isMeantBy(String line) {
        return line.equals("network " + network)
                || Pattern.compile("(^device | )" + Pattern.quote(device) + "( |$)")
                        .matcher(line)
                        .find();
    }

    private boolean isOne(DockerEngineOfTests docker) {
        var listed = docker.attempt("", "network", "inspect", "-f", "{{len .Containers}}", network);
        if (listed.status() != 0 || !listed.text().strip().equals("0")) {
            return false;
        }
        var refused = docker.attempt("", "network", "rm", network);
        return refused.status() != 0 && refused.text().contains("has active endpoints");
    }
}

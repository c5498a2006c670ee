package dev.landfall.engine.docker;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The calls about containers. All throw {@link DockerFault} and {@link dev.landfall.engine.Engine.EngineAway}. */
record ContainerCalls(DockerClient client, Patience patience) {
    ContainerCalls(DockerClient client) {
        this(client, Patience.AGENT);
    }

    /** Makes one and gives its id. */
    String create(String name, Map<String, ?> body) {
        var request = HttpRequest.post("/containers/create")
                .with("name", name)
                .json(body)
                .within(patience.create());
        return client.call(request).text("Id").orElseThrow();
    }

    /** Unpacks a tar archive in a folder that is there. */
    void extract(String id, String folder, byte[] tar) {
        client.call(HttpRequest.put(path(id, "/archive")).with("path", folder).bytes("application/x-tar", tar));
    }

    void start(String id) {
        client.call(HttpRequest.post(path(id, "/start")).within(patience.start()));
    }

    /** Sends the stop signal, and after the grace SIGKILL; returns when it has ended. */
    void stop(String id, int graceSeconds) {
        var limit = patience.stop().plusSeconds(graceSeconds);
        client.call(HttpRequest.post(path(id, "/stop")).with("t", graceSeconds).within(limit));
    }

    Optional<ContainerInfo> inspect(String idOrName) {
        try {
            var request = HttpRequest.get(path(idOrName, "/json")).within(patience.inspect());
            return Optional.of(ContainerInfo.of(client.call(request)));
        } catch (DockerFault e) {
            if (e.isNotFound()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Whether it is on its way out, or stuck there: such a one may not even be inspected. */
    boolean isDying(String id) {
        var filter = Labels.filter(Map.of("id", List.of(id), "status", List.of("dead", "removing")));
        var request = HttpRequest.get("/containers/json").with("all", "true").with("filters", filter);
        return !client.call(request).items().isEmpty();
    }

    /** The ids of all that bear these labels, running or not. */
    List<String> ids(String... labels) {
        return all(labels).flatMap(item -> item.text("Id").stream()).toList();
    }

    /** The ids of all that bear these labels, by the value of another label of theirs. */
    Map<String, List<String>> idsBy(String label, String... labels) {
        return all(labels)
                .filter(item -> item.text("Id").isPresent())
                .collect(Collectors.groupingBy(
                        item -> item.texts("Labels").getOrDefault(label, ""),
                        Collectors.mapping(item -> item.text("Id").orElseThrow(), Collectors.toList())));
    }

    /** All that bear these labels, with no more than their labels: what it takes to look at them is left out. */
    List<ContainerInfo> labelled(String... labels) {
        return all(labels)
                .flatMap(item -> item.text("Id").stream()
                        .map(id -> new ContainerInfo(id, item.texts("Labels"), Json.read(new byte[0]), false)))
                .toList();
    }

    /** Docker finds a label that is empty, too. */
    private Stream<Json> all(String... labels) {
        var request = HttpRequest.get("/containers/json").with("all", "true").with("filters", Labels.filter(labels));
        return client.call(request).items().stream()
                .filter(item -> Arrays.stream(labels)
                        .noneMatch(label ->
                                item.texts("Labels").getOrDefault(label, "-").isEmpty()));
    }

    /** Kills and removes it with its anonymous volumes; one that is gone already is fine. */
    void remove(String id) {
        try {
            client.call(HttpRequest.delete("/containers/" + id)
                    .with("force", "true")
                    .with("v", "true"));
        } catch (DockerFault e) {
            if (e.isNotFound()) {
                return;
            }
            if (!e.isConflict()) {
                throw e;
            }
            // Its removal is in progress already: wait for that one.
            awaitGone(id);
        }
    }

    private void awaitGone(String id) {
        try {
            client.call(HttpRequest.post(path(id, "/wait")).with("condition", "removed"));
        } catch (DockerFault e) {
            if (!e.isNotFound()) {
                throw e;
            }
        }
    }

    private static String path(String id, String rest) {
        return "/containers/" + id + rest;
    }
}

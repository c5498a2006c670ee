package dev.landfall.ecs.agent;

import dev.landfall.audit.SecurityEvent.Kind;
import dev.landfall.contract.ecs.NetworkMode;
import dev.landfall.ecs.task.TaskKinds;
import dev.landfall.store.Document;
import dev.landfall.store.Scan;
import dev.landfall.store.Store;
import dev.landfall.wire.http.HttpRequest;
import java.util.Optional;

/**
 * Tells from the id alone which task asks: on the host's own network, where everybody has the host's address. Only ids of
 * living tasks of network mode host are known here. Each task has an allowance of its own, so that nobody who guesses takes
 * anything from one that knows.
 */
final class CallersById implements Callers {
    private static final String STRANGERS = ""; // who have one allowance together

    private final Store store;
    private final AgentIds ids;
    private final RequestRates rates = new RequestRates();

    CallersById(Store store, AgentIds ids) {
        this.store = store;
        this.ids = ids;
    }

    @Override
    public Caller of(HttpRequest request, AgentPath path) {
        var asker = path.secretId().flatMap(this::known).filter(known -> known.owns(path));
        var whose = asker.map(known -> known.task().id().value()).orElse(STRANGERS);
        if (!rates.allow(whose, request.receivedAt())) {
            return new Caller.TooOften();
        }
        return asker.<Caller>map(Caller.Known::new).orElseGet(() -> new Caller.Stranger(noted(path)));
    }

    /** The task that an id names, whether or not the rest of it is right. */
    private Optional<Asker> known(String id) {
        return AgentIds.named(id)
                .flatMap(name ->
                        store.read(reader -> reader.list(TaskKinds.TASK, TaskKinds.ALIVE, Scan.under(name)).stream()
                                .map(Document::value)
                                .filter(task -> task.phase().started())
                                .findFirst()
                                .flatMap(task -> Asker.of(reader, task, ids))))
                .filter(asker -> asker.mode() == NetworkMode.HOST);
    }

    private static Optional<Kind> noted(AgentPath path) {
        return switch (path) {
            case AgentPath.Credentials(var id) ->
                id.isEmpty() ? Optional.empty() : Optional.of(Kind.CREDENTIALS_ID_REFUSED);
            case AgentPath.OwnTask own -> Optional.of(Kind.STRANGER_REFUSED);
            case AgentPath.OwnContainer own -> Optional.of(Kind.STRANGER_REFUSED);
            case AgentPath.ContainerMetadata others -> Optional.of(Kind.METADATA_ID_REFUSED);
            case AgentPath.TaskMetadata others -> Optional.of(Kind.METADATA_ID_REFUSED);
            case AgentPath.ContainerStats others -> Optional.of(Kind.METADATA_ID_REFUSED);
            case AgentPath.TaskStats others -> Optional.of(Kind.METADATA_ID_REFUSED);
            case AgentPath.Protection others -> Optional.of(Kind.METADATA_ID_REFUSED);
            case AgentPath.Nothing nothing -> Optional.empty();
        };
    }
}

package dev.landfall.ecs.agent;

import dev.landfall.audit.SecurityEvent;
import dev.landfall.audit.SecurityEvent.Kind;
import dev.landfall.audit.SecurityEvents;
import dev.landfall.ecs.task.TaskContainer;
import dev.landfall.wire.http.Endpoint;
import dev.landfall.wire.http.HttpRequest;
import dev.landfall.wire.http.HttpResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Answers the code in containers. Who asks is told by the address, and must besides know the id that its container was
 * given: nobody is told anything of another task, and who tries is written down.
 */
final class AgentEndpoint implements Endpoint {
    /** An id may be another's true one: what is written down must not tell it. */
    private static final Pattern SECRETIVE = Pattern.compile("([0-9a-zA-Z]{8})[^/]+");

    private final Askers askers;
    private final CredentialsEndpoint credentials;
    private final MetadataEndpoint metadata;
    private final ProtectionEndpoint protection;
    private final SecurityEvents events;
    private final RequestRates rates = new RequestRates();

    AgentEndpoint(
            Askers askers,
            CredentialsEndpoint credentials,
            MetadataEndpoint metadata,
            ProtectionEndpoint protection,
            SecurityEvents events) {
        this.askers = askers;
        this.credentials = credentials;
        this.metadata = metadata;
        this.protection = protection;
        this.events = events;
    }

    @Override
    public void answer(HttpRequest request, HttpResponse response) throws IOException {
        if (!rates.allow(request.remoteAddress(), request.receivedAt())) {
            AgentAnswer.TOO_MANY.send(response);
            return;
        }
        var path = AgentPath.of(request.rawPath());
        var asker = askers.at(request.remoteAddress());
        if (asker.isEmpty()) {
            note(request, asker, Kind.STRANGER_REFUSED);
            refusal(path, request).send(response);
            return;
        }
        answer(request, path, asker.get()).send(response);
    }

    private AgentAnswer answer(HttpRequest request, AgentPath path, Asker asker) throws IOException {
        return switch (path) {
            case AgentPath.Credentials(var id)
            when asker.isCredentialsId(id) -> credentials.answer(asker, request.receivedAt());
            case AgentPath.Credentials(var id) ->
                refused(
                        request,
                        asker,
                        path,
                        id.isEmpty() ? Optional.empty() : Optional.of(Kind.CREDENTIALS_ID_REFUSED));
            case AgentPath.OwnTask own -> metadata.own(asker, own);
            case AgentPath.OwnContainer own ->
                metadata.own(asker, own).orElseGet(() -> refusedMetadata(request, asker, path));
            case AgentPath.ContainerMetadata(var version, var id) ->
                own(request, asker, path, id, container -> metadata.container(asker, version, container));
            case AgentPath.TaskMetadata(var version, var id, var tags) ->
                own(request, asker, path, id, container -> metadata.task(asker, version, tags));
            case AgentPath.ContainerStats(var version, var id) ->
                own(request, asker, path, id, container -> metadata.containerStats(asker, version, container));
            case AgentPath.TaskStats(var version, var id) ->
                own(request, asker, path, id, container -> metadata.taskStats(asker, version));
            case AgentPath.Protection(var id)
            when asker.container(id).isPresent() -> protection.answer(request, asker.task(), request.receivedAt());
            case AgentPath.Protection unknown -> refusedMetadata(request, asker, path);
            case AgentPath.Nothing nothing -> AgentAnswer.NOTHING_HERE;
        };
    }

    private AgentAnswer own(
            HttpRequest request, Asker asker, AgentPath path, String id, Function<TaskContainer, AgentAnswer> answer) {
        Supplier<AgentAnswer> otherwise = () -> refusedMetadata(request, asker, path);
        return asker.container(id).map(answer).orElseGet(otherwise);
    }

    private AgentAnswer refusedMetadata(HttpRequest request, Asker asker, AgentPath path) {
        return refused(request, asker, path, Optional.of(Kind.METADATA_ID_REFUSED));
    }

    private AgentAnswer refused(HttpRequest request, Asker asker, AgentPath path, Optional<Kind> noted) {
        noted.ifPresent(kind -> note(request, Optional.of(asker), kind));
        return refusal(path, request);
    }

    private void note(HttpRequest request, Optional<Asker> asker, Kind kind) {
        var subject = asker.map(known -> known.task().arn()).orElse("");
        var detail =
                request.method() + " " + SECRETIVE.matcher(request.rawPath()).replaceAll("$1…");
        events.record(new SecurityEvent(request.receivedAt(), kind, request.remoteAddress(), subject, detail));
    }

    /** The agent's answer to an id that nobody has: it does not tell that another has it. */
    private static AgentAnswer refusal(AgentPath path, HttpRequest request) {
        return switch (path) {
            case AgentPath.Credentials(var id) ->
                id.isEmpty() ? CredentialsEndpoint.withoutId() : CredentialsEndpoint.unknownId();
            case AgentPath.OwnTask own -> MetadataRefusals.noTaskAt(request.remoteAddress());
            case AgentPath.OwnContainer(var id, var stats) ->
                stats ? MetadataRefusals.noOwnStats(id) : MetadataRefusals.noOwnContainer(id);
            case AgentPath.ContainerMetadata(var version, var id) -> MetadataRefusals.container(version, id);
            case AgentPath.TaskMetadata(var version, var id, var tags) -> MetadataRefusals.task(version, id);
            case AgentPath.ContainerStats(var version, var id) -> MetadataRefusals.containerStats(version, id);
            case AgentPath.TaskStats(var version, var id) -> MetadataRefusals.taskStats(version, id);
            case AgentPath.Protection unknown -> ProtectionEndpoint.unknown();
            case AgentPath.Nothing nothing -> AgentAnswer.NOTHING_HERE;
        };
    }
}

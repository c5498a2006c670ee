package dev.landfall.ecs.agent;

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

/**
 * Answers the code in containers. Who asks must know the id that its container was given, besides by what {@link Callers}
 * tell it: nobody is told anything of another task, and who tries is written down.
 */
final class AgentEndpoint implements Endpoint {
    private final Callers callers;
    private final CredentialsEndpoint credentials;
    private final MetadataEndpoint metadata;
    private final ProtectionEndpoint protection;
    private final SecurityEvents events;

    AgentEndpoint(
            Callers callers,
            CredentialsEndpoint credentials,
            MetadataEndpoint metadata,
            ProtectionEndpoint protection,
            SecurityEvents events) {
        this.callers = callers;
        this.credentials = credentials;
        this.metadata = metadata;
        this.protection = protection;
        this.events = events;
    }

    @Override
    public void answer(HttpRequest request, HttpResponse response) throws IOException {
        var path = AgentPath.of(request.rawPath());
        var answer = switch (callers.of(request, path)) {
            case Caller.Known(var asker) -> answer(request, path, asker);
            case Caller.Stranger(var noted) -> refused(request, Optional.empty(), path, noted);
            case Caller.TooOften often -> AgentAnswer.TOO_MANY;
        };
        answer.send(response);
    }

    private AgentAnswer answer(HttpRequest request, AgentPath path, Asker asker) throws IOException {
        return switch (path) {
            case AgentPath.Credentials(var id)
            when asker.isCredentialsId(id) -> credentials.answer(asker, request.receivedAt());
            case AgentPath.Credentials(var id) ->
                refused(
                        request,
                        Optional.of(asker),
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
        return refused(request, Optional.of(asker), path, Optional.of(Kind.METADATA_ID_REFUSED));
    }

    private AgentAnswer refused(HttpRequest request, Optional<Asker> asker, AgentPath path, Optional<Kind> noted) {
        var subject = asker.map(known -> known.task().arn()).orElse("");
        noted.ifPresent(kind -> events.record(Attempt.of(request, kind, subject)));
        return refusal(path, request);
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

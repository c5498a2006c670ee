package dev.landfall.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.landfall.contract.Fault;
import dev.landfall.contract.codec.CodecException;
import dev.landfall.contract.codec.Form;
import dev.landfall.wire.http.HttpRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells from a request which operation of which service it calls, and in which protocol. */
final class Router {
    private static final String FORM = "application/x-www-form-urlencoded";

    private static final Fault MISSING_ACTION =
            Fault.unlisted("MissingAction", 400, "The request must contain the parameter Action");

    private final Map<String, BoundService> byTarget = new HashMap<>();
    private final Map<String, BoundService> byVersion = new HashMap<>();
    private final Map<String, BoundService> ec2 = new HashMap<>();

    /** @throws IllegalArgumentException when two services cannot be told apart */
    Router(List<BoundService> services) {
        for (var service : services) {
            var metadata = service.model().metadata();
            if (!metadata.targetPrefix().isEmpty()) {
                put(byTarget, metadata.targetPrefix(), service);
            }
            if (metadata.protocols().contains("query")) {
                put(byVersion, metadata.apiVersion(), service);
            }
            if (metadata.protocols().contains("ec2")) {
                put(ec2, metadata.signingName(), service);
            }
        }
    }

    private static void put(Map<String, BoundService> services, String key, BoundService service) {
        if (services.put(key, service) != null) {
            throw new IllegalArgumentException("Two services answer to " + key);
        }
    }

    Destination route(Message message) {
        var request = message.request();
        var target = request.header("x-amz-target");
        if (target.isPresent()) {
            return json(target.get(), message);
        }
        if (request.header("smithy-protocol").orElse("").equals(CborProtocol.NAME)) {
            return cbor(request.rawPath(), message);
        }
        if (!request.rawPath().equals("/")) {
            return new Destination.NoCall();
        }
        try {
            return query(message.withForm(form(message)));
        } catch (CodecException broken) {
            var fault = QueryDialect.PLAIN.malformed(String.valueOf(broken.getMessage()));
            return new Destination.NoService(QueryProtocol.PLAIN, fault);
        }
    }

    private Destination json(String target, Message message) {
        var dot = target.lastIndexOf('.');
        var prefix = dot < 0 ? target : target.substring(0, dot);
        var protocol = JsonProtocol.of(message.request().header("content-type").orElse(""));
        var service = byTarget.get(prefix);
        if (service == null) {
            return new Destination.NoService(protocol, noService("X-Amz-Target " + shortened(target)));
        }
        return found(service, target.substring(dot + 1), protocol, message);
    }

    /** {@code /service/<name>/operation/<name>}, as Smithy's protocol has it. */
    private Destination cbor(String path, Message message) {
        var segments = path.split("/", -1);
        if (segments.length < 5
                || !segments[segments.length - 4].equals("service")
                || !segments[segments.length - 2].equals("operation")) {
            return new Destination.NoService(CborProtocol.PLAIN, noService("the path " + shortened(path)));
        }
        var service = byTarget.get(segments[segments.length - 3]);
        if (service == null) {
            return new Destination.NoService(CborProtocol.PLAIN, noService("the path " + shortened(path)));
        }
        return found(service, segments[segments.length - 1], CborProtocol.PLAIN, message);
    }

    private Destination query(Message message) {
        var action = Optional.ofNullable(message.form().get("Action"));
        if (action.isEmpty()) {
            return message.form().isEmpty()
                    ? new Destination.NoCall()
                    : new Destination.NoService(QueryProtocol.PLAIN, MISSING_ACTION);
        }
        var version = message.form().getOrDefault("Version", "");
        var service = queried(version, message.request());
        if (service == null) {
            return new Destination.NoService(
                    QueryProtocol.PLAIN,
                    noService("Action " + shortened(action.get()) + " of version " + shortened(version)));
        }
        Protocol protocol =
                service.model().metadata().protocols().contains("ec2") ? Ec2Protocol.PLAIN : QueryProtocol.PLAIN;
        return found(service, action.get(), protocol, message);
    }

    /** The version tells the service, but for EC2, which clients of many ages call by many versions. */
    private @Nullable BoundService queried(String version, HttpRequest request) {
        var service = byVersion.get(version);
        if (service != null) {
            return service;
        }
        for (var candidate : ec2.values()) {
            if (version.equals(candidate.model().metadata().apiVersion())
                    || request.header("authorization")
                            .orElse("")
                            .contains("/" + candidate.model().metadata().signingName() + "/aws4_request")) {
                return candidate;
            }
        }
        return null;
    }

    private static Destination found(BoundService service, String operation, Protocol protocol, Message message) {
        return service.knows(operation)
                ? new Destination.Found(service, operation, protocol, message)
                : new Destination.NoOperation(service.model(), shortened(operation), protocol);
    }

    private static Map<String, String> form(Message message) {
        var request = message.request();
        var inBody = request.header("content-type").orElse("").startsWith(FORM);
        return Form.parse(inBody ? new String(message.content(), UTF_8) : request.rawQuery());
    }

    private static Fault noService(String sought) {
        return Fault.unlisted(
                "UnknownOperationException", 404, "Landfall has no service for " + sought + "; see docs/coverage.md");
    }

    private static String shortened(String text) {
        return text.length() <= 128 ? text : text.substring(0, 128) + "…";
    }
}

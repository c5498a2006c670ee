package dev.landfall.contract;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A service of AWS and its operations. An operation's shapes are loaded when it is first asked for. */
public abstract class ServiceModel {
    /** What the model says of a service as a whole; a text that a service does not have is empty. */
    public record Metadata(
            String serviceId,
            String fullName,
            String apiVersion,
            String endpointPrefix,
            String signingName,
            String targetPrefix,
            String jsonVersion,
            List<String> protocols,
            String xmlNamespace,
            boolean queryCompatible) {}

    private final String id;
    private final Metadata metadata;
    private final List<String> operationNames;
    private final Map<String, Operation<?, ?>> loaded = new ConcurrentHashMap<>();

    protected ServiceModel(String id, Metadata metadata, List<String> operationNames) {
        this.id = id;
        this.metadata = metadata;
        this.operationNames = operationNames;
    }

    /** Loads an operation; null for a name the model does not have. */
    protected abstract @Nullable Operation<?, ?> load(String name);

    /** Our name of the service, which is also its package's: {@code ecs}, {@code elbv2}. */
    public final String id() {
        return id;
    }

    public final Metadata metadata() {
        return metadata;
    }

    /** All operations, in alphabetical order. */
    public final List<String> operationNames() {
        return operationNames;
    }

    public final Optional<Operation<?, ?>> operation(String name) {
        return Optional.ofNullable(loaded.computeIfAbsent(name, this::load));
    }

    @Override
    public final String toString() {
        return id;
    }
}

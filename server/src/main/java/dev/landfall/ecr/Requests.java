package dev.landfall.ecr;

import dev.landfall.contract.Fault;
import dev.landfall.ecr.repository.EcrFaults;
import dev.landfall.ecr.repository.RepositoryKey;
import dev.landfall.ecr.repository.RepositoryName;
import dev.landfall.store.Scan;
import dev.landfall.wire.Call;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the operations of ECR have in common in what they are asked. */
final class Requests {
    /** ECR's page where the caller does not say. */
    static final int PAGE = 100;

    private Requests() {}

    /** The repository that a request names, in the caller's registry unless it names another account's. */
    static RepositoryKey repository(Call call, @Nullable String registryId, @Nullable String name) {
        var key = new RepositoryKey(call.realm(), name(name));
        requireOwn(call, registryId, key.arn());
        return key;
    }

    static RepositoryName name(@Nullable String name) {
        return RepositoryName.parse(name == null ? "" : name)
                .orElseThrow(
                        () -> EcrFaults.invalidParameter(
                                "repositoryName",
                                "must satisfy regular expression '(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*'"));
    }

    /** Refuses another account's registry: without a policy of that registry, nobody else may see it. */
    static void requireOwn(Call call, @Nullable String registryId, String resource) {
        if (registryId != null && !registryId.equals(call.realm().account())) {
            throw Fault.unlisted(
                    "AccessDeniedException",
                    400,
                    "User: %s is not authorized to perform this action on resource: %s because no resource-based policy of registry %s allows it"
                            .formatted(call.principal().arn(), resource, registryId));
        }
    }

    /** The repository of an ARN. */
    static RepositoryKey ofArn(Call call, @Nullable String arn) {
        return RepositoryKey.parse(arn == null ? "" : arn)
                .filter(key -> key.realm().equals(call.realm()))
                .orElseThrow(() -> EcrFaults.invalidParameter("resourceArn", "Invalid ARN"));
    }

    static Fault badToken() {
        return EcrFaults.invalidParameter("nextToken", "must be a token that this operation returned");
    }

    static Scan after(Scan scan, Optional<Scan.Position> position) {
        return position.map(scan::after).orElse(scan);
    }
}

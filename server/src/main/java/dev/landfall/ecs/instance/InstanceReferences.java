package dev.landfall.ecs.instance;

import dev.landfall.ecs.EcsFaults;
import dev.landfall.ecs.Names;
import dev.landfall.store.Reader;
import dev.landfall.wire.Realm;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the container instance that a caller means by its id or ARN. */
public final class InstanceReferences {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private InstanceReferences() {}

    static Optional<ContainerInstance> find(Reader reader, Realm realm, String cluster, String idOrArn) {
        return id(realm, cluster, idOrArn)
                .flatMap(id -> reader.get(ContainerInstance.KIND, ContainerInstance.key(realm, cluster, id)));
    }

    static ContainerInstance registered(Reader reader, Realm realm, String cluster, String idOrArn) {
        return find(reader, realm, cluster, idOrArn)
                .filter(ContainerInstance::isRegistered)
                .orElseThrow(EcsFaults::containerInstanceNotFound);
    }

    /** The id in a reference; empty for an instance of another cluster. A short ARN has no cluster in it. */
    public static Optional<String> id(Realm realm, String cluster, String idOrArn) {
        var id = idOrArn;
        if (idOrArn.startsWith("arn:")) {
            var path = Names.resource(realm, idOrArn, "container-instance")
                    .orElseThrow(() -> EcsFaults.invalidParameter("Invalid identifier: Identifier is for "
                            + Names.shortened(idOrArn) + ". Your accountId is " + realm.account()));
            var slash = path.indexOf('/');
            if (slash >= 0 && !path.substring(0, slash).equals(cluster)) {
                return Optional.empty();
            }
            id = path.substring(slash + 1);
        }
        if (!ID.matcher(id).matches()) {
            throw EcsFaults.invalidParameter(
                    idOrArn.startsWith("arn:")
                            ? "Invalid identifier: " + Names.shortened(idOrArn)
                            : "containerInstanceId length should be one of [32,36]");
        }
        return Optional.of(id);
    }

    /** How an instance that was not found is told among the failures. */
    public static String arn(Realm realm, String cluster, String idOrArn) {
        return idOrArn.startsWith("arn:") ? idOrArn : ContainerInstance.arn(realm, cluster, idOrArn);
    }
}

package dev.landfall.ecs.instance;

import dev.landfall.ecs.EcsFaults;
import dev.landfall.ecs.Names;
import dev.landfall.store.Reader;
import dev.landfall.wire.Realm;
import java.util.Optional;

/** Finds the container instance that a caller means by its id or ARN. */
public final class InstanceReferences {
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
        return Names.idIn(realm, cluster, idOrArn, "container-instance", "containerInstanceId");
    }

    /** How an instance that was not found is told among the failures. */
    public static String arn(Realm realm, String cluster, String idOrArn) {
        return idOrArn.startsWith("arn:") ? idOrArn : ContainerInstance.arn(realm, cluster, idOrArn);
    }
}

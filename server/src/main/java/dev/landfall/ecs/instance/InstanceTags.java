package dev.landfall.ecs.instance;

import dev.landfall.contract.ecs.Tag;
import dev.landfall.ecs.Names;
import dev.landfall.ecs.account.Tagged;
import dev.landfall.store.Key;
import dev.landfall.store.Reader;
import dev.landfall.wire.Realm;
import java.util.List;

/** Container instances bear tags while they are registered. */
public final class InstanceTags {
    public static final Tagged<ContainerInstance> TAGGED = new Tagged<>(
            ContainerInstance.KIND,
            (realm, arn) -> Names.resource(realm, arn, "container-instance")
                    .filter(path -> path.indexOf('/') > 0)
                    .map(path -> Key.of(
                            realm.account(),
                            realm.region(),
                            path.substring(0, path.indexOf('/')),
                            path.substring(path.indexOf('/') + 1))),
            ContainerInstance::isRegistered,
            ContainerInstance::tags,
            ContainerInstance::withTags);

    private InstanceTags() {}

    /** Of one instance; none of one that is not there. */
    public static List<Tag> of(Reader reader, Realm realm, String cluster, String id) {
        return reader.get(ContainerInstance.KIND, ContainerInstance.key(realm, cluster, id))
                .map(ContainerInstance::tags)
                .orElse(List.of());
    }
}

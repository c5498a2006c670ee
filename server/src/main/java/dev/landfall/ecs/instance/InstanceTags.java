package dev.landfall.ecs.instance;

import dev.landfall.ecs.Names;
import dev.landfall.ecs.account.Tagged;
import dev.landfall.store.Key;

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
}

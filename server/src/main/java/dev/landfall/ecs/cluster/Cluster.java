package dev.landfall.ecs.cluster;

import dev.landfall.contract.ecs.CapacityProviderStrategyItem;
import dev.landfall.contract.ecs.ClusterConfiguration;
import dev.landfall.contract.ecs.ClusterSetting;
import dev.landfall.contract.ecs.Tag;
import dev.landfall.store.Index;
import dev.landfall.store.Key;
import dev.landfall.store.Kind;
import dev.landfall.store.RecordCodec;
import dev.landfall.wire.Realm;
import java.util.List;
import java.util.Optional;

/**
 * A cluster as its owner configured it. A deleted one stays, INACTIVE, as on AWS; its name may be used again.
 *
 * @param capacityProviders that are associated with it
 * @param defaultStrategy for tasks that name neither launch type nor strategy
 */
public record Cluster(
        Realm realm,
        String name,
        boolean active,
        List<ClusterSetting> settings,
        Optional<ClusterConfiguration> configuration,
        List<String> capacityProviders,
        List<CapacityProviderStrategyItem> defaultStrategy,
        List<Tag> tags) {
    public Cluster {
        settings = List.copyOf(settings);
        capacityProviders = List.copyOf(capacityProviders);
        defaultStrategy = List.copyOf(defaultStrategy);
        tags = List.copyOf(tags);
    }

    /** account, region, name; only the active ones, which ListClusters tells. */
    public static final Index<Cluster> ACTIVE =
            new Index<>("active", (key, cluster) -> cluster.active() ? List.of(key) : List.of());

    public static final Kind<Cluster> KIND = Kind.of("ecs.cluster", RecordCodec.of(Cluster.class), ACTIVE);

    public static Key key(Realm realm, String name) {
        return Key.of(realm.account(), realm.region(), name);
    }

    public Key key() {
        return key(realm, name);
    }

    public String arn() {
        return arn(realm, name);
    }

    public static String arn(Realm realm, String name) {
        return realm.arn("ecs", "cluster/" + name);
    }

    public Cluster withSettings(List<ClusterSetting> next) {
        return new Cluster(realm, name, active, next, configuration, capacityProviders, defaultStrategy, tags);
    }

    public Cluster withConfiguration(ClusterConfiguration next) {
        return new Cluster(realm, name, active, settings, Optional.of(next), capacityProviders, defaultStrategy, tags);
    }

    public Cluster withCapacity(List<String> providers, List<CapacityProviderStrategyItem> strategy) {
        return new Cluster(realm, name, active, settings, configuration, providers, strategy, tags);
    }

    public Cluster withTags(List<Tag> next) {
        return new Cluster(realm, name, active, settings, configuration, capacityProviders, defaultStrategy, next);
    }

    public Cluster inactive() {
        return new Cluster(realm, name, false, settings, configuration, capacityProviders, defaultStrategy, tags);
    }
}

package dev.landfall.ecs.cluster;

import dev.landfall.contract.codec.JsonCodec;
import dev.landfall.contract.ecs.*;
import dev.landfall.ecs.EcsFaults;
import dev.landfall.ecs.Names;
import dev.landfall.ecs.Pages;
import dev.landfall.ecs.Tags;
import dev.landfall.ecs.account.Settings;
import dev.landfall.ecs.instance.Fleet;
import dev.landfall.ecs.task.ClusterTasks;
import dev.landfall.store.Key;
import dev.landfall.store.Scan;
import dev.landfall.store.Store;
import dev.landfall.store.Transaction;
import dev.landfall.wire.Call;
import dev.landfall.wire.Realm;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The operations on clusters and their capacity providers. */
public final class ClusterOperations {
    private static final String INSIGHTS = "containerInsights";
    private static final int MAX_LISTED = 100;
    private static final int MAX_CONFIGURATION_LENGTH =
            8_192; // ARNs, a log group, a bucket and a prefix: AWS names no limit

    private final Store store;
    private final Pages pages;

    public ClusterOperations(Store store, Pages pages) {
        this.store = store;
        this.pages = pages;
    }

    /** Makes a cluster; one that is there already, and active, is answered as it is. */
    public CreateClusterResponse createCluster(CreateClusterRequest in, Call call) {
        var realm = call.realm();
        var name = Names.checkedCluster(in.clusterNameOr(Names.DEFAULT_CLUSTER));
        var providers = CapacityStrategy.providers(in.capacityProvidersOrEmpty());
        var strategy = CapacityStrategy.checked(in.defaultCapacityProviderStrategyOrEmpty(), providers);
        var configuration = configuration(in.configuration());
        var tags = Tags.checked(in.tagsOrEmpty());
        return store.transact(tx -> {
            var existing = tx.get(Cluster.KIND, Cluster.key(realm, name)).filter(Cluster::active);
            var cluster = existing.orElseGet(() -> new Cluster(
                    realm,
                    name,
                    true,
                    settings(
                            List.of(new ClusterSetting(
                                    ClusterSettingName.CONTAINER_INSIGHTS, Settings.value(tx, call, INSIGHTS))),
                            in.settingsOrEmpty()),
                    configuration,
                    providers,
                    strategy,
                    tags));
            if (existing.isEmpty()) {
                tx.put(Cluster.KIND, cluster.key(), cluster);
            }
            var shown = ClusterProjection.of(
                    tx, cluster, EnumSet.of(ClusterField.SETTINGS, ClusterField.TAGS, ClusterField.CONFIGURATIONS));
            return CreateClusterResponse.builder().cluster(shown).build();
        });
    }

    public DescribeClustersResponse describeClusters(DescribeClustersRequest in, Call call) {
        var asked = in.clustersOrEmpty().isEmpty() ? List.of(Names.DEFAULT_CLUSTER) : in.clustersOrEmpty();
        if (asked.size() > MAX_LISTED) {
            throw EcsFaults.invalidParameter("Clusters cannot have more than 100 elements.");
        }
        var fields = EnumSet.noneOf(ClusterField.class);
        fields.addAll(in.includeOrEmpty());
        return store.read(reader -> {
            var found = new ArrayList<dev.landfall.contract.ecs.Cluster>();
            var failures = new ArrayList<Failure>();
            for (var one : asked) {
                var name = Names.cluster(call.realm(), one);
                reader.get(Cluster.KIND, Cluster.key(call.realm(), name))
                        .ifPresentOrElse(
                                cluster -> found.add(ClusterProjection.of(reader, cluster, fields)),
                                () -> failures.add(missing(Cluster.arn(call.realm(), name))));
            }
            return DescribeClustersResponse.builder()
                    .clusters(found)
                    .failures(failures)
                    .build();
        });
    }

    public ListClustersResponse listClusters(ListClustersRequest in, Call call) {
        var realm = call.realm();
        var page = pages.page(call, in, in.nextToken(), in.maxResults());
        return store.read(reader -> {
            var listed = reader.list(Cluster.KIND, Cluster.ACTIVE, page.scan(Key.of(realm.account(), realm.region())));
            var shown = page.cut(listed);
            return ListClustersResponse.builder()
                    .clusterArns(shown.stream().map(d -> d.value().arn()).toList())
                    .nextToken(page.next(listed, d -> Scan.Position.of(d.key())))
                    .build();
        });
    }

    /** Only a cluster in which nothing is left can go. */
    public DeleteClusterResponse deleteCluster(DeleteClusterRequest in, Call call) {
        var name = Names.cluster(call.realm(), in.cluster());
        return store.transact(tx -> {
            var cluster = active(tx, call.realm(), name);
            if (Fleet.size(tx, call.realm(), name) > 0) {
                throw EcsFaults.clusterContainsContainerInstances();
            }
            if (ClusterTasks.alive(tx, call.realm(), name) > 0) {
                throw EcsFaults.clusterContainsTasks();
            }
            var gone = cluster.inactive();
            tx.put(Cluster.KIND, gone.key(), gone);
            return DeleteClusterResponse.builder()
                    .cluster(ClusterProjection.of(tx, gone, EnumSet.noneOf(ClusterField.class)))
                    .build();
        });
    }

    public UpdateClusterResponse updateCluster(UpdateClusterRequest in, Call call) {
        var name = Names.cluster(call.realm(), in.cluster());
        var configuration = configuration(in.configuration());
        return store.transact(tx -> {
            var cluster = active(tx, call.realm(), name);
            var updated = cluster.withSettings(settings(cluster.settings(), in.settingsOrEmpty()));
            var changed = configuration.map(updated::withConfiguration).orElse(updated);
            tx.put(Cluster.KIND, changed.key(), changed);
            return UpdateClusterResponse.builder()
                    .cluster(ClusterProjection.of(
                            tx, changed, EnumSet.of(ClusterField.SETTINGS, ClusterField.CONFIGURATIONS)))
                    .build();
        });
    }

    public UpdateClusterSettingsResponse updateClusterSettings(UpdateClusterSettingsRequest in, Call call) {
        var name = Names.cluster(call.realm(), in.cluster());
        return store.transact(tx -> {
            var cluster = active(tx, call.realm(), name);
            var changed = cluster.withSettings(settings(cluster.settings(), in.settingsOrEmpty()));
            tx.put(Cluster.KIND, changed.key(), changed);
            return UpdateClusterSettingsResponse.builder()
                    .cluster(ClusterProjection.of(tx, changed, EnumSet.of(ClusterField.SETTINGS)))
                    .build();
        });
    }

    public PutClusterCapacityProvidersResponse putClusterCapacityProviders(
            PutClusterCapacityProvidersRequest in, Call call) {
        var name = Names.cluster(call.realm(), in.cluster());
        var providers = CapacityStrategy.providers(in.capacityProvidersOrEmpty());
        var strategy = CapacityStrategy.checked(in.defaultCapacityProviderStrategyOrEmpty(), providers);
        return store.transact(tx -> {
            var changed = active(tx, call.realm(), name).withCapacity(providers, strategy);
            tx.put(Cluster.KIND, changed.key(), changed);
            return PutClusterCapacityProvidersResponse.builder()
                    .cluster(ClusterProjection.of(tx, changed, EnumSet.noneOf(ClusterField.class)))
                    .build();
        });
    }

    /** The providers that AWS has made; own ones come with container instances. */
    public DescribeCapacityProvidersResponse describeCapacityProviders(DescribeCapacityProvidersRequest in, Call call) {
        var asked = in.capacityProvidersOrEmpty().isEmpty()
                ? List.of(CapacityStrategy.FARGATE, CapacityStrategy.FARGATE_SPOT)
                : in.capacityProvidersOrEmpty();
        var found = new ArrayList<CapacityProvider>();
        var failures = new ArrayList<Failure>();
        for (var one : asked) {
            var name = Names.resource(call.realm(), one, "capacity-provider").orElse(one);
            if (CapacityStrategy.RESERVED.contains(name)) {
                found.add(CapacityProvider.builder()
                        .capacityProviderArn(call.realm().arn("ecs", "capacity-provider/" + name))
                        .name(name)
                        .status(CapacityProviderStatus.ACTIVE)
                        .tags(List.of())
                        .build());
            } else {
                failures.add(missing(call.realm().arn("ecs", "capacity-provider/" + name)));
            }
        }
        return DescribeCapacityProvidersResponse.builder()
                .capacityProviders(found)
                .failures(failures)
                .build();
    }

    private static Cluster active(Transaction tx, Realm realm, String name) {
        return tx.get(Cluster.KIND, Cluster.key(realm, name))
                .filter(Cluster::active)
                .orElseThrow(EcsFaults::clusterNotFound);
    }

    private static Optional<ClusterConfiguration> configuration(@Nullable ClusterConfiguration given) {
        if (given != null && JsonCodec.encode(given).length > MAX_CONFIGURATION_LENGTH) {
            throw EcsFaults.invalidParameter(
                    "Cluster configuration length must be at most " + MAX_CONFIGURATION_LENGTH);
        }
        return Optional.ofNullable(given);
    }

    private static List<ClusterSetting> settings(List<ClusterSetting> present, List<ClusterSetting> given) {
        var value = present;
        for (var setting : given) {
            if (setting.name() != ClusterSettingName.CONTAINER_INSIGHTS) {
                throw EcsFaults.invalidParameter("Setting name is not valid.");
            }
            Settings.checkInsights(setting.valueOr(""));
            value = List.of(setting);
        }
        return value;
    }

    private static Failure missing(String arn) {
        return Failure.builder().arn(arn).reason("MISSING").build();
    }
}

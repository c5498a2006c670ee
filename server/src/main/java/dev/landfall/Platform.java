package dev.landfall;

import dev.landfall.contract.autoscaling.AutoscalingService;
import dev.landfall.contract.cloudwatch.CloudwatchService;
import dev.landfall.contract.ecr.EcrService;
import dev.landfall.contract.ecs.EcsService;
import dev.landfall.contract.elbv2.Elbv2Service;
import dev.landfall.contract.events.EventsService;
import dev.landfall.contract.logs.LogsService;
import dev.landfall.contract.secretsmanager.SecretsmanagerService;
import dev.landfall.contract.servicediscovery.ServicediscoveryService;
import dev.landfall.contract.ssm.SsmService;
import dev.landfall.ecr.Ecr;
import dev.landfall.ecs.Pages;
import dev.landfall.ecs.account.SettingOperations;
import dev.landfall.ecs.account.TagOperations;
import dev.landfall.ecs.cluster.ClusterOperations;
import dev.landfall.ecs.cluster.ClusterTags;
import dev.landfall.ecs.task.Launcher;
import dev.landfall.ecs.task.TaskExpiry;
import dev.landfall.ecs.task.TaskLoop;
import dev.landfall.ecs.task.TaskOperations;
import dev.landfall.ecs.task.TaskPorts;
import dev.landfall.ecs.task.TaskTags;
import dev.landfall.ecs.task.VpcTaskNetwork;
import dev.landfall.ecs.task.WarmSandboxes;
import dev.landfall.ecs.taskdefinition.TaskDefinitionListing;
import dev.landfall.ecs.taskdefinition.TaskDefinitionOperations;
import dev.landfall.ecs.taskdefinition.TaskDefinitionTags;
import dev.landfall.logs.EventOperations;
import dev.landfall.logs.Forwarder;
import dev.landfall.logs.GroupOperations;
import dev.landfall.logs.LogSink;
import dev.landfall.logs.RetentionOperations;
import dev.landfall.logs.StreamOperations;
import dev.landfall.network.Interfaces;
import dev.landfall.wire.ApiEndpoint;
import dev.landfall.wire.BoundService;
import dev.landfall.wire.Operations;
import dev.landfall.wire.PageTokens;
import dev.landfall.wire.Realm;
import dev.landfall.wire.auth.AccessKeys;
import dev.landfall.wire.auth.Authorizer;
import dev.landfall.wire.auth.OpenAuthentication;
import dev.landfall.wire.http.Route;
import dev.landfall.wiring.AwslogsDelivery;
import dev.landfall.wiring.RegistryImages;
import java.util.List;
import java.util.stream.Stream;

/** Landfall, put together by hand: every service, every loop, and who stands on whom. */
public final class Platform implements AutoCloseable {
    private static final Realm HOME = new Realm(Realm.DEFAULT_ACCOUNT, Realm.DEFAULT_REGION);

    private static final int WARM_SANDBOXES = 3;

    private final List<BoundService> services;
    private final Ecr ecr;
    private final TaskLoop tasks;
    private final TaskExpiry expiry;
    private final WarmSandboxes sandboxes;
    private final Forwarder forwarder;

    public Platform(Substrate s) {
        var tokens = new PageTokens(s.secret());
        var pages = new Pages(tokens);
        var interfaces = new Interfaces(s.network(), s.random());

        var sink = new LogSink(s.store(), s.events(), s.random());
        forwarder = new Forwarder(s.engine(), sink, s.scheduler(), Forwarder.Pace.USUAL);

        ecr = new Ecr(s.store(), s.blobs(), s.registry(), s.secret(), tokens, s.scheduler(), s::uuid);

        sandboxes = new WarmSandboxes(s.store(), s.engine(), interfaces, s.scheduler(), s.random(), WARM_SANDBOXES);
        var network = new VpcTaskNetwork(interfaces, s.publicAddresses(), sandboxes::used);
        var ports = new TaskPorts(
                network,
                new RegistryImages(ecr.references(), s.scheduler()),
                (realm, role) -> true,
                new AwslogsDelivery(sink, forwarder, s.scheduler()));
        tasks = new TaskLoop(s.store(), s.scheduler(), s.engine(), ports, s.random());
        expiry = new TaskExpiry(s.store(), s.scheduler(), s.random());

        var ecs = Operations.bind(
                EcsService.MODEL,
                new ClusterOperations(s.store(), pages),
                new TaskDefinitionOperations(s.store()),
                new TaskDefinitionListing(s.store(), pages),
                new TaskOperations(s.store(), new Launcher(s.store(), network, s.random()), pages),
                new SettingOperations(s.store()),
                new TagOperations(s.store(), List.of(ClusterTags.TAGGED, TaskDefinitionTags.TAGGED, TaskTags.TAGGED)));
        var logs = Operations.bind(
                LogsService.MODEL,
                new GroupOperations(s.store(), s.events(), s.random()),
                new StreamOperations(s.store(), s.events(), s.random()),
                new EventOperations(s.store(), s.events()),
                new RetentionOperations(s.store()),
                new dev.landfall.logs.TagOperations(s.store()));
        var ecrApi = Operations.bind(EcrService.MODEL, ecr.operations());
        services = List.of(
                ecs,
                ecrApi,
                logs,
                Operations.bind(Elbv2Service.MODEL),
                Operations.bind(AutoscalingService.MODEL),
                Operations.bind(ServicediscoveryService.MODEL),
                Operations.bind(CloudwatchService.MODEL),
                Operations.bind(EventsService.MODEL),
                Operations.bind(SsmService.MODEL),
                Operations.bind(SecretsmanagerService.MODEL));
    }

    public List<BoundService> services() {
        return services;
    }

    /** What answers: AWS's APIs at the root, the registry below {@code /v2/}. */
    public List<Route> routes() {
        var api = new ApiEndpoint(services, new OpenAuthentication(AccessKeys.NONE), Authorizer.OPEN);
        return Stream.concat(Stream.of(new Route("/", api)), ecr.routes(Authorizer.OPEN).stream())
                .toList();
    }

    /** Begins to make true what is written. */
    public void start() {
        tasks.start();
        sandboxes.start(HOME);
        expiry.start();
        ecr.start();
    }

    /** Stops deciding. Containers go on running and are adopted at the next start. */
    @Override
    public void close() {
        ecr.close();
        expiry.close();
        sandboxes.close();
        tasks.close();
        forwarder.close();
    }
}

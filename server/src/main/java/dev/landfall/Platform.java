package dev.landfall;

import dev.landfall.contract.autoscaling.AutoscalingService;
import dev.landfall.contract.cloudwatch.CloudwatchService;
import dev.landfall.contract.ec2.Ec2Service;
import dev.landfall.contract.ecr.EcrService;
import dev.landfall.contract.ecs.EcsService;
import dev.landfall.contract.elbv2.Elbv2Service;
import dev.landfall.contract.events.EventsService;
import dev.landfall.contract.iam.IamService;
import dev.landfall.contract.landfall.LandfallService;
import dev.landfall.contract.logs.LogsService;
import dev.landfall.contract.secretsmanager.SecretsmanagerService;
import dev.landfall.contract.servicediscovery.ServicediscoveryService;
import dev.landfall.contract.ssm.SsmService;
import dev.landfall.contract.sts.StsService;
import dev.landfall.ec2.Ec2;
import dev.landfall.ecr.Ecr;
import dev.landfall.ecs.Ecs;
import dev.landfall.ecs.agent.Agent;
import dev.landfall.ecs.agent.AgentIds;
import dev.landfall.ecs.configuration.ConfigurationPorts;
import dev.landfall.ecs.explain.ExplainOperations;
import dev.landfall.ecs.task.TaskPorts;
import dev.landfall.ecs.task.VpcTaskNetwork;
import dev.landfall.ecs.task.WarmSandboxes;
import dev.landfall.iam.Iam;
import dev.landfall.logs.Logs;
import dev.landfall.network.Interfaces;
import dev.landfall.network.PublicAddressUpkeep;
import dev.landfall.network.PublicAddresses;
import dev.landfall.network.RuleEnforcement;
import dev.landfall.network.SecurityGroups;
import dev.landfall.operator.ServerOperations;
import dev.landfall.secrets.Secrets;
import dev.landfall.ssm.Ssm;
import dev.landfall.sts.Sts;
import dev.landfall.vault.Vault;
import dev.landfall.wire.ApiEndpoint;
import dev.landfall.wire.BoundService;
import dev.landfall.wire.Operations;
import dev.landfall.wire.PageTokens;
import dev.landfall.wire.Realm;
import dev.landfall.wire.auth.Authentication;
import dev.landfall.wire.auth.Authorizer;
import dev.landfall.wire.auth.OpenAuthentication;
import dev.landfall.wire.auth.RequestAuthorizer;
import dev.landfall.wire.auth.VerifyingAuthentication;
import dev.landfall.wire.http.Route;
import dev.landfall.wiring.AwslogsDelivery;
import dev.landfall.wiring.BucketFiles;
import dev.landfall.wiring.LogTail;
import dev.landfall.wiring.RegistryImages;
import dev.landfall.wiring.SecretsAsParameters;
import dev.landfall.wiring.TaskPermissions;
import dev.landfall.wiring.TaskRoleSessions;
import dev.landfall.wiring.TaskRoles;
import dev.landfall.wiring.TaskSecrets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Landfall, put together by hand: every service, every loop, and who stands on whom. */
public final class Platform implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Platform.class);
    /** What is bound but does not yet do all that AWS does, told on the coverage page. */
    static final Map<String, List<String>> LIMITS = Map.of(
            EcsService.MODEL.id(),
            List.of(
                    "Tasks run on Fargate, and under launch type EC2 on the machine that `./landfall instance register` has"
                            + " made a container instance; agents of other machines are not served.",
                    "RunTask refuses a task definition with a parameter that has no effect here, with"
                            + " `UnsupportedFeatureException`: EFS, FSx, S3 Files and EBS volumes, `proxyConfiguration` (App Mesh is"
                            + " no more), `credentialSpecs`, fault injection, inference accelerators, Windows,"
                            + " and with the driver awslogs: an `awslogs-endpoint` that is not CloudWatch's own in that region,"
                            + " and `awslogs-credentials-endpoint` without an execution role.",
                    "A task runs on this machine's CPU architecture, whatever `runtimePlatform.cpuArchitecture` says, and"
                            + " gets its images for that one.",
                    "A task is held to its ephemeral storage where the engine keeps its data on XFS or ext4 with project"
                            + " quotas and the server is root beside it (`./landfall doctor` says whether): what its"
                            + " containers and volumes write counts, its images do not, for they are kept once for all"
                            + " tasks. Only there is it told `EphemeralStorageMetrics`.",
                    "Task protection answers every task with `TASK_NOT_VALID`, for there are no services yet. Where the"
                            + " kernel's tables may not be changed (`./landfall doctor` says whether), only containers in host"
                            + " network mode find credentials and metadata."),
            Ec2Service.MODEL.id(),
            List.of(
                    "The rules of security groups are enforced where the kernel's tables may be changed (`./landfall doctor`"
                            + " says whether). While public addresses are loopback ones, a default group also lets this machine"
                            + " in (127.0.0.0/8), by a rule that can be revoked."),
            IamService.MODEL.id(),
            List.of(
                    "Policies are enforced with `--auth enforce`, and for containers always. `iam:PassRole` is asked about where"
                            + " tasks are given roles, not where instance profiles are."),
            SsmService.MODEL.id(),
            List.of(
                    "SecureString parameters are encrypted with the installation's own key, under the name `alias/aws/ssm`;"
                            + " other keys, policies that notify, and data types other than `text` are refused."),
            SecretsmanagerService.MODEL.id(),
            List.of(
                    "Secrets are encrypted with the installation's own key, under the name `alias/aws/secretsmanager`;"
                            + " other keys are refused, as are replicas in other regions and rotation, for which there is no Lambda."));

    private static final Realm HOME = new Realm(Realm.DEFAULT_ACCOUNT, Realm.DEFAULT_REGION);

    private static final int WARM_SANDBOXES = 3;

    private final Substrate substrate;
    private final Interfaces interfaces;
    private final List<BoundService> services;
    private final Ecr ecr;
    private final Ecs ecs;
    private final WarmSandboxes sandboxes;
    private final PublicAddressUpkeep addresses;
    private final RuleEnforcement rules;
    private final Logs logs;
    private final Iam iam;
    private final Secrets secrets;
    private final Ssm ssm;
    private final Agent agent;

    public Platform(Substrate s) {
        substrate = s;
        var tokens = new PageTokens(s.secret());
        interfaces = new Interfaces(s.network(), s.random());

        logs = new Logs(s.store(), s.events(), s.engine(), s.scheduler(), s.random());
        iam = new Iam(s.store(), Vault.of(s.secret(), "iam", s.random()), s.scheduler(), s.random(), Secrets::policy);

        var secretsVault = Vault.of(s.secret(), "secrets", s.random());
        secrets = new Secrets(s.store(), secretsVault, tokens, s.scheduler(), s.random(), RequestAuthorizer.OF_REQUEST);
        var referenced = new SecretsAsParameters(secrets.values(), RequestAuthorizer.OF_REQUEST);
        ssm = new Ssm(s.store(), Vault.of(s.secret(), "ssm", s.random()), tokens, referenced, s.scheduler());

        ecr = new Ecr(s.store(), s.blobs(), s.registry(), s.secret(), tokens, s.scheduler(), s::uuid);

        sandboxes = new WarmSandboxes(s.store(), s.engine(), interfaces, s.scheduler(), s.random(), WARM_SANDBOXES);
        addresses = new PublicAddressUpkeep(s.publicAddresses(), s.scheduler(), s.random());
        var groups = new SecurityGroups(s.network(), s.random());
        rules = new RuleEnforcement(s.store(), groups, s.packetFilter(), s.scheduler(), s.random());
        var permissions = new TaskPermissions(iam.roles(), s.scheduler(), s::uuid);
        var configuration = new ConfigurationPorts(
                permissions,
                new TaskSecrets(permissions, secrets.values(), ssm.values(), s.scheduler(), s::uuid),
                new BucketFiles(permissions, s.buckets(), s::uuid),
                Vault.of(s.secret(), "ecs", s.random()));
        agent = new Agent(
                s.store(),
                s.engine(),
                interfaces,
                s.taskEndpoint(),
                s.loopback(),
                new TaskRoleSessions(iam.roles()),
                s.security(),
                s.clock(),
                new AgentIds(s.secret()),
                s.scheduler());
        var ports = new TaskPorts(
                new VpcTaskNetwork(interfaces, s.publicAddresses(), sandboxes::used, rules::await),
                new RegistryImages(ecr.references(), permissions, s.scheduler()),
                new TaskRoles(iam.roles(), s.scheduler()),
                new AwslogsDelivery(s.store(), logs.sink(), logs.forwarder(), s.scheduler()),
                configuration,
                agent.variables());
        ecs = new Ecs(s.store(), s.engine(), ports, RequestAuthorizer.OF_REQUEST, tokens, s.scheduler(), s.random());

        var ecsApi = Operations.bind(EcsService.MODEL, ecs.operations());
        var ec2 = Operations.bind(
                Ec2Service.MODEL,
                Ec2.operations(s.store(), interfaces, groups, tokens).toArray());
        var ecrApi = Operations.bind(EcrService.MODEL, ecr.operations());
        services = List.of(
                ecsApi,
                ecrApi,
                Operations.bind(LogsService.MODEL, logs.operations()),
                Operations.bind(IamService.MODEL, iam.operations()),
                Operations.bind(StsService.MODEL, Sts.operations(iam.sessions())),
                ec2,
                Operations.bind(Elbv2Service.MODEL),
                Operations.bind(AutoscalingService.MODEL),
                Operations.bind(ServicediscoveryService.MODEL),
                Operations.bind(CloudwatchService.MODEL),
                Operations.bind(EventsService.MODEL),
                Operations.bind(SsmService.MODEL, ssm.operations()),
                Operations.bind(SecretsmanagerService.MODEL, secrets.operations()),
                Operations.bind(
                        LandfallService.MODEL,
                        new ServerOperations(s.network(), s.publicAddresses()),
                        ecs.registration(),
                        new ExplainOperations(s.store(), s.engine(), new LogTail(logs))));
    }

    public List<BoundService> services() {
        return services;
    }

    /** What answers: AWS's APIs at the root, the registry below {@code /v2/}. */
    public List<Route> routes(Settings.Auth auth) {
        return switch (auth) {
            case OPEN -> routes(new OpenAuthentication(iam.accessKeys()), Authorizer.OPEN);
            case ENFORCE -> routes(new VerifyingAuthentication(iam.accessKeys()), iam.authorizer());
        };
    }

    /** What answers the code in containers at 169.254.170.2: the agent, to callers that are known by their addresses. */
    public List<Route> agentRoutes() {
        return agent.routes();
    }

    /** What answers containers' calls of AWS's APIs: strangers, whatever the operator's own port lets pass. */
    public List<Route> containerRoutes() {
        return routes(Settings.Auth.ENFORCE);
    }

    /** The agent for containers on the host's own network, who are known by their ids. */
    public List<Route> agentRoutesOnHost() {
        return agent.routesOnHost();
    }

    /** AWS's APIs for containers on the host's own network. */
    public List<Route> containerRoutesOnHost() {
        return agent.onHost(containerRoutes());
    }

    private List<Route> routes(Authentication authentication, Authorizer authorizer) {
        var api = new Route("/", new ApiEndpoint(services, authentication, authorizer));
        return Stream.concat(Stream.of(api), ecr.routes(authorizer).stream()).toList();
    }

    /** The root key of the home account, made where it has none. Not for requests' threads. */
    RootCredentials rootCredentials() {
        var key = iam.rootKey(HOME.account());
        return new RootCredentials(key.accessKeyId(), key.secretAccessKey());
    }

    /** From now on this process listens on a TCP port of the machine, and will after a restart. */
    void listensOn(int port) {
        ecs.keepPort(port);
    }

    /** Begins to make true what is written. Returns at once. */
    public void start() {
        substrate.scheduler().execute("begin", this::begin);
    }

    private void begin() {
        clearStrayAddresses();
        addresses.start();
        enforceRules();
        ecs.start();
        sandboxes.start(HOME);
        ecr.start();
        logs.start();
        iam.start();
        secrets.start();
        ssm.start();
    }

    /** Public addresses that a process before left behind answer no more, before any task gets one anew. */
    private void clearStrayAddresses() {
        var wanted = substrate.store().read(interfaces::publicAddresses).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> new PublicAddresses.Target(entry.getValue(), Set.of())));
        try {
            substrate.publicAddresses().replaceAll(wanted);
        } catch (RuntimeException failure) { // tasks are looked after all the same
            LOG.warn("Public addresses cannot be looked after: {}", failure.getMessage());
        }
    }

    /** Before any task starts. One that starts waits for its own rules in any case. */
    private void enforceRules() {
        try {
            rules.start();
        } catch (RuntimeException failure) { // tried again until it works; meanwhile no task starts
            LOG.warn("Security groups cannot be enforced: {}", failure.getMessage());
        }
    }

    /** Stops deciding. Containers go on running and are adopted at the next start. */
    @Override
    public void close() {
        agent.close();
        ecr.close();
        sandboxes.close();
        ecs.close();
        addresses.close();
        rules.close();
        logs.close();
        iam.close();
        secrets.close();
        ssm.close();
    }
}

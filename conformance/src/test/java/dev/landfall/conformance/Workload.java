package dev.landfall.conformance;

import static dev.landfall.conformance.Eventually.eventually;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;
import software.amazon.awssdk.services.ecs.model.AssignPublicIp;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.Task;

/** Task definitions and tasks of one cluster, as a developer has them. */
final class Workload {
    static final String WAITS = "trap 'exit 0' TERM; while :; do sleep 0.05; done";
    static final String GROUP = "/ecs/conformance";
    private static final String EXECUTION_ROLE = "ecsTaskExecutionRole";
    static final String TRUST = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
             "Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";
    private static final String EXECUTION_POLICY =
            "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy";

    private final Clients clients;
    private final String cluster;
    private final String subnet;

    private Workload(Clients clients, String cluster) {
        this.clients = clients;
        this.cluster = cluster;
        this.subnet = clients.subnet();
    }

    /** Makes the cluster, the log group and the role that the platform acts in. */
    static Workload in(Clients clients, String cluster) {
        clients.ecs().createCluster(request -> request.clusterName(cluster));
        clients.logs().createLogGroup(request -> request.logGroupName(GROUP));
        makeRole(clients, EXECUTION_ROLE);
        return new Workload(clients, cluster);
    }

    /** Of tasks. @return the ARN */
    static String makeRole(Clients clients, String name) {
        return makeRole(clients, name, TRUST);
    }

    /** @return the ARN */
    static String makeRole(Clients clients, String name, String trust) {
        var made = clients.iam().createRole(request -> request.roleName(name).assumeRolePolicyDocument(trust));
        clients.iam().attachRolePolicy(request -> request.roleName(name).policyArn(EXECUTION_POLICY));
        return made.role().arn();
    }

    /** Adds a permission on everything to a role. */
    static void allow(Clients clients, String role, String action) {
        clients.iam()
                .putRolePolicy(request -> request.roleName(role)
                        .policyName(policy(action))
                        .policyDocument("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\""
                                + action + "\",\"Resource\":\"*\"}]}"));
    }

    /** Takes back what {@link #allow} gave. */
    static void forbid(Clients clients, String role, String action) {
        clients.iam().deleteRolePolicy(request -> request.roleName(role).policyName(policy(action)));
    }

    private static String policy(String action) {
        return action.replace(':', '-').replace('*', '-');
    }

    String cluster() {
        return cluster;
    }

    /** A container that runs a script, and logs. */
    static ContainerDefinition.Builder shell(String name, String script) {
        return ContainerDefinition.builder()
                .name(name)
                .image(DockerEngineOfTests.BUSYBOX)
                .command("sh", "-c", script)
                .essential(true)
                .logConfiguration(log -> log.logDriver(LogDriver.AWSLOGS)
                        .options(Map.of(
                                "awslogs-group",
                                GROUP,
                                "awslogs-region",
                                Clients.REGION,
                                "awslogs-stream-prefix",
                                "ecs")));
    }

    /** @return the ARN */
    String register(String family, ContainerDefinition.Builder... containers) {
        return register("arn:aws:iam::" + Clients.ACCOUNT + ":role/" + EXECUTION_ROLE, family, containers);
    }

    /** @param more beside what every task has @return the ARN */
    String register(
            String family,
            Consumer<RegisterTaskDefinitionRequest.Builder> more,
            ContainerDefinition.Builder... containers) {
        var role = "arn:aws:iam::" + Clients.ACCOUNT + ":role/" + EXECUTION_ROLE;
        return register(role, family, more, containers);
    }

    /** @return the ARN */
    String register(String executionRole, String family, ContainerDefinition.Builder... containers) {
        return register(executionRole, family, request -> {}, containers);
    }

    private String register(
            String executionRole,
            String family,
            Consumer<RegisterTaskDefinitionRequest.Builder> more,
            ContainerDefinition.Builder... containers) {
        return clients.ecs()
                .registerTaskDefinition(request -> more.accept(request.family(family)
                        .requiresCompatibilities(Compatibility.FARGATE)
                        .networkMode(NetworkMode.AWSVPC)
                        .cpu("256")
                        .memory("512")
                        .executionRoleArn(executionRole)
                        .containerDefinitions(List.of(containers).stream()
                                .map(ContainerDefinition.Builder::build)
                                .toList())))
                .taskDefinition()
                .taskDefinitionArn();
    }

    RunTaskRequest.Builder request(String definition) {
        return RunTaskRequest.builder()
                .cluster(cluster)
                .taskDefinition(definition)
                .launchType(LaunchType.FARGATE)
                .networkConfiguration(network -> network.awsvpcConfiguration(vpc -> vpc.subnets(subnet)));
    }

    Task run(String definition) {
        return run(definition, request -> {});
    }

    Task run(String definition, Consumer<RunTaskRequest.Builder> more) {
        var request = request(definition);
        more.accept(request);
        return clients.ecs().runTask(request.build()).tasks().getFirst();
    }

    Task runPublic(String definition) {
        return run(
                definition,
                request -> request.networkConfiguration(network -> network.awsvpcConfiguration(
                        vpc -> vpc.subnets(subnet).assignPublicIp(AssignPublicIp.ENABLED))));
    }

    Task describe(Task task) {
        return clients.ecs()
                .describeTasks(request -> request.cluster(cluster).tasks(task.taskArn()))
                .tasks()
                .getFirst();
    }

    Task running(Task task) {
        var seen = eventually(
                "RUNNING " + task.taskDefinitionArn(),
                () -> describe(task),
                now -> List.of("RUNNING", "STOPPED").contains(now.lastStatus()));
        if (!seen.lastStatus().equals("RUNNING")) {
            throw new AssertionError("It stopped: " + seen);
        }
        return seen;
    }

    Task stopped(Task task) {
        return eventually("STOPPED " + task.taskDefinitionArn(), () -> describe(task), Workload::isOver);
    }

    /** For one that takes its time. */
    Task stopped(Task task, Duration patience) {
        return eventually(patience, "STOPPED " + task.taskDefinitionArn(), () -> describe(task), Workload::isOver);
    }

    private static boolean isOver(Task task) {
        return task.lastStatus().equals("STOPPED");
    }

    void stop(Task task, String reason) {
        clients.ecs()
                .stopTask(
                        request -> request.cluster(cluster).task(task.taskArn()).reason(reason));
    }

    /** Ends whatever runs, and waits for it. */
    void stopAll() {
        var arns = clients.ecs().listTasksPaginator(request -> request.cluster(cluster)).taskArns().stream()
                .toList();
        arns.forEach(arn ->
                clients.ecs().stopTask(request -> request.cluster(cluster).task(arn)));
        arns.forEach(arn -> stopped(Task.builder().taskArn(arn).build()));
    }

    /** Of the task's network interface. */
    static Optional<String> detail(Task task, String name) {
        return task.attachments().stream()
                .flatMap(attachment -> attachment.details().stream())
                .filter(pair -> pair.name().equals(name))
                .map(KeyValuePair::value)
                .findFirst();
    }

    static String privateAddress(Task task) {
        return detail(task, "privateIPv4Address").orElseThrow();
    }

    /** As the tutorial finds it: the task's interface, then what is associated with it. */
    Optional<String> publicAddress(Task task) {
        var eni = detail(task, "networkInterfaceId").orElseThrow();
        return clients
                .ec2()
                .describeNetworkInterfaces(request -> request.networkInterfaceIds(eni))
                .networkInterfaces()
                .stream()
                .flatMap(found -> Optional.ofNullable(found.association()).stream())
                .map(association -> association.publicIp())
                .findFirst();
    }

    /** What a container has written, as far as it is in its stream. */
    List<String> lines(Task task, String container) {
        var stream = "ecs/" + container + "/"
                + task.taskArn().substring(task.taskArn().lastIndexOf('/') + 1);
        try {
            return clients
                    .logs()
                    .getLogEvents(request ->
                            request.logGroupName(GROUP).logStreamName(stream).startFromHead(true))
                    .events()
                    .stream()
                    .map(OutputLogEvent::message)
                    .toList();
        } catch (ResourceNotFoundException notYet) {
            return List.of();
        }
    }
}

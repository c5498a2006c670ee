package dev.landfall.bench;

import dev.landfall.contract.codec.JsonCodec;
import dev.landfall.contract.ecs.AssignPublicIp;
import dev.landfall.contract.ecs.AwsVpcConfiguration;
import dev.landfall.contract.ecs.Compatibility;
import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.CreateClusterRequest;
import dev.landfall.contract.ecs.CreateClusterResponse;
import dev.landfall.contract.ecs.DescribeTasksRequest;
import dev.landfall.contract.ecs.DescribeTasksResponse;
import dev.landfall.contract.ecs.LaunchType;
import dev.landfall.contract.ecs.NetworkConfiguration;
import dev.landfall.contract.ecs.NetworkMode;
import dev.landfall.contract.ecs.RegisterTaskDefinitionRequest;
import dev.landfall.contract.ecs.RegisterTaskDefinitionResponse;
import dev.landfall.contract.ecs.RunTaskRequest;
import dev.landfall.contract.ecs.RunTaskResponse;
import dev.landfall.contract.ecs.StopTaskRequest;
import dev.landfall.contract.ecs.StopTaskResponse;
import dev.landfall.contract.ecs.Task;
import java.util.List;
import java.util.stream.IntStream;

/** What is run: Fargate tasks, each with a public address, as in the tutorial. */
final class Workload {
    static final String CLUSTER = "bench";

    private final EcsClient ecs;
    private final RunTaskRequest run;

    /** One that sleeps until it is stopped. */
    static Workload sleeping(EcsClient ecs, String image) {
        return sleeping(ecs, image, 1);
    }

    /** One of so many containers that sleep until they are stopped. */
    static Workload sleeping(EcsClient ecs, String image, int containers) {
        // A shell as PID 1 ignores SIGTERM unless told otherwise, and stopping is not what is measured.
        var family = containers == 1 ? "sleeper" : "sleeper-" + containers;
        return new Workload(ecs, image, family, containers, "trap 'exit 0' TERM; sleep 600 & wait");
    }

    /** One that ends at once. */
    static Workload ending(EcsClient ecs, String image) {
        return new Workload(ecs, image, "short", 1, "exit 0");
    }

    private Workload(EcsClient ecs, String image, String family, int containers, String script) {
        this.ecs = ecs;
        ecs.call(
                "CreateCluster",
                CreateClusterRequest.builder().clusterName(CLUSTER).build(),
                CreateClusterResponse.SCHEMA);
        ecs.call(
                "RegisterTaskDefinition",
                definition(image, family, containers, script),
                RegisterTaskDefinitionResponse.SCHEMA);
        var vpc = AwsVpcConfiguration.builder()
                .subnets(List.of(ecs.firstSubnet()))
                .assignPublicIp(AssignPublicIp.ENABLED)
                .build();
        run = RunTaskRequest.builder()
                .cluster(CLUSTER)
                .taskDefinition(family)
                .launchType(LaunchType.FARGATE)
                .networkConfiguration(
                        NetworkConfiguration.builder().awsvpcConfiguration(vpc).build())
                .build();
    }

    private static RegisterTaskDefinitionRequest definition(
            String image, String family, int containers, String script) {
        var all = IntStream.range(0, containers)
                .mapToObj(number -> ContainerDefinition.builder()
                        .name(family + "-" + number)
                        .image(image)
                        .essential(true)
                        .command(List.of("sh", "-c", script))
                        .build())
                .toList();
        return RegisterTaskDefinitionRequest.builder()
                .family(family)
                .networkMode(NetworkMode.AWSVPC)
                .requiresCompatibilities(List.of(Compatibility.FARGATE))
                .cpu("256")
                .memory("512")
                .containerDefinitions(all)
                .build();
    }

    List<String> run(int count) {
        var answer = ecs.call("RunTask", run.toBuilder().count(count).build(), RunTaskResponse.SCHEMA);
        return answer.tasksOrEmpty().stream().map(task -> task.taskArnOr("")).toList();
    }

    byte[] describe(List<String> arns) {
        return EcsClient.request(
                "DescribeTasks",
                DescribeTasksRequest.builder().cluster(CLUSTER).tasks(arns).build());
    }

    List<Task> look(byte[] describe) {
        return JsonCodec.decode(DescribeTasksResponse.SCHEMA, ecs.send(describe).body())
                .tasksOrEmpty();
    }

    /** Asks every two milliseconds until all have a status. @return what was then seen */
    List<Task> await(List<String> arns, String status) throws InterruptedException {
        return await(arns, status, 2);
    }

    List<Task> await(List<String> arns, String status, long everyMillis) throws InterruptedException {
        var describe = describe(arns);
        while (true) {
            var tasks = look(describe);
            if (tasks.stream().allMatch(task -> status.equals(task.lastStatus()))) {
                return tasks;
            }
            tasks.stream()
                    .filter(task -> !"STOPPED".equals(status) && "STOPPED".equals(task.lastStatus()))
                    .findFirst()
                    .ifPresent(task -> {
                        throw new IllegalStateException("A task stopped: " + task.stoppedReason());
                    });
            Thread.sleep(everyMillis);
        }
    }

    void stop(List<String> arns) throws InterruptedException {
        for (var arn : arns) {
            ecs.call(
                    "StopTask",
                    StopTaskRequest.builder().cluster(CLUSTER).task(arn).build(),
                    StopTaskResponse.SCHEMA);
        }
        await(arns, "STOPPED");
    }
}

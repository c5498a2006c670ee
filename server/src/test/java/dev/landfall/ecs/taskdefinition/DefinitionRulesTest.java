package dev.landfall.ecs.taskdefinition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.contract.Fault;
import dev.landfall.contract.ecs.Compatibility;
import dev.landfall.contract.ecs.ContainerCondition;
import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.ContainerDependency;
import dev.landfall.contract.ecs.Device;
import dev.landfall.contract.ecs.HostEntry;
import dev.landfall.contract.ecs.HostVolumeProperties;
import dev.landfall.contract.ecs.IpcMode;
import dev.landfall.contract.ecs.KernelCapabilities;
import dev.landfall.contract.ecs.LinuxParameters;
import dev.landfall.contract.ecs.LogConfiguration;
import dev.landfall.contract.ecs.LogDriver;
import dev.landfall.contract.ecs.NetworkMode;
import dev.landfall.contract.ecs.PidMode;
import dev.landfall.contract.ecs.PortMapping;
import dev.landfall.contract.ecs.RegisterTaskDefinitionRequest;
import dev.landfall.contract.ecs.ResourceRequirement;
import dev.landfall.contract.ecs.ResourceType;
import dev.landfall.contract.ecs.TaskDefinitionPlacementConstraint;
import dev.landfall.contract.ecs.TaskDefinitionPlacementConstraintType;
import dev.landfall.contract.ecs.Tmpfs;
import dev.landfall.contract.ecs.Volume;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionRulesTest {
    private static final String ROLE = "arn:aws:iam::000000000000:role/ecsTaskExecutionRole";

    @Test
    void acceptsTheTutorialsDefinition() {
        assertThatCode(() -> DefinitionRules.check(fargate().build())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "256,512",
        "256,1 GB",
        ".25 vCPU,2GB",
        "0.5 vCPU,4096",
        "1 vCPU,8 GB",
        "2048,4096",
        "4096,30720",
        "8 vCPU,60 GB",
        "16384,122880",
        "32 vCPU,244 GB"
    })
    void acceptsTheSizesThatFargateHas(String cpu, String memory) {
        assertThatCode(() -> DefinitionRules.check(fargate()
                        .cpu(cpu.startsWith(".") ? "0" + cpu : cpu)
                        .memory(memory)
                        .build()))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"256,8192", "512,512", "1024,9216", "8192,17408", "16384,33792", "32768,65536", "300,512"})
    void refusesTheSizesThatFargateDoesNotHave(String cpu, String memory) {
        assertThat(refusal(fargate().cpu(cpu).memory(memory)))
                .isEqualTo("No Fargate configuration exists for given values: " + cpu + " CPU, " + memory
                        + " memory. See the Amazon ECS documentation for the valid values.");
    }

    @Test
    void wantsASizeForFargate() {
        assertThat(refusal(fargate().cpu(null))).isEqualTo("Fargate requires that 'cpu' be defined at the task level.");
        assertThat(refusal(fargate().memory(null)))
                .isEqualTo("Fargate requires that 'memory' be defined at the task level.");
        assertThat(refusal(fargate().cpu("much"))).startsWith("Invalid 'cpu' setting for task.");
    }

    @Test
    void wantsAwsvpcForFargate() {
        assertThat(refusal(fargate().networkMode(NetworkMode.BRIDGE)))
                .isEqualTo("Fargate only supports network mode ‘awsvpc’.");
    }

    @Test
    void wantsAnExecutionRoleWhereFargateNeedsOne() {
        assertThat(refusal(fargate()
                        .executionRoleArn(null)
                        .containerDefinitions(
                                List.of(container(c -> c.image("000000000000.dkr.ecr.us-east-1.amazonaws.com/x"))))))
                .isEqualTo("Fargate requires task definition to have execution role ARN to support ECR images.");
        assertThat(refusal(fargate()
                        .executionRoleArn(null)
                        .containerDefinitions(List.of(container(c -> c.logConfiguration(awslogs("ecs")))))))
                .isEqualTo(
                        "Fargate requires task definition to have execution role ARN to support log driver awslogs.");
    }

    @Test
    void wantsAStreamPrefixOnFargate() {
        assertThat(refusal(with(c -> c.logConfiguration(LogConfiguration.builder()
                        .logDriver(LogDriver.AWSLOGS)
                        .options(Map.of("awslogs-group", "g", "awslogs-region", "us-east-1"))
                        .build()))))
                .isEqualTo(
                        "Fargate requires log configuration options to include awslogs-stream-prefix to support log driver awslogs.");
    }

    @Test
    void wantsGroupAndRegionOfAwslogsAndNothingUnknown() {
        assertThat(refusal(with(c -> c.logConfiguration(LogConfiguration.builder()
                        .logDriver(LogDriver.AWSLOGS)
                        .options(Map.of("awslogs-group", "g"))
                        .build()))))
                .isEqualTo("Log driver awslogs requires options: awslogs-region, awslogs-group");
        assertThat(refusal(with(c -> c.logConfiguration(LogConfiguration.builder()
                        .logDriver(LogDriver.AWSLOGS)
                        .options(Map.of("awslogs-group", "g", "awslogs-region", "r", "log_key", "k"))
                        .build()))))
                .isEqualTo("Log driver awslogs disallows options: log_key");
    }

    @Test
    void refusesWhatFargateForbids() {
        assertThat(refusal(with(c -> c.privileged(true)))).contains("'privileged' setting be 'false'");
        assertThat(refusal(with(c -> c.dnsServers(List.of("10.0.0.1"))))).startsWith("DNS servers are not supported");
        assertThat(refusal(with(c -> c.linuxParameters(
                        LinuxParameters.builder().sharedMemorySize(64).build()))))
                .endsWith("do not support sharedMemorySize");
        assertThat(refusal(with(c -> c.linuxParameters(LinuxParameters.builder()
                        .capabilities(KernelCapabilities.builder()
                                .add(List.of("NET_ADMIN"))
                                .build())
                        .build()))))
                .isEqualTo("NET_ADMIN is not allowed on Fargate.");
        assertThat(refusal(fargate()
                        .volumes(List.of(Volume.builder()
                                .name("v")
                                .host(HostVolumeProperties.builder()
                                        .sourcePath("/")
                                        .build())
                                .build()))))
                .endsWith("do not support sourcePath");
        assertThat(refusal(with(c -> c.stopTimeout(121)))).contains("stopTimeout");
    }

    @Test
    void wantsHostPortsToMirrorContainerPortsInAwsvpc() {
        assertThat(refusal(with(c -> c.portMappings(List.of(
                        PortMapping.builder().containerPort(80).hostPort(8080).build())))))
                .isEqualTo("When networkMode=awsvpc, the host ports and container ports in port mappings must match.");
    }

    @Test
    void wantsContainersThatMakeSense() {
        assertThat(refusal(fargate().containerDefinitions(List.of()))).isEqualTo("Container list cannot be empty.");
        assertThat(refusal(with(c -> c.image(" ")))).isEqualTo("Container.image should not be null or empty.");
        assertThat(refusal(with(c -> c.name("")))).isEqualTo("Container.name should not be null or empty.");
        assertThat(refusal(with(c -> c.essential(false)))).contains("doesn't have any essential container");
        assertThat(refusal(fargate().containerDefinitions(java.util.Collections.nCopies(11, container(c -> c)))))
                .startsWith("Too many containers");
        assertThat(refusal(fargate().family("no/slash"))).startsWith("Family contains invalid characters.");
    }

    @Test
    void refusesContainersLargerThanTheirTask() {
        assertThat(refusal(with(c -> c.memory(1_024))))
                .isEqualTo("The 'memory' setting for container 'app' is greater than for the task.");
    }

    @Test
    void wantsAMemorySomewhereOutsideFargate() {
        var spec = fargate()
                .requiresCompatibilities(List.of(Compatibility.EC2))
                .cpu(null)
                .memory(null);
        assertThat(refusal(spec))
                .isEqualTo(
                        "Invalid setting for container 'app'. At least one of 'memory' or 'memoryReservation' must be specified.");
    }

    @Test
    void refusesCirclesOfDependencies() {
        var spec = fargate()
                .containerDefinitions(List.of(
                        container(c -> c.name("a").dependsOn(List.of(on("b")))),
                        container(c -> c.name("b").dependsOn(List.of(on("a"))))));
        assertThat(refusal(spec)).startsWith("Circular dependency detected in container dependencies");
        assertThat(refusal(with(c -> c.dependsOn(List.of(on("nobody")))))).contains("nobody because it does not exist");
    }

    @Test
    void letsContainerInstancesDoWhatFargateDoesNot() {
        var free = container(c -> c.memory(64)
                .privileged(true)
                .links(List.of("db"))
                .dnsServers(List.of("10.0.0.2"))
                .dnsSearchDomains(List.of("internal"))
                .dockerSecurityOptions(List.of("no-new-privileges"))
                .extraHosts(List.of(
                        HostEntry.builder().hostname("db").ipAddress("10.0.0.3").build()))
                .hostname("app")
                .startTimeout(600)
                .portMappings(List.of(
                        PortMapping.builder().containerPort(80).hostPort(8_080).build()))
                .resourceRequirements(List.of(ResourceRequirement.builder()
                        .type(ResourceType.GPU)
                        .value("1")
                        .build()))
                .logConfiguration(
                        LogConfiguration.builder().logDriver(LogDriver.SYSLOG).build())
                .linuxParameters(LinuxParameters.builder()
                        .capabilities(KernelCapabilities.builder()
                                .add(List.of("NET_ADMIN"))
                                .build())
                        .sharedMemorySize(64)
                        .maxSwap(64)
                        .swappiness(10)
                        .tmpfs(List.of(
                                Tmpfs.builder().containerPath("/tmp").size(16).build()))
                        .devices(List.of(Device.builder().hostPath("/dev/null").build()))
                        .build()));
        var other = container(c -> c.name("db").memoryReservation(64));
        var spec = RegisterTaskDefinitionRequest.builder()
                .family("free")
                .pidMode(PidMode.HOST)
                .ipcMode(IpcMode.HOST)
                .placementConstraints(List.of(memberOf("attribute:stack == prod")))
                .volumes(List.of(Volume.builder()
                        .name("data")
                        .host(HostVolumeProperties.builder().sourcePath("/data").build())
                        .build()))
                .containerDefinitions(List.of(free, other));
        assertThatCode(() -> DefinitionRules.check(spec.build())).doesNotThrowAnyException();
        assertThatCode(() -> DefinitionRules.check(
                        spec.requiresCompatibilities(List.of(Compatibility.EC2)).build()))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> DefinitionRules.check(
                        spec.placementConstraints(List.of(memberOf("stack"))).build()))
                .hasMessageContaining("Invalid query expression");
    }

    private static TaskDefinitionPlacementConstraint memberOf(String expression) {
        return TaskDefinitionPlacementConstraint.builder()
                .type(TaskDefinitionPlacementConstraintType.MEMBER_OF)
                .expression(expression)
                .build();
    }

    private static ContainerDependency on(String name) {
        return ContainerDependency.builder()
                .containerName(name)
                .condition(ContainerCondition.START)
                .build();
    }

    private static LogConfiguration awslogs(String prefix) {
        return LogConfiguration.builder()
                .logDriver(LogDriver.AWSLOGS)
                .options(Map.of("awslogs-group", "g", "awslogs-region", "us-east-1", "awslogs-stream-prefix", prefix))
                .build();
    }

    private static RegisterTaskDefinitionRequest.Builder with(UnaryOperator<ContainerDefinition.Builder> change) {
        return fargate().containerDefinitions(List.of(container(change)));
    }

    private static ContainerDefinition container(UnaryOperator<ContainerDefinition.Builder> change) {
        return change.apply(ContainerDefinition.builder().name("app").image("app:1"))
                .build();
    }

    private static RegisterTaskDefinitionRequest.Builder fargate() {
        return RegisterTaskDefinitionRequest.builder()
                .family("demo")
                .requiresCompatibilities(List.of(Compatibility.FARGATE))
                .networkMode(NetworkMode.AWSVPC)
                .cpu("256")
                .memory("512")
                .executionRoleArn(ROLE)
                .containerDefinitions(List.of(container(c -> c)));
    }

    private static String refusal(RegisterTaskDefinitionRequest.Builder spec) {
        try {
            DefinitionRules.check(spec.build());
        } catch (Fault fault) {
            assertThat(fault.type().code()).isEqualTo("ClientException");
            return fault.message();
        }
        throw new AssertionError("It was accepted");
    }
}

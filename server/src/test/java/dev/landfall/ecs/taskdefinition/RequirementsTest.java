package dev.landfall.ecs.taskdefinition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.contract.codec.JsonCodec;
import dev.landfall.contract.ecs.Attribute;
import dev.landfall.contract.ecs.RegisterTaskDefinitionRequest;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What AWS adds to a definition at its registration: what it could run on, and what it needs of an instance. */
class RequirementsTest {
    private static final String FARGATE = "'networkMode':'awsvpc','cpu':'256','memory':'512'";

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # the task's members | the container's members | compatibilities
            'requiresCompatibilities':['EC2']      | 'memory':64 | EXTERNAL EC2
            'requiresCompatibilities':['EXTERNAL'] | 'memory':64 | EXTERNAL EC2
            'networkMode':'host'                   | 'memory':64 | EXTERNAL EC2
                                                   | 'portMappings':[{'containerPort':80,'appProtocol':'http'}] | EC2
            'volumes':[{'name':'v','efsVolumeConfiguration':{'fileSystemId':'fs-0'}}] | 'memory':64 | EC2
            'networkMode':'awsvpc'                 | 'memory':64 | EC2
            FARGATE                                |             | EC2 FARGATE MANAGED_INSTANCES
            FARGATE                                | 'privileged':true | EC2
            """)
    void tellsWhatItCouldRunOn(String task, String container, String compatibilities) {
        assertThat(Compatibilities.of(spec(task, container)))
                .extracting(Object::toString)
                .containsExactly(compatibilities.split(" "));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # the task's members | the container's members | without ecs.capability, com.amazonaws. and docker-remote-
                    | 'memory':64            |
                    | 'memoryReservation':64 | api.1.21
            FARGATE |                        | api.1.18 task-eni
                    | 'ulimits':[]           | api.1.18
                    | 'dockerLabels':{'a':'b'} | api.1.18
                    | 'healthCheck':{'command':['CMD','true']} | api.1.24 container-health-check
                    | 'linuxParameters':{'initProcessEnabled':true} | api.1.25
                    | 'privileged':true      | privileged-container
            'taskRoleArn':'r'                | | task-iam-role
            'volumes':[{'name':'v','efsVolumeConfiguration':{'fileSystemId':'fs-0'}}] | | api.1.25 efs efsAuth
                    | 'logConfiguration':{'logDriver':'awslogs','options':{'awslogs-group':'g'}} | api.1.19 logging-driver.awslogs
            'executionRoleArn':'r' | 'logConfiguration':{'logDriver':'awslogs'} | api.1.19 execution-role-awslogs logging-driver.awslogs
                    | 'logConfiguration':{'logDriver':'awslogs','options':{'mode':'non-blocking','awslogs-create-group':'true'}} | api.1.19 api.1.28 api.1.29 logging-driver.awslogs
                    | 'firelensConfiguration':{'type':'fluentbit','options':{'config-file-type':'s3'}} | firelens.fluentbit firelens.options.config.s3
            'executionRoleArn':'r' | 'image':'1.dkr.ecr.eu-west-1.amazonaws.com/a' | ecr-auth execution-role-ecr-pull
                    | 'secrets':[{'name':'A','valueFrom':'/p'}] | secrets.ssm.environment-variables
            """)
    void tellsWhatItNeedsOfAnInstance(String task, String container, String attributes) {
        var told = RequiredAttributes.of(spec(task, container)).stream()
                .map(Attribute::name)
                .map(name -> name.replaceAll("^(com.amazonaws.ecs|ecs).capability.(docker-remote-)?", ""))
                .collect(Collectors.toSet());
        assertThat(told)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Optional.ofNullable(attributes).orElse("").split(" "))
                                .filter(name -> !name.isEmpty())
                                .toList());
    }

    private static RegisterTaskDefinitionRequest spec(String task, String container) {
        var own = Optional.ofNullable(container).map(members -> "," + members).orElse("");
        var around = Optional.ofNullable(task)
                .map(members -> "," + (members.equals("FARGATE") ? FARGATE : members))
                .orElse("");
        // of a member that is given twice the last counts
        var json = "{'family':'f'" + around + ",'containerDefinitions':[{'name':'app','image':'i'" + own + "}]}";
        var text = json.replace('\'', '"');
        return JsonCodec.decode(RegisterTaskDefinitionRequest.SCHEMA, text.getBytes(UTF_8));
    }
}

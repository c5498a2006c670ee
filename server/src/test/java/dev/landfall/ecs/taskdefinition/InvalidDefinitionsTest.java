package dev.landfall.ecs.taskdefinition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.landfall.contract.Fault;
import dev.landfall.contract.codec.JsonCodec;
import dev.landfall.contract.ecs.RegisterTaskDefinitionRequest;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every combination of parameters that RegisterTaskDefinition refuses, a line each: where it would run, what is added to
 * the task or to its first container, and what ECS says. A second container {@code other} is always there.
 */
class InvalidDefinitionsTest {
    private static final Pattern UNSET = Pattern.compile("'(\\w+)':null,?");
    private static final String ROLE = "arn:aws:iam::000000000000:role/ecsTaskExecutionRole";

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # where | task | container | text of the ClientException
            # -- names and counts
            EC2     | 'family':'no/slash'           |  | Family contains invalid characters. Up to 255 letters (uppercase and lowercase), numbers, hyphens, and underscores are allowed.
            EC2     | 'containerDefinitions':[]     |  | Container list cannot be empty.
            EC2     |  | 'name':''                     | Container.name should not be null or empty.
            EC2     |  | 'name':'no space'             | Container name contains invalid characters. Up to 255 letters (uppercase and lowercase), numbers, hyphens, and underscores are allowed.
            EC2     |  | 'name':'other'                | Container names must be unique within a Task Definition.
            EC2     |  | 'image':' '                   | Container.image should not be null or empty.
            EC2     | 'containerDefinitions':[{'name':'a','image':'a','memory':9,'essential':false}] | | Task definition doesn't have any essential container.
            EC2     | 'inferenceAccelerators':[{'deviceName':'d','deviceType':'eia2.medium'}] | | Unsupported field 'inferenceAccelerators'.
            EC2     | 'placementConstraints':[{'type':'memberOf','expression':'attribute:x =='}] | | Invalid query expression:*
            # -- CPU and memory
            EC2     | 'cpu':'much'                  |  | Invalid 'cpu' setting for task.*
            EC2     | 'cpu':'100'                   |  | Invalid 'cpu' setting for task.*
            EC2     | 'memory':'lots'               |  | Invalid 'memory' setting for task.*
            EC2     |  | 'memory':null                 | Invalid setting for container 'app'. At least one of 'memory' or 'memoryReservation' must be specified.
            EC2     |  | 'memory':4                    | Invalid setting for container 'app'. 'memory' and 'memoryReservation' must be at least 6.
            EC2     |  | 'memory':64,'memoryReservation':128 | Invalid setting for container 'app'. 'memory' must be greater than or equal to 'memoryReservation'.
            EC2     |  | 'cpu':-1                      | Invalid setting for container 'app'. 'cpu' cannot be negative.
            EC2     | 'memory':'512' | 'memory':1024   | The 'memory' setting for container 'app' is greater than for the task.
            EC2     | 'memory':'512' | 'memory':null,'memoryReservation':600 | The sum of all container 'memoryReservation' values cannot be greater than the value of the task 'memory'.
            EC2     | 'cpu':'256'    | 'cpu':257       | The sum of all container 'cpu' values cannot be greater than the value of the task 'cpu'.
            EC2     |  | 'resourceRequirements':[{'type':'GPU','value':'none'}] | Invalid 'resourceRequirements' setting for container 'app'. The value of type GPU must be a positive integer.
            FARGATE | 'cpu':null                    |  | Fargate requires that 'cpu' be defined at the task level.
            FARGATE | 'memory':null                 |  | Fargate requires that 'memory' be defined at the task level.
            FARGATE | 'memory':'8192'               |  | No Fargate configuration exists for given values: 256 CPU, 8192 memory.*
            FARGATE | 'runtimePlatform':{'operatingSystemFamily':'WINDOWS_SERVER_2022_CORE'} | | No Fargate configuration exists for given values: 256 CPU, 512 memory.*
            FARGATE |  | 'resourceRequirements':[{'type':'GPU','value':'1'}] | Tasks using the Fargate launch type do not support GPU resource requirements.
            FARGATE | 'ephemeralStorage':{'sizeInGiB':20}  | | EphemeralStorage size should be at least 21.
            FARGATE | 'ephemeralStorage':{'sizeInGiB':201} | | EphemeralStorage size should be at most 200.
            # -- network modes
            FARGATE | 'networkMode':'bridge'        |  | Fargate only supports network mode ‘awsvpc’.
            FARGATE | 'networkMode':null            |  | Fargate only supports network mode ‘awsvpc’.
            AWSVPC  |  | 'hostname':'web'              | hostname is not supported on container when networkMode=awsvpc.
            AWSVPC  |  | 'links':['other']             | Links are not supported when networkMode=awsvpc.
            HOST    |  | 'links':['other']             | Links are not supported when networkMode=host.
            AWSVPC  |  | 'disableNetworking':true      | Disable Networking is not supported on container when networkMode=awsvpc.
            AWSVPC  |  | 'dnsServers':['10.0.0.2']     | DNS servers are not supported on container when networkMode=awsvpc.
            AWSVPC  |  | 'dnsSearchDomains':['a.b']    | DNS search domains are not supported on container when networkMode=awsvpc.
            AWSVPC  |  | 'extraHosts':[{'hostname':'h','ipAddress':'10.0.0.2'}] | Extra hosts are not supported on container when networkMode=awsvpc.
            EC2     |  | 'extraHosts':[{'hostname':'h','ipAddress':''}] | Invalid 'extraHosts' setting for container 'app'. Both hostname and ipAddress must be specified.
            EC2     |  | 'links':['nobody:n']          | Invalid 'links' setting. Unknown container: 'nobody'
            EC2     |  | 'links':['app']               | Invalid 'links' setting. Unknown container: 'app'
            EC2     |  | 'links':['a b']               | Invalid 'links' setting for container 'app'. A link is written as name:internalName, not 'a b'.
            EC2     | 'proxyConfiguration':{'type':'APPMESH','containerName':'other'} | | proxyConfiguration is only supported when networkMode=awsvpc.
            AWSVPC  | 'proxyConfiguration':{'type':'APPMESH','containerName':'envoy'} | | Invalid 'proxyConfiguration' setting. Unknown container: 'envoy'
            # -- ports
            EC2     |  | 'portMappings':[{'hostPort':80}] | Invalid 'containerPort' setting for container 'app'.
            EC2     |  | 'portMappings':[{'containerPort':65536}] | Invalid 'containerPort' setting for container 'app'.
            EC2     |  | 'portMappings':[{'containerPort':80,'hostPort':-1}] | Invalid 'hostPort' setting for container 'app'.
            EC2     |  | 'portMappings':[{'containerPort':80,'hostPort':8080},{'containerPort':81,'hostPort':8080}] | TCP host port '8080' is mapped multiple times in task.
            AWSVPC  |  | 'portMappings':[{'containerPort':80,'hostPort':8080}] | When networkMode=awsvpc, the host ports and container ports in port mappings must match.
            HOST    |  | 'portMappings':[{'containerPort':80,'hostPort':8080}] | When networkMode=host, the host ports and container ports in port mappings must match.
            AWSVPC  |  | 'portMappings':[{'containerPort':9000}] | TCP host port '9000' is mapped multiple times in task.
            NONE    |  | 'portMappings':[{'containerPort':80}] | Port mappings are not supported when networkMode=none.
            EC2     |  | 'portMappings':[{'containerPort':80,'containerPortRange':'80-90'}] | Invalid port mapping for container 'app': cannot specify both single port and port range.
            EC2     |  | 'portMappings':[{'containerPortRange':'90-80'}] | Invalid 'containerPortRange' setting for container 'app'.
            EC2     |  | 'portMappings':[{'containerPortRange':'80'}] | Invalid 'containerPortRange' setting for container 'app'.
            EC2     |  | 'portMappings':[{'containerPortRange':'80-70000'}] | Invalid 'containerPortRange' setting for container 'app'.
            EC2     |  | 'portMappings':[{'containerPortRange':'80-90'},{'containerPortRange':'85-95'}] | TCP container port '85-95' is used multiple times in task.
            EC2     |  | 'portMappings':[{'containerPortRange':'80-90'},{'containerPort':85}] | TCP container port '85' is used multiple times in task.
            HOST    |  | 'portMappings':[{'containerPortRange':'80-90'}] | 'containerPortRange' is not supported when networkMode=host.
            EC2     |  | 'portMappings':[{'containerPort':80,'name':'Web'}] | Invalid 'name' setting for container 'app'.*
            EC2     |  | 'portMappings':[{'containerPort':80,'name':'web'},{'containerPort':81,'name':'web'}] | The port mapping name is already used: 'web'.
            # -- volumes
            EC2     | 'volumes':[{'name':''}]       |  | Volume.name should not be null or empty.
            EC2     | 'volumes':[{'name':'a/b'}]    |  | Volume name contains invalid characters.*
            EC2     | 'volumes':[{'name':'v'},{'name':'v'}] | | Volume names must be unique within a Task Definition: 'v'.
            EC2     | 'volumes':[{'name':'v','host':{},'dockerVolumeConfiguration':{'scope':'task'}}] | | Invalid setting for volume 'v'. Only one volume configuration can be specified.
            EC2     | 'volumes':[{'name':'v','dockerVolumeConfiguration':{'scope':'task','autoprovision':true}}] | | Invalid setting for volume 'v'. 'autoprovision' can only be specified with scope 'shared'.
            EC2     | 'volumes':[{'name':'v','configuredAtLaunch':true}] | | Volumes [v] are not referenced by any of the containers.
            EC2     | 'volumes':[{'name':'v','efsVolumeConfiguration':{'fileSystemId':'fs-1','authorizationConfig':{'iam':'ENABLED'}}}] | | EFS IAM authorization requires TransitEncryption to be enabled.
            EC2     | 'volumes':[{'name':'v','efsVolumeConfiguration':{'fileSystemId':'fs-1','transitEncryptionPort':2049}}] | | TransitEncryptionPort requires that TransitEncryption is enabled.
            EC2     | 'volumes':[{'name':'v','efsVolumeConfiguration':{'fileSystemId':'fs-1','rootDirectory':'/x','authorizationConfig':{'accessPointId':'fsap-1'}}}] | | When using an EFS access point, the root directory must either be set to "/" or be omitted.
            EC2     |  | 'mountPoints':[{'sourceVolume':'v','containerPath':'/v'}] | Unknown volume 'v'.
            EC2     | 'volumes':[{'name':'v'}] | 'mountPoints':[{'sourceVolume':'v'}] | Invalid 'mountPoints' setting for container 'app'. 'containerPath' should not be null or empty.
            EC2     | 'volumes':[{'name':'v'}] | 'mountPoints':[{'sourceVolume':'v','containerPath':'/v'},{'sourceVolume':'v','containerPath':'/v'}] | Invalid 'mountPoints' setting for container 'app'. 'containerPath' is used twice: /v.
            EC2     |  | 'volumesFrom':[{'sourceContainer':'nobody'}] | Invalid 'volumesFrom' setting. Unknown container: 'nobody'
            EC2     |  | 'volumesFrom':[{'sourceContainer':'app'}] | Invalid 'volumesFrom' setting. Unknown container: 'app'
            FARGATE | 'volumes':[{'name':'v','host':{'sourcePath':'/etc'}}] | | Fargate compatible task definitions do not support sourcePath
            FARGATE | 'volumes':[{'name':'v','dockerVolumeConfiguration':{'scope':'task'}}] | | Fargate compatible task definitions do not support dockerVolumeConfiguration
            # -- dependencies
            EC2     |  | 'dependsOn':[{'containerName':'nobody','condition':'START'}] | Cannot depend on container nobody because it does not exist.
            EC2     |  | 'dependsOn':[{'containerName':'app','condition':'START'}] | Container app cannot depend on itself.
            EC2     |  | 'dependsOn':[{'containerName':'other','condition':'COMPLETE'}] | A dependency container with SUCCESS or COMPLETE condition cannot be an essential container: other.
            EC2     |  | 'dependsOn':[{'containerName':'other','condition':'SUCCESS'}] | A dependency container with SUCCESS or COMPLETE condition cannot be an essential container: other.
            EC2     |  | 'dependsOn':[{'containerName':'other','condition':'HEALTHY'}] | A dependency container with HEALTHY condition must have health check configured: other.
            EC2     | 'containerDefinitions':[{'name':'a','image':'a','memory':9,'dependsOn':[{'containerName':'b','condition':'START'}]},{'name':'b','image':'b','memory':9,'dependsOn':[{'containerName':'a','condition':'START'}]}] | | Circular dependency detected in container dependencies: a.
            EC2     | 'containerDefinitions':[{'name':'a','image':'a','memory':9,'links':['b']},{'name':'b','image':'b','memory':9,'volumesFrom':[{'sourceContainer':'a'}]}] | | Circular dependency detected in container dependencies: a.
            # -- health checks, restarts, timeouts
            EC2     |  | 'healthCheck':{'command':['curl','localhost']} | Health check command must begin with CMD or CMD-SHELL, followed by the command.
            EC2     |  | 'healthCheck':{'command':['CMD']} | Health check command must begin with CMD or CMD-SHELL, followed by the command.
            EC2     |  | 'healthCheck':{'command':['CMD','x'],'interval':4} | Health check interval must be between 5 and 300.
            EC2     |  | 'healthCheck':{'command':['CMD','x'],'interval':301} | Health check interval must be between 5 and 300.
            EC2     |  | 'healthCheck':{'command':['CMD','x'],'timeout':1} | Health check timeout must be between 2 and 60.
            EC2     |  | 'healthCheck':{'command':['CMD','x'],'timeout':61} | Health check timeout must be between 2 and 60.
            EC2     |  | 'healthCheck':{'command':['CMD','x'],'retries':0} | Health check retries must be between 1 and 10.
            EC2     |  | 'healthCheck':{'command':['CMD','x'],'retries':11} | Health check retries must be between 1 and 10.
            EC2     |  | 'healthCheck':{'command':['CMD','x'],'startPeriod':301} | Health check startPeriod must be between 0 and 300.
            EC2     |  | 'restartPolicy':{'enabled':true,'restartAttemptPeriod':59} | Invalid restart policy: the 'restartAttemptPeriod' setting for container 'app' must be between 60 and 1800.
            EC2     |  | 'restartPolicy':{'enabled':true,'restartAttemptPeriod':1801} | Invalid restart policy: the 'restartAttemptPeriod' setting for container 'app' must be between 60 and 1800.
            EC2     |  | 'stopTimeout':-1              | Invalid 'stopTimeout' setting for container 'app'. It cannot be negative.
            FARGATE |  | 'startTimeout':1              | Fargate compatible task definitions support a startTimeout between 2 and 120 seconds.
            FARGATE |  | 'stopTimeout':121             | Fargate compatible task definitions support a stopTimeout between 2 and 120 seconds.
            # -- the kernel
            EC2     |  | 'ulimits':[{'name':'nofile','softLimit':20,'hardLimit':10}] | Soft limit exceeds hard limit for ulimit nofile
            EC2     |  | 'ulimits':[{'name':'nofile','softLimit':-1,'hardLimit':10}] | Soft limit exceeds hard limit for ulimit nofile
            EC2     |  | 'ulimits':[{'name':'core','softLimit':1,'hardLimit':1},{'name':'core','softLimit':1,'hardLimit':1}] | Invalid 'ulimits' setting for container 'app'. Ulimit 'core' is given twice.
            EC2     |  | 'systemControls':[{'namespace':'kernel.hostname','value':'x'}] | Invalid 'systemControls' setting for container 'app'. 'kernel.hostname' is not a namespaced kernel parameter.
            EC2     |  | 'systemControls':[{'namespace':'net.ipv4.tcp_syncookies'}] | Invalid 'systemControls' setting for container 'app'. Both 'namespace' and 'value' must be specified.
            HOST    |  | 'systemControls':[{'namespace':'net.ipv4.tcp_syncookies','value':'1'}] | Invalid 'systemControls' setting for container 'app'. 'net.ipv4.tcp_syncookies' is not supported when networkMode=host.
            EC2     | 'ipcMode':'host' | 'systemControls':[{'namespace':'kernel.msgmax','value':'1'}] | Invalid 'systemControls' setting for container 'app'. 'kernel.msgmax' is not supported when ipcMode=host.
            EC2     |  | 'dockerSecurityOptions':['everything'] | Invalid 'dockerSecurityOptions' setting for container 'app'. Unknown option 'everything'.
            EC2     |  | 'credentialSpecs':['credentialspec:a','credentialspec:b'] | Invalid 'credentialSpecs' setting for container 'app'. A container can have at most 1 credential spec.
            EC2     |  | 'linuxParameters':{'maxSwap':-1} | Invalid 'linuxParameters' setting for container 'app'. 'maxSwap' must be 0 or a positive integer.
            EC2     |  | 'linuxParameters':{'swappiness':101} | Invalid 'linuxParameters' setting for container 'app'. 'swappiness' must be between 0 and 100.
            EC2     |  | 'linuxParameters':{'sharedMemorySize':0} | Invalid 'linuxParameters' setting for container 'app'. 'sharedMemorySize' must be a positive integer.
            EC2     |  | 'linuxParameters':{'capabilities':{'add':['FLY']}} | Invalid 'linuxParameters' setting for container 'app'. 'capabilities' has no 'FLY'.
            EC2     |  | 'linuxParameters':{'tmpfs':[{'containerPath':'t','size':1}]} | Invalid 'linuxParameters' setting for container 'app'. 'tmpfs' needs an absolute 'containerPath'.
            EC2     |  | 'linuxParameters':{'tmpfs':[{'containerPath':'/t','size':0}]} | Invalid 'linuxParameters' setting for container 'app'. 'tmpfs' needs a 'size' of at least 1 MiB.
            EC2     |  | 'linuxParameters':{'tmpfs':[{'containerPath':'/t','size':1,'mountOptions':['fast']}]} | Invalid 'linuxParameters' setting for container 'app'. 'tmpfs' has no mount option 'fast'.
            # -- what Fargate does not have
            FARGATE | 'ipcMode':'task'              |  | Fargate compatible task definitions do not support ipcMode
            FARGATE | 'pidMode':'host'              |  | Tasks using the Fargate launch type do not support pidMode 'host'. The supported value for pidMode is 'task'.
            FARGATE | 'placementConstraints':[{'type':'memberOf','expression':'attribute:x exists'}] | | Fargate compatible task definitions do not support constraints
            FARGATE |  | 'privileged':true             | Fargate requires that the 'privileged' setting be 'false' for container 'app'.
            FARGATE |  | 'dockerSecurityOptions':['no-new-privileges'] | Fargate compatible task definitions do not support dockerSecurityOptions
            FARGATE |  | 'linuxParameters':{'devices':[{'hostPath':'/dev/null'}]} | Fargate compatible task definitions do not support devices
            FARGATE |  | 'linuxParameters':{'sharedMemorySize':64} | Fargate compatible task definitions do not support sharedMemorySize
            FARGATE |  | 'linuxParameters':{'tmpfs':[{'containerPath':'/t','size':1}]} | Fargate compatible task definitions do not support tmpfs
            FARGATE |  | 'linuxParameters':{'maxSwap':1} | Fargate compatible task definitions do not support maxSwap
            FARGATE |  | 'linuxParameters':{'swappiness':1} | Fargate compatible task definitions do not support swappiness
            FARGATE |  | 'linuxParameters':{'capabilities':{'add':['NET_ADMIN']}} | NET_ADMIN is not allowed on Fargate.
            FARGATE |  | 'logConfiguration':{'logDriver':'syslog'} | Fargate does not support log driver syslog.
            FARGATE |  | 'logConfiguration':{'logDriver':'awslogs','options':{'awslogs-group':'g','awslogs-region':'r'}} | Fargate requires log configuration options to include awslogs-stream-prefix to support log driver awslogs.
            FARGATE | 'executionRoleArn':null | 'logConfiguration':{'logDriver':'awslogs','options':{'awslogs-group':'g','awslogs-region':'r','awslogs-stream-prefix':'p'}} | Fargate requires task definition to have execution role ARN to support log driver awslogs.
            FARGATE | 'executionRoleArn':null | 'image':'000000000000.dkr.ecr.us-east-1.amazonaws.com/x' | Fargate requires task definition to have execution role ARN to support ECR images.
            # -- logs
            EC2     |  | 'logConfiguration':{'logDriver':'awslogs','options':{'awslogs-region':'r'}} | Log driver awslogs requires options:*
            EC2     |  | 'logConfiguration':{'logDriver':'awslogs','options':{'awslogs-group':'g','awslogs-region':'r','x':'y'}} | Log driver awslogs disallows options: x
            EC2     |  | 'logConfiguration':{'logDriver':'splunk'} | Log driver splunk requires options:*
            EC2     |  | 'logConfiguration':{'logDriver':'awsfirelens'} | When awsfirelens log driver is specified in log configuration, a firelens configuration object must be configured in one of the containers.
            EC2     |  | 'firelensConfiguration':{'type':'fluentbit'} | When a firelensConfiguration object is specified, at least one container has to be configured with the awsfirelens log driver.
            EC2     |  | 'logConfiguration':{'logDriver':'awsfirelens'}},{'name':'router','image':'busybox','memory':64,'firelensConfiguration':{'type':'fluentbit','options':{'config-file-type':'s3','config-file-value':'s3://conf/extra.conf'}} | Invalid arn syntax.
            EC2     |  | 'firelensConfiguration':{'type':'fluentbit'},'logConfiguration':{'logDriver':'awsfirelens'} | The container with the firelensConfiguration object cannot use the awsfirelens log driver itself: 'app'.
            # -- configuration
            EC2     | 'executionRoleArn':null | 'secrets':[{'name':'S','valueFrom':'param'}] | When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.
            EC2     |  | 'secrets':[{'name':'S','valueFrom':'param'}],'environment':[{'name':'S','value':'v'}] | The secret name must be unique and not shared with any new or existing environment variables set on the container, such as 'S'.
            EC2     |  | 'environmentFiles':[{'type':'s3','value':'config.env'}] | environmentFiles:*
            EC2     |  | 'repositoryCredentials':{'credentialsParameter':' '} | repositoryCredentials.credentialsParameter should not be null or empty.
            """)
    void refuses(String where, String task, String container, String text) {
        var refusal =
                catchThrowableOfType(Fault.class, () -> DefinitionRules.check(definition(where, task, container)));
        assertThat(refusal).as("it was accepted").isNotNull();
        assertThat(refusal.type().code()).isEqualTo("ClientException");
        if (text.endsWith("*")) {
            assertThat(refusal.message()).startsWith(text.substring(0, text.length() - 1));
        } else {
            assertThat(refusal.message()).isEqualTo(text);
        }
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            EC2     |  | 'cpu':1
            EC2     |  | 'memory':128,'memoryReservation':128
            EC2     |  | 'links':['other:o']
            EC2     |  | 'hostname':'web','dnsServers':['10.0.0.2'],'extraHosts':[{'hostname':'h','ipAddress':'10.0.0.2'}]
            EC2     |  | 'portMappings':[{'containerPort':80},{'containerPort':80,'protocol':'udp'},{'containerPort':80,'hostPort':8080}]
            EC2     |  | 'portMappings':[{'containerPort':9000,'hostPort':0},{'containerPortRange':'80-90'},{'containerPortRange':'91-95'}]
            EC2     |  | 'ulimits':[{'name':'nofile','softLimit':10,'hardLimit':-1},{'name':'core','softLimit':-1,'hardLimit':-1}]
            EC2     | 'volumes':[{'name':'v'}] | 'mountPoints':[{'sourceVolume':'v','containerPath':'/a'},{'sourceVolume':'v','containerPath':'/b'}]
            EC2     |  | 'linuxParameters':{'maxSwap':0,'swappiness':0,'tmpfs':[{'containerPath':'/t','size':1,'mountOptions':['mode=755','ro']}]}
            EC2     |  | 'dependsOn':[{'containerName':'other','condition':'START'}]
            EC2     | 'placementConstraints':[{'type':'memberOf','expression':'attribute:ecs.os-type == linux'}] |
            FARGATE |  | 'stopTimeout':120,'startTimeout':2
            FARGATE |  | 'linuxParameters':{'initProcessEnabled':true,'capabilities':{'add':['SYS_PTRACE'],'drop':['NET_RAW']}}
            FARGATE |  | 'systemControls':[{'namespace':'net.core.somaxconn','value':'1024'}]
            FARGATE | 'pidMode':'task','ephemeralStorage':{'sizeInGiB':21} | 'restartPolicy':{'enabled':true,'restartAttemptPeriod':60}
            """)
    void takesWhatIsNearlyRefused(String where, String task, String container) {
        assertThatCode(() -> DefinitionRules.check(definition(where, task, container)))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesADefinitionLargerThan64KiB() {
        var long64 = "x".repeat(66_000);
        var refusal = catchThrowableOfType(
                Fault.class,
                () -> DefinitionRules.check(
                        definition("EC2", null, "'environment':[{'name':'A','value':'" + long64 + "'}]")));
        assertThat(refusal.message()).matches("Actual length: '66\\d{3}'. Max allowed length is '65536' bytes.");
    }

    @Test
    void refusesAnEleventhEnvironmentFile() {
        var files = "{'type':'s3','value':'arn:aws:s3:::b/a.env'},".repeat(11);
        var refusal = catchThrowableOfType(
                Fault.class,
                () -> DefinitionRules.check(definition(
                        "EC2", null, "'environmentFiles':[" + files.substring(0, files.length() - 1) + "]")));
        assertThat(refusal.message())
                .isEqualTo("The maximum number of environment files was exceeded. Specify ten or less and try again.");
    }

    /** A member that is given as null is left out; one given twice counts as given the last time. */
    private static RegisterTaskDefinitionRequest definition(
            String where, @Nullable String task, @Nullable String container) {
        var first = members("'name':'app','image':'app:1','memory':64", container);
        var all = members(
                "'family':'f','executionRoleArn':'" + ROLE + "'," + place(where) + ",'containerDefinitions':[{" + first
                        + "},{'name':'other','image':'other:1','memory':64,'portMappings':[{'containerPort':9000}]}]",
                task);
        return JsonCodec.decode(
                RegisterTaskDefinitionRequest.SCHEMA,
                ("{" + all + "}").replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static String place(String where) {
        return switch (where) {
            case "FARGATE" -> "'requiresCompatibilities':['FARGATE'],'networkMode':'awsvpc','cpu':'256','memory':'512'";
            case "AWSVPC" -> "'requiresCompatibilities':['EC2'],'networkMode':'awsvpc'";
            case "HOST" -> "'requiresCompatibilities':['EC2'],'networkMode':'host'";
            case "NONE" -> "'requiresCompatibilities':['EC2'],'networkMode':'none'";
            default -> "'requiresCompatibilities':['EC2']";
        };
    }

    private static String members(String usual, @Nullable String more) {
        if (more == null) {
            return usual;
        }
        var left = usual;
        for (var unset : UNSET.matcher(more).results().toList()) {
            left = left.replaceFirst("'" + unset.group(1) + "':('[^']*'|\\d+),?", "");
        }
        var given = UNSET.matcher(more).replaceAll("");
        return given.isEmpty() ? left.replaceFirst(",$", "") : left.replaceFirst(",?$", ",") + given;
    }
}

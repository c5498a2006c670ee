package dev.landfall.ecs.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.landfall.contract.Fault;
import dev.landfall.contract.codec.JsonCodec;
import dev.landfall.contract.ecs.CreateClusterRequest;
import dev.landfall.contract.ecs.RegisterTaskDefinitionRequest;
import dev.landfall.contract.ecs.RunTaskRequest;
import dev.landfall.contract.ecs.StartTaskRequest;
import dev.landfall.ecs.Pages;
import dev.landfall.ecs.RolePassing;
import dev.landfall.ecs.cluster.ClusterOperations;
import dev.landfall.ecs.instance.Fleet;
import dev.landfall.ecs.taskdefinition.TaskDefinitionOperations;
import dev.landfall.engine.simulated.SimulatedWorld;
import dev.landfall.engine.simulated.Weather;
import dev.landfall.loop.simulated.SimulatedScheduler;
import dev.landfall.network.Interfaces;
import dev.landfall.network.NetworkSettings;
import dev.landfall.store.Document;
import dev.landfall.store.Key;
import dev.landfall.store.Scan;
import dev.landfall.store.memory.MemoryStore;
import dev.landfall.wire.Call;
import dev.landfall.wire.PageTokens;
import dev.landfall.wire.Principal;
import dev.landfall.wire.Realm;
import dev.landfall.wire.auth.Authorizer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every combination of parameters that RunTask refuses, a line each: the task definition, the request, the answer. */
class InvalidRunsTest {
    private static final Realm REALM = new Realm("000000000000", "us-east-1");
    private static final Call CALL =
            new Call(REALM, Principal.root("000000000000", "test"), "request", Instant.parse("2026-11-21T12:00:00Z"));

    private final MemoryStore store = new MemoryStore();
    private final Random random = new Random(7);
    private final Interfaces interfaces = new Interfaces(NetworkSettings.DEFAULT, random);
    private final SimulatedScheduler scheduler = new SimulatedScheduler(CALL.now(), random);
    private final TaskOperations tasks = new TaskOperations(
            store,
            new Launcher(
                    store,
                    new VpcTaskNetwork(interfaces, new UntouchedAddresses(), (realm, subnet) -> {}, (realm, eni) -> {}),
                    new Fleet(new SimulatedWorld(scheduler, random, Weather.CALM).attach("test")),
                    new RolePassing(Authorizer.OPEN),
                    random),
            new Pages(new PageTokens(new byte[32])));
    private final String subnet = interfaces.network(REALM).subnets().getFirst().id();

    @BeforeEach
    void furnish() {
        var clusters = new ClusterOperations(store, new Pages(new PageTokens(new byte[32])));
        var unused = clusters.createCluster(
                CreateClusterRequest.builder().clusterName("demo").build(), CALL);
        register("fargate", "'requiresCompatibilities':['FARGATE'],'networkMode':'awsvpc','cpu':'256','memory':'512'");
        register("bridge", "'requiresCompatibilities':['EC2']");
    }

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # definition | the request's members | code | text
            nothing | 'launchType':'FARGATE' | ClientException | TaskDefinition not found.
            fargate | 'cluster':'nowhere' | ClusterNotFoundException | Cluster not found.
            # -- how many, and where
            fargate | 'count':0  | InvalidParameterException | count should be between 1 and 10.
            fargate | 'count':11 | InvalidParameterException | count should be between 1 and 10.
            fargate | 'capacityProviderStrategy':[{'capacityProvider':'FARGATE'}] | InvalidParameterException | Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.
            fargate | 'launchType':'EC2' | InvalidParameterException | No Container Instances were found in your cluster.
            fargate | 'launchType':'EXTERNAL' | InvalidParameterException | No Container Instances were found in your cluster.
            fargate | 'launchType':'MANAGED_INSTANCES' | InvalidParameterException | Launch type MANAGED_INSTANCES is not supported. Use a capacity provider strategy instead.
            bridge  | 'networkConfiguration':null | InvalidParameterException | Task definition does not support launch_type FARGATE.
            fargate | 'platformVersion':'0.9' | PlatformUnknownException | The specified platform version does not exist.
            fargate | 'placementStrategy':[{'type':'random'}] | InvalidParameterException | Placement constraints and placement strategies are not supported with FARGATE launch type.
            fargate | 'placementConstraints':[{'type':'distinctInstance'}] | InvalidParameterException | Placement constraints and placement strategies are not supported with FARGATE launch type.
            # -- network
            fargate | 'networkConfiguration':null | InvalidParameterException | Network Configuration must be provided when networkMode 'awsvpc' is specified.
            fargate | 'networkConfiguration':{'awsvpcConfiguration':{'subnets':[]}} | InvalidParameterException | subnets can not be empty.
            fargate | 'networkConfiguration':{'awsvpcConfiguration':{'subnets':['subnet-0']}} | InvalidParameterException | Error retrieving subnet information for [subnet-0]: *
            fargate | 'networkConfiguration':{'awsvpcConfiguration':{'subnets':[SUBNET],'securityGroups':['sg-0']}} | InvalidParameterException | Error retrieving security group information for [sg-0]: *
            fargate | 'networkConfiguration':{'awsvpcConfiguration':{'subnets':[SUBNETx17]}} | InvalidParameterException | subnets can have at most 16 items.
            fargate | 'networkConfiguration':{'awsvpcConfiguration':{'subnets':[SUBNET],'securityGroups':['a','b','c','d','e','f']}} | InvalidParameterException | securityGroups can have at most 5 items.
            # -- who and what
            fargate | 'startedBy':'me & you' | InvalidParameterException | startedBy can contain up to 128 letters (uppercase and lowercase), numbers, hyphens, forward slash, and underscores.
            fargate | 'group':'service:web' | InvalidParameterException | Task group name can't start with 'service:'.
            fargate | 'group':'CHARx513' | InvalidParameterException | Task group name can contain up to 512 characters.
            fargate | 'clientToken':'two words' | InvalidParameterException | clientToken can contain up to 64 characters in the ASCII range 33-126 (inclusive).
            fargate | 'propagateTags':'SERVICE' | InvalidParameterException | Tags can only be propagated from the service when a service runs the task.
            fargate | 'tags':[{'key':'aws:x','value':'y'}] | InvalidParameterException | Tag keys that start with aws: are reserved for system use.
            fargate | 'tags':[{'key':'a','value':'1'},{'key':'a','value':'2'}] | InvalidParameterException | Duplicate tag keys found. Please note that Tag keys are case insensitive.
            # -- overrides
            fargate | 'overrides':{'containerOverrides':[{'name':'nobody'}]} | InvalidParameterException | Override for container named nobody is not a container in the TaskDefinition.
            fargate | 'overrides':{'containerOverrides':[{'name':'app'},{'name':'app'}]} | InvalidParameterException | Invalid override for container 'app'. It is named twice.
            fargate | 'overrides':{'containerOverrides':[{'name':'app','cpu':-1}]} | InvalidParameterException | Invalid override for container 'app'. 'cpu' cannot be negative.
            fargate | 'overrides':{'containerOverrides':[{'name':'app','memory':4}]} | InvalidParameterException | Invalid override for container 'app'. 'memory' and 'memoryReservation' must be at least 6.
            fargate | 'overrides':{'containerOverrides':[{'name':'app','memoryReservation':128}]} | InvalidParameterException | Invalid override for container 'app'. 'memory' must be greater than or equal to 'memoryReservation'.
            fargate | 'overrides':{'containerOverrides':[{'name':'app','memory':1024}]} | InvalidParameterException | The 'memory' setting for container 'app' is greater than for the task.
            fargate | 'overrides':{'cpu':'100'} | InvalidParameterException | No Fargate configuration exists for given values.
            fargate | 'overrides':{'memory':'8 GB'} | InvalidParameterException | No Fargate configuration exists for given values.
            fargate | 'overrides':{'ephemeralStorage':{'sizeInGiB':20}} | InvalidParameterException | EphemeralStorage size should be at least 21.
            fargate | 'overrides':{'ephemeralStorage':{'sizeInGiB':201}} | InvalidParameterException | EphemeralStorage size should be at most 200.
            fargate | 'overrides':{'inferenceAcceleratorOverrides':[{'deviceName':'d'}]} | InvalidParameterException | Unsupported field 'inferenceAcceleratorOverrides'.
            fargate | 'overrides':{'containerOverrides':[{'name':'app','environment':[{'name':'A','value':'LONG'}]}]} | InvalidParameterException | Container Overrides length must be at most 8192
            """)
    void refuses(String definition, String members, String code, String text) {
        var refusal = catchThrowableOfType(Fault.class, () -> tasks.runTask(request(definition, members), CALL));
        assertThat(refusal).as("it was accepted").isNotNull();
        assertThat(refusal.type().code()).isEqualTo(code);
        if (text.endsWith("*")) {
            assertThat(refusal.message()).startsWith(text.substring(0, text.length() - 1));
        } else {
            assertThat(refusal.message()).isEqualTo(text);
        }
        List<Document<Task>> begun = store.read(reader -> reader.list(TaskKinds.TASK, Scan.under(Key.ROOT)));
        assertThat(begun).isEmpty();
    }

    @Test
    void takesTheRequestThatTheOthersSpoil() {
        assertThat(tasks.runTask(request("fargate", null), CALL).tasksOrEmpty()).hasSize(1);
    }

    @Test
    void takesATaskGroupOfTheLongestNameThereIs() {
        assertThat(tasks.runTask(request("fargate", "'group':'CHARx512'"), CALL).tasksOrEmpty())
                .hasSize(1);
    }

    @Test
    void refusesAnEndlessTaskGroupToStartTaskToo() {
        var refusal = catchThrowableOfType(
                Fault.class,
                () -> tasks.startTask(
                        StartTaskRequest.builder()
                                .cluster("demo")
                                .taskDefinition("bridge")
                                .containerInstances(List.of("i"))
                                .group("x".repeat(513))
                                .build(),
                        CALL));
        assertThat(refusal).as("it was accepted").isNotNull();
        assertThat(refusal.message()).isEqualTo("Task group name can contain up to 512 characters.");
    }

    @Test
    void wantsInstancesForStartTask() {
        var none = catchThrowableOfType(
                Fault.class,
                () -> tasks.startTask(
                        StartTaskRequest.builder()
                                .cluster("demo")
                                .taskDefinition("bridge")
                                .build(),
                        CALL));
        assertThat(none.message()).isEqualTo("Container instances cannot be empty.");
        var many = catchThrowableOfType(
                Fault.class,
                () -> tasks.startTask(
                        StartTaskRequest.builder()
                                .cluster("demo")
                                .taskDefinition("bridge")
                                .containerInstances(Collections.nCopies(11, "i"))
                                .build(),
                        CALL));
        assertThat(many.message()).isEqualTo("Container instances cannot have more than 10 elements.");
    }

    /** A member given twice counts as given the last time; null leaves the network out. */
    private RunTaskRequest request(String definition, @Nullable String members) {
        var quoted = "'" + subnet + "'";
        var network = ",'networkConfiguration':{'awsvpcConfiguration':{'subnets':[" + quoted + "]}}";
        var json = "{'cluster':'demo','taskDefinition':'" + definition + "','launchType':'FARGATE'";
        if (members == null || !members.equals("'networkConfiguration':null")) {
            json += network + (members == null ? "" : "," + members);
        }
        var whole = (json + "}")
                .replace("SUBNETx17", Collections.nCopies(17, quoted).stream().collect(Collectors.joining(",")))
                .replace("SUBNET", quoted)
                .replace("CHARx513", "x".repeat(513))
                .replace("CHARx512", "x".repeat(512))
                .replace("LONG", "x".repeat(8_192))
                .replace('\'', '"');
        return JsonCodec.decode(RunTaskRequest.SCHEMA, whole.getBytes(StandardCharsets.UTF_8));
    }

    private void register(String family, String members) {
        var json = "{'family':'" + family + "'," + members
                + ",'containerDefinitions':[{'name':'app','image':'app:1','memory':64}]}";
        var request = JsonCodec.decode(
                RegisterTaskDefinitionRequest.SCHEMA, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        var unused = new TaskDefinitionOperations(store, new RolePassing(Authorizer.OPEN))
                .registerTaskDefinition(request, CALL);
    }
}

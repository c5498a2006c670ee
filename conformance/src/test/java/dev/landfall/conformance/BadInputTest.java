package dev.landfall.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.conformance.RawApi.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong is refused with AWS's code and a message that names it, and nothing is changed. Needs no engine. */
final class BadInputTest {
    private static final String TRUST = URLEncoder.encode(Workload.TRUST, UTF_8);

    private static Server server;
    private static RawApi api;
    private List<String> before = List.of();

    @BeforeAll
    static void start() throws IOException {
        server = Server.start(Installation.on(URI.create("unix:///nonexistent/docker.sock")));
        api = new RawApi(server.installation().endpoint());
        isTaken(api.ecs("CreateCluster", "{\"clusterName\":\"demo\"}"));
        isTaken(api.ecr("CreateRepository", "{\"repositoryName\":\"demo\"}"));
        isTaken(api.logs("CreateLogGroup", "{\"logGroupName\":\"demo\"}"));
        isTaken(api.iam("Action=CreateRole&RoleName=demo&AssumeRolePolicyDocument=" + TRUST));
        isTaken(register("demo", "256", "512"));
    }

    @AfterAll
    static void stop() throws IOException {
        api.close();
        server.close();
    }

    @BeforeEach
    void remember() {
        before = everything();
    }

    @AfterEach
    void nothingChanged() {
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void refusesAnOperationThatDoesNotExist() {
        for (var answer :
                List.of(api.ecs("LaunchRocket", "{}"), api.ecr("LaunchRocket", "{}"), api.logs("LaunchRocket", "{}"))) {
            isRefused(answer, 400, "UnknownOperationException", "LaunchRocket");
        }
        isRefused(api.iam("Action=LaunchRocket"), 400, "InvalidAction", "LaunchRocket");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "nonsense", "{\"clusterName\":}", "{\"clusterName\":\"a\"} more", "null"})
    void refusesABodyThatIsNoJsonObject(String body) {
        isRefused(api.ecs("CreateCluster", body), 400, "SerializationException", "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CreateCluster  | {\"clusterName\":5}                                              | clusterName",
                "RunTask        | {\"taskDefinition\":\"demo\",\"count\":\"two\"}                  | count",
                "RunTask        | {\"taskDefinition\":\"demo\",\"overrides\":[]}                   | overrides",
                "DescribeTasks  | {\"tasks\":\"one\"}                                              | tasks",
                "DescribeTasks  | {\"tasks\":[{}]}                                                 | tasks",
                "StopTask       | {\"task\":true}                                                  | task",
            })
    void refusesAValueOfAnotherTypeNamingIt(String operation, String body, String member) {
        isRefused(api.ecs(operation, body), 400, "SerializationException", member);
    }

    @Test
    void namesTheMemberThatIsMissing() {
        isRefused(api.ecs("RunTask", "{}"), 400, "InvalidParameterException", "taskDefinition");
        isRefused(api.ecs("StopTask", "{}"), 400, "InvalidParameterException", "task");
        isRefused(
                api.ecs("RegisterTaskDefinition", "{\"family\":\"x\"}"),
                400,
                "ClientException",
                "containerDefinitions");
        isRefused(
                api.ecs("RegisterTaskDefinition", "{\"family\":\"x\",\"containerDefinitions\":[{\"name\":\"c\"}]}"),
                400,
                "ClientException",
                "image");
        isRefused(api.ecr("CreateRepository", "{}"), 400, "InvalidParameterException", "repositoryName");
        isRefused(api.logs("CreateLogGroup", "{}"), 400, "InvalidParameterException", "logGroupName");
        isRefused(
                api.logs("GetLogEvents", "{\"logGroupName\":\"demo\"}"),
                400,
                "InvalidParameterException",
                "logStreamName");
        isRefused(api.iam("Action=CreateRole&RoleName=x"), 400, "ValidationError", "assumeRolePolicyDocument");
    }

    @Test
    void namesTheMemberThatIsOutOfItsRange() {
        isRefused(
                api.ecs("RunTask", "{\"cluster\":\"demo\",\"taskDefinition\":\"demo\",\"count\":11}"),
                400,
                "InvalidParameterException",
                "count");
        isRefused(
                api.ecs("RunTask", "{\"cluster\":\"demo\",\"taskDefinition\":\"demo\",\"count\":0}"),
                400,
                "InvalidParameterException",
                "count");
        isRefused(
                api.ecs("ListTasks", "{\"cluster\":\"demo\",\"maxResults\":101}"),
                400,
                "InvalidParameterException",
                "maxResults");
        isRefused(
                api.ecs("ListTasks", "{\"cluster\":\"demo\",\"desiredStatus\":\"ASLEEP\"}"),
                400,
                "InvalidParameterException",
                "desiredStatus");
        isRefused(
                api.ecr("DescribeRepositories", "{\"maxResults\":1001}"),
                400,
                "InvalidParameterException",
                "maxResults");
        isRefused(api.logs("DescribeLogGroups", "{\"limit\":51}"), 400, "InvalidParameterException", "limit");
        isRefused(
                api.logs("CreateLogGroup", "{\"logGroupName\":\"" + "x".repeat(513) + "\"}"),
                400,
                "InvalidParameterException",
                "logGroupName");
        isRefused(
                api.ecs("CreateCluster", "{\"clusterName\":\"" + "x".repeat(256) + "\"}"),
                400,
                "InvalidParameterException",
                "");
        isRefused(api.ecs("CreateCluster", "{\"clusterName\":\"not a name\"}"), 400, "InvalidParameterException", "");
    }

    @Test
    void refusesSizesThatFargateDoesNotHave() {
        isRefused(
                register("odd", "256", "8192"),
                400,
                "ClientException",
                "No Fargate configuration exists for given values");
        isRefused(register("odd", "300", "512"), 400, "ClientException", "300 CPU, 512 memory");
    }

    @Test
    void refusesABodyThatIsTooLarge() {
        var name = "x".repeat(17 * 1024 * 1024);
        var answer = api.ecs("CreateCluster", "{\"clusterName\":\"" + name + "\"}");
        isRefused(answer, 413, "RequestEntityTooLargeException", "16777216");
    }

    @Test
    void doesNotKnowWhatWasNeverMade() {
        isRefused(
                api.ecs("ListTasks", "{\"cluster\":\"none\"}"), 400, "ClusterNotFoundException", "Cluster not found.");
        isRefused(
                api.ecs("DeleteCluster", "{\"cluster\":\"none\"}"),
                400,
                "ClusterNotFoundException",
                "Cluster not found.");
        isRefused(
                api.ecs("RunTask", "{\"cluster\":\"none\",\"taskDefinition\":\"demo\",\"launchType\":\"FARGATE\"}"),
                400,
                "ClusterNotFoundException",
                "Cluster not found.");
        isRefused(
                api.ecs("RunTask", "{\"cluster\":\"demo\",\"taskDefinition\":\"none\",\"launchType\":\"FARGATE\"}"),
                400,
                "ClientException",
                "TaskDefinition not found.");
        isRefused(
                api.ecs("DescribeTaskDefinition", "{\"taskDefinition\":\"none\"}"),
                400,
                "ClientException",
                "Unable to describe task definition.");
        isRefused(
                api.ecs("DescribeTaskDefinition", "{\"taskDefinition\":\"demo:2\"}"),
                400,
                "ClientException",
                "Unable to describe task definition.");
        isRefused(
                api.ecs("StopTask", "{\"cluster\":\"demo\",\"task\":\"0123456789abcdef0123456789abcdef\"}"),
                400,
                "InvalidParameterException",
                "The referenced task was not found.");
        isRefused(
                api.logs("CreateLogStream", "{\"logGroupName\":\"none\",\"logStreamName\":\"s\"}"),
                400,
                "ResourceNotFoundException",
                "The specified log group does not exist.");
        isRefused(
                api.logs("GetLogEvents", "{\"logGroupName\":\"demo\",\"logStreamName\":\"none\"}"),
                400,
                "ResourceNotFoundException",
                "The specified log stream does not exist.");
        isRefused(
                api.ecr("DescribeRepositories", "{\"repositoryNames\":[\"none\"]}"),
                400,
                "RepositoryNotFoundException",
                "The repository with name 'none' does not exist in the registry with id '" + Clients.ACCOUNT + "'");
        isRefused(
                api.ecr("DescribeImages", "{\"repositoryName\":\"demo\",\"imageIds\":[{\"imageTag\":\"none\"}]}"),
                400,
                "ImageNotFoundException",
                "none");
        isRefused(
                api.iam("Action=GetRole&RoleName=none"),
                404,
                "NoSuchEntity",
                "The role with name none cannot be found.");
    }

    @Test
    void refusesASubnetThatIsNotThere() {
        isRefused(api.ecs("RunTask", """
                        {"cluster":"demo","taskDefinition":"demo","launchType":"FARGATE",
                         "networkConfiguration":{"awsvpcConfiguration":{"subnets":["subnet-0123456789abcdef0"]}}}"""), 400, "InvalidParameterException", "subnet-0123456789abcdef0");
        isRefused(
                api.ecs("RunTask", "{\"cluster\":\"demo\",\"taskDefinition\":\"demo\",\"launchType\":\"FARGATE\"}"),
                400,
                "InvalidParameterException",
                "Network Configuration must be provided when networkMode 'awsvpc' is specified.");
    }

    @Test
    void refusesASecondOfAName() {
        isRefused(
                api.ecr("CreateRepository", "{\"repositoryName\":\"demo\"}"),
                400,
                "RepositoryAlreadyExistsException",
                "'demo' already exists");
        isRefused(
                api.logs("CreateLogGroup", "{\"logGroupName\":\"demo\"}"),
                400,
                "ResourceAlreadyExistsException",
                "The specified log group already exists");
        isRefused(
                api.iam("Action=CreateRole&RoleName=demo&AssumeRolePolicyDocument=" + TRUST),
                409,
                "EntityAlreadyExists",
                "Role with name demo already exists.");
    }

    @Test
    void refusesATrustPolicyThatIsNone() {
        isRefused(
                api.iam("Action=CreateRole&RoleName=x&AssumeRolePolicyDocument=%7Bnonsense"),
                400,
                "MalformedPolicyDocument",
                "");
        isRefused(
                api.iam("Action=CreateRole&RoleName=a%2Fb&AssumeRolePolicyDocument=" + TRUST),
                400,
                "ValidationError",
                "roleName");
    }

    @Test
    void answersASecondCreationOfAClusterWithTheFirst() {
        var again = api.ecs("CreateCluster", "{\"clusterName\":\"demo\"}");
        isTaken(again);
        assertThat(again.body()).contains("\"status\":\"ACTIVE\"", "cluster/demo");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../../etc", "a/../b", "/etc", "a//b", "a/./b", "A", "a\\\\b", "a b", "%2e%2e/x", "a\\u0000b"})
    void refusesARepositoryNameThatIsAPath(String name) {
        isRefused(
                api.ecr("CreateRepository", "{\"repositoryName\":\"" + name + "\"}"),
                400,
                "InvalidParameterException",
                "repositoryName");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v2/../state.db",
                "/v2/..%2f..%2fidentity",
                "/v2/%2e%2e/identity/blobs/x",
                "/v2/demo/../../../etc/passwd",
                "/v2/demo/blobs/sha256:..%2f..%2fidentity",
                "/v2//etc/passwd/manifests/latest",
            })
    void givesNothingAwayThroughAPathOfTheRegistry(String path) {
        var answer = api.get(path);
        assertThat(answer.status()).isIn(400, 401, 404);
        assertThat(answer.body()).doesNotContain("root:", "SQLite");
    }

    private static Answer register(String family, String cpu, String memory) {
        return api.ecs("RegisterTaskDefinition", """
                {"family":"%s","requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc","cpu":"%s","memory":"%s",
                 "containerDefinitions":[{"name":"c","image":"busybox"}]}""".formatted(family, cpu, memory));
    }

    private static void isTaken(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private static void isRefused(Answer answer, int status, String code, String message) {
        assertThat(answer.code()).as(answer.body()).isEqualTo(code);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.message()).as(answer.body()).contains(message);
    }

    /** All that can be listed. */
    private static List<String> everything() {
        var all = new ArrayList<String>();
        for (var answer : List.of(
                api.ecs("ListClusters", "{}"),
                api.ecs("DescribeClusters", "{\"clusters\":[\"demo\"]}"),
                api.ecs("ListTaskDefinitions", "{}"),
                api.ecs("ListTasks", "{\"cluster\":\"demo\"}"),
                api.ecs("ListTasks", "{\"cluster\":\"demo\",\"desiredStatus\":\"STOPPED\"}"),
                api.ecr("DescribeRepositories", "{}"),
                api.logs("DescribeLogGroups", "{}"),
                api.logs("DescribeLogStreams", "{\"logGroupName\":\"demo\"}"))) {
            isTaken(answer);
            all.add(answer.body());
        }
        all.add(api.iam("Action=ListRoles").body().replaceAll("<RequestId>[^<]*", ""));
        return all;
    }
}

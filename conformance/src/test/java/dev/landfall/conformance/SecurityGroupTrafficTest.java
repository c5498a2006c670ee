package dev.landfall.conformance;

import static dev.landfall.conformance.Eventually.eventually;
import static dev.landfall.conformance.Workload.WAITS;
import static dev.landfall.conformance.Workload.privateAddress;
import static dev.landfall.conformance.Workload.shell;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ecs.model.AssignPublicIp;
import software.amazon.awssdk.services.ecs.model.Task;

/** What security groups say about tasks is what happens to their packets. */
@Tag("docker")
@Tag("slow")
final class SecurityGroupTrafficTest {
    private static DockerEngineOfTests docker;
    private static Server server;
    private static Workload workload;
    private static String definition;

    @BeforeAll
    static void start() throws IOException {
        docker = DockerEngineOfTests.find();
        server = Server.start(Installation.on(docker.host()));
        workload = Workload.in(server.clients(), "groups");
        var script =
                "mkdir -p /tmp; printf hello > /tmp/index.html; httpd -p 3000 -h /tmp; httpd -p 4000 -h /tmp; " + WAITS;
        definition = workload.register("web", shell("web", script));
    }

    @AfterAll
    static void stop() throws IOException {
        workload.stopAll();
        server.close();
    }

    @Test
    void aTaskReachesAnotherOnlyWhereARuleSaysSoAndARevokedRuleEndsItAtOnce() throws IOException {
        var web = group("web");
        var client = group("client");
        var server = start(web);
        var caller = start(client);
        assertThat(reaches(caller, server, 3000)).isFalse();
        var rule = allow(
                web,
                permission -> permission
                        .ipProtocol("tcp")
                        .fromPort(3000)
                        .toPort(3000)
                        .userIdGroupPairs(pair -> pair.groupId(client)));
        eventually("a way", () -> reaches(caller, server, 3000));
        assertThat(reaches(caller, server, 4000)).isFalse();
        assertThat(reaches(server, caller, 3000)).isFalse();
        var second = start(client);
        assertThat(reaches(second, server, 3000)).as("a member that came later").isTrue();
        clients()
                .ec2()
                .revokeSecurityGroupIngress(request -> request.groupId(web).securityGroupRuleIds(rule));
        eventually("no way", () -> !reaches(caller, server, 3000));
        workload.stop(second, "enough");
        workload.stopped(second);
    }

    @Test
    void whatAGroupDoesNotLetOutStays() throws IOException {
        var open = group("open");
        allow(open, permission -> permission.ipProtocol("-1").ipRanges(range -> range.cidrIp("0.0.0.0/0")));
        var shut = group("shut");
        var all = IpPermission.builder()
                .ipProtocol("-1")
                .ipRanges(range -> range.cidrIp("0.0.0.0/0"))
                .build();
        clients()
                .ec2()
                .revokeSecurityGroupEgress(request -> request.groupId(shut).ipPermissions(all));
        var server = start(open);
        var caller = start(shut);
        assertThat(reaches(caller, server, 3000)).isFalse();
        clients()
                .ec2()
                .authorizeSecurityGroupEgress(request -> request.groupId(shut)
                        .ipPermissions(IpPermission.builder()
                                .ipProtocol("tcp")
                                .fromPort(4000)
                                .toPort(4000)
                                .userIdGroupPairs(pair -> pair.groupId(open))
                                .build()));
        eventually("a way", () -> reaches(caller, server, 4000));
        assertThat(reaches(caller, server, 3000)).isFalse();
    }

    @Test
    void theDefaultGroupsMembersReachEachOtherAndNobodyElseReachesThem() throws IOException {
        var outside = start(group("outside"));
        var one = workload.running(workload.run(definition));
        var other = workload.running(workload.run(definition));
        eventually("a way", () -> reaches(one, other, 3000));
        assertThat(reaches(outside, one, 3000)).isFalse();
    }

    @Test
    void aPublicAddressAnswersWhereARuleLetsThisMachineIn() throws IOException {
        var group = group("public");
        var task = start(group);
        var address = workload.publicAddress(task).orElseThrow();
        assertThat(answers(address)).isFalse();
        allow(group, tcp3000From("10.0.0.0/8"));
        assertThat(answers(address)).isFalse();
        var rule = allow(group, tcp3000From("0.0.0.0/0"));
        eventually("an answer", () -> answers(address));
        server.restart();
        assertThat(answers(address)).as("after a restart").isTrue();
        clients()
                .ec2()
                .revokeSecurityGroupIngress(request -> request.groupId(group).securityGroupRuleIds(rule));
        eventually("nobody answers", () -> !answers(address));
    }

    /** How that keeps a thief out is for AddressGuardTest to show. */
    @Test
    void everyTaskIsHeldToItsOwnAddressAlsoAfterARestart() throws IOException {
        var task = start(group("held"));
        assertThat(heldAddresses()).contains(privateAddress(task));
        server.restart();
        var second = start(group("held-too"));
        assertThat(heldAddresses()).contains(privateAddress(task), privateAddress(second));
        workload.stop(second, "enough");
        workload.stopped(second);
        eventually("its device is forgotten", () -> !heldAddresses().contains(privateAddress(second)));
    }

    private static String heldAddresses() {
        var table = "landfall_" + server.installation().instance() + ".wire";
        try {
            var nft = new ProcessBuilder("nft", "list", "set", "bridge", table, "addresses").start();
            return new String(nft.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Consumer<IpPermission.Builder> tcp3000From(String block) {
        return permission ->
                permission.ipProtocol("tcp").fromPort(3000).toPort(3000).ipRanges(range -> range.cidrIp(block));
    }

    private static Clients clients() {
        return server.clients();
    }

    private static String group(String name) {
        return clients()
                .ec2()
                .createSecurityGroup(request -> request.groupName(name).description("of a test"))
                .groupId();
    }

    /** @return the rule's id */
    private static String allow(String group, Consumer<IpPermission.Builder> permission) {
        var built = IpPermission.builder();
        permission.accept(built);
        return clients()
                .ec2()
                .authorizeSecurityGroupIngress(request -> request.groupId(group).ipPermissions(List.of(built.build())))
                .securityGroupRules()
                .getFirst()
                .securityGroupRuleId();
    }

    private static Task start(String group) {
        return workload.running(workload.run(
                definition,
                request -> request.networkConfiguration(network ->
                        network.awsvpcConfiguration(vpc -> vpc.subnets(clients().subnet())
                                .securityGroups(group)
                                .assignPublicIp(AssignPublicIp.ENABLED)))));
    }

    /** Whether one task gets through to a port of another. */
    private static boolean reaches(Task from, Task to, int port) {
        var container = docker.docker(
                "ps",
                "-q",
                "--filter",
                "label=dev.landfall.container=web",
                "--filter",
                "label=dev.landfall.pod="
                        + from.taskArn().substring(from.taskArn().lastIndexOf('/') + 1));
        var call = "for n in 1 2; do nc -w 1 " + privateAddress(to) + " " + port
                + " </dev/null >/dev/null 2>&1; s=$?; [ $s = 0 ] && break; sleep 0.1; done; echo status $s";
        return docker.docker("exec", container, "sh", "-c", call).endsWith("status 0");
    }

    private static boolean answers(String address) {
        for (var attempt = 0; attempt < 3; attempt++) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(address, 3000), 600);
                return true;
            } catch (IOException e) {
                continue; // its web server may still be about to listen
            }
        }
        return false;
    }
}

package dev.landfall.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.landfall.contract.ec2.Ec2Service;
import dev.landfall.ec2.Ec2;
import dev.landfall.network.Interfaces;
import dev.landfall.network.NetworkInterface;
import dev.landfall.network.NetworkSettings;
import dev.landfall.network.SecurityGroups;
import dev.landfall.store.memory.MemoryStore;
import dev.landfall.wire.ApiEndpoint;
import dev.landfall.wire.Operations;
import dev.landfall.wire.PageTokens;
import dev.landfall.wire.Realm;
import dev.landfall.wire.auth.AccessKeys;
import dev.landfall.wire.auth.Authorizer;
import dev.landfall.wire.auth.OpenAuthentication;
import dev.landfall.wire.http.HttpServer;
import dev.landfall.wire.http.Listen;
import dev.landfall.wire.http.Route;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceStatus;

/** EC2's networks as the AWS SDK for Java sees them, over the wire. */
final class SdkNetworkTest {
    private static final Realm REALM = new Realm("123456789012", "eu-west-1");

    private final MemoryStore store = new MemoryStore();
    private final Random random = new Random(1);
    private final Interfaces interfaces = new Interfaces(NetworkSettings.DEFAULT, random);
    private HttpServer server;
    private Sdk sdk;
    private Ec2Client ec2;

    @BeforeEach
    void start() throws IOException {
        var groups = new SecurityGroups(NetworkSettings.DEFAULT, random);
        var operations = Ec2.operations(store, interfaces, groups, new PageTokens(new byte[16]));
        var api = new ApiEndpoint(
                List.of(Operations.bind(Ec2Service.MODEL, operations.toArray())),
                new OpenAuthentication(AccessKeys.NONE),
                Authorizer.OPEN);
        server = HttpServer.start(
                Listen.on("127.0.0.1", 0), List.of(new Route("/", api)), InstantSource.system(), UUID::randomUUID);
        sdk = Sdk.of(URI.create("http://127.0.0.1:" + server.port()), REALM.account(), "secret");
        ec2 = sdk.client(Ec2Client.builder());
    }

    @AfterEach
    void stop() {
        ec2.close();
        sdk.close();
        server.close();
        store.close();
    }

    @Test
    void findsTheSubnetThatATutorialStartsIn() {
        var subnets = ec2.describeSubnets(request -> request.filters(filter("default-for-az", "true")))
                .subnets();
        assertThat(subnets).hasSize(3).allSatisfy(subnet -> {
            assertThat(subnet.availabilityZone()).startsWith("eu-west-1");
            assertThat(subnet.availableIpAddressCount()).isEqualTo(4_091);
            assertThat(subnet.mapPublicIpOnLaunch()).isTrue();
        });
        var vpc = ec2.describeVpcs(request -> request.filters(filter("is-default", "true")))
                .vpcs()
                .getFirst();
        assertThat(subnets).allSatisfy(subnet -> assertThat(subnet.vpcId()).isEqualTo(vpc.vpcId()));
    }

    @Test
    void findsAPublicAddressByTheInterfaceOfATask() {
        var eni = start(0);
        var shown = ec2.describeNetworkInterfaces(request -> request.networkInterfaceIds(eni.id()))
                .networkInterfaces()
                .getFirst();
        assertThat(shown.association().publicIp()).isEqualTo("127.64.0.1");
        assertThat(shown.privateIpAddresses().getFirst().privateIpAddress()).isEqualTo("172.31.0.4");
        assertThat(shown.status()).isEqualTo(NetworkInterfaceStatus.IN_USE);
        assertThat(shown.attachment().attachTime()).isEqualTo(Instant.EPOCH);
        assertThat(shown.groups().getFirst().groupName()).isEqualTo("default");
    }

    @Test
    void pagesThroughInterfaces() {
        for (var i = 0; i < 12; i++) {
            start(1);
        }
        var pages = ec2.describeNetworkInterfacesPaginator(request -> request.maxResults(5));
        assertThat(pages.networkInterfaces().stream().toList()).hasSize(12).doesNotHaveDuplicates();
        assertThat(sdk.attempts()).isEqualTo(3);
    }

    @Test
    void keepsASecurityGroupAndItsRules() {
        var id = ec2.createSecurityGroup(request -> request.groupName("web").description("lets the web in"))
                .groupId();
        var http = IpPermission.builder()
                .ipProtocol("tcp")
                .fromPort(80)
                .toPort(80)
                .ipRanges(range -> range.cidrIp("0.0.0.0/0").description("everyone"))
                .build();
        var rule = ec2.authorizeSecurityGroupIngress(
                        request -> request.groupId(id).ipPermissions(http))
                .securityGroupRules()
                .getFirst();
        assertThat(rule.cidrIpv4()).isEqualTo("0.0.0.0/0");
        assertThat(ec2.describeSecurityGroups(request -> request.groupIds(id))
                        .securityGroups()
                        .getFirst()
                        .ipPermissions()
                        .getFirst()
                        .ipRanges()
                        .getFirst()
                        .description())
                .isEqualTo("everyone");
        var again = catchThrowableOfType(
                Ec2Exception.class,
                () -> ec2.authorizeSecurityGroupIngress(
                        request -> request.groupId(id).ipPermissions(http)));
        assertThat(again.awsErrorDetails().errorCode()).isEqualTo("InvalidPermission.Duplicate");
        ec2.createTags(request -> request.resources(id, rule.securityGroupRuleId())
                .tags(tag -> tag.key("team").value("blue")));
        assertThat(ec2.describeTags(request -> request.filters(filter("tag:team", "blue")))
                        .tags())
                .hasSize(2);
        ec2.deleteSecurityGroup(request -> request.groupId(id));
    }

    @Test
    void namesWhatIsWrong() {
        assertThat(code(() -> ec2.describeSubnets(request -> request.subnetIds("subnet-1"))))
                .isEqualTo("InvalidSubnetID.NotFound: The subnet ID 'subnet-1' does not exist");
        assertThat(code(() -> ec2.describeVpcs(request -> request.filters(filter("colour", "red")))))
                .isEqualTo("InvalidParameterValue: The filter 'colour' is invalid");
        assertThat(code(() -> ec2.describeVpcs(request -> request.dryRun(true))))
                .startsWith("DryRunOperation");
        assertThat(code(() -> ec2.createSecurityGroup(request -> request.groupName("web"))))
                .startsWith("MissingParameter");
    }

    private static String code(Runnable act) {
        var details = catchThrowableOfType(Ec2Exception.class, act::run).awsErrorDetails();
        return details.errorCode() + ": " + details.errorMessage();
    }

    private NetworkInterface start(int subnet) {
        var request = new Interfaces.Request(
                interfaces.network(REALM).subnets().get(subnet).id(), List.of(), true, "task", "attachment");
        return store.transact(tx -> interfaces.allocate(tx, REALM, request, Instant.EPOCH));
    }

    private static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }
}

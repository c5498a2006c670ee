package dev.landfall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.contract.Structure;
import dev.landfall.contract.ec2.CreateTagsRequest;
import dev.landfall.contract.ec2.DeleteSecurityGroupRequest;
import dev.landfall.contract.ec2.DescribeVpcsRequest;
import dev.landfall.contract.ecr.DescribeRepositoriesRequest;
import dev.landfall.contract.ecr.GetAuthorizationTokenRequest;
import dev.landfall.contract.ecr.PutImageRequest;
import dev.landfall.contract.iam.AttachRolePolicyRequest;
import dev.landfall.contract.iam.CreateAccessKeyRequest;
import dev.landfall.contract.iam.CreateRoleRequest;
import dev.landfall.contract.iam.ListRolesRequest;
import dev.landfall.contract.logs.DescribeLogGroupsRequest;
import dev.landfall.contract.logs.PutLogEventsRequest;
import dev.landfall.contract.sts.AssumeRoleRequest;
import dev.landfall.contract.sts.GetCallerIdentityRequest;
import dev.landfall.ec2.Ec2Resources;
import dev.landfall.ecr.EcrResources;
import dev.landfall.iam.IamResources;
import dev.landfall.logs.LogsResources;
import dev.landfall.store.memory.MemoryStore;
import dev.landfall.sts.StsResources;
import dev.landfall.wire.Call;
import dev.landfall.wire.Principal;
import dev.landfall.wire.Realm;
import dev.landfall.wire.ResourceNames;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the calls of each service are about, as AWS's refusals name it. */
final class ResourcesTest {
    private static final String ALICE = "arn:aws:iam::111122223333:user/alice";
    private static final Call CALL = new Call(
            new Realm("111122223333", "us-east-1"),
            new Principal("111122223333", ALICE, "AIDA", "AKIA"),
            "id",
            Instant.EPOCH);

    private static List<String> of(ResourceNames names, Structure in) {
        var operation = in.schema().name().replaceFirst("Request$", "");
        return names.resourcesOf(operation, in, CALL);
    }

    @Test
    void anEcrCallIsAboutItsRepositories() {
        var ecr = new EcrResources();
        assertThat(of(ecr, PutImageRequest.builder().repositoryName("a/b").build()))
                .containsExactly("arn:aws:ecr:us-east-1:111122223333:repository/a/b");
        assertThat(of(ecr, DescribeRepositoriesRequest.builder().build()))
                .containsExactly("arn:aws:ecr:us-east-1:111122223333:repository/*");
        assertThat(of(ecr, GetAuthorizationTokenRequest.builder().build())).containsExactly("*");
    }

    @Test
    void aLogsCallIsAboutAGroupAndAStream() {
        var logs = new LogsResources();
        assertThat(of(
                        logs,
                        PutLogEventsRequest.builder()
                                .logGroupName("/g")
                                .logStreamName("s")
                                .build()))
                .containsExactly("arn:aws:logs:us-east-1:111122223333:log-group:/g:log-stream:s");
        assertThat(of(logs, DescribeLogGroupsRequest.builder().build()))
                .containsExactly("arn:aws:logs:us-east-1:111122223333:log-group::log-stream:");
    }

    @Test
    void anIamCallIsAboutWhatItChanges() {
        var iam = new IamResources(new MemoryStore());
        assertThat(of(iam, CreateRoleRequest.builder().roleName("r").path("/p/").build()))
                .containsExactly("arn:aws:iam::111122223333:role/p/r");
        assertThat(of(
                        iam,
                        AttachRolePolicyRequest.builder()
                                .roleName("r")
                                .policyArn("arn:aws:iam::aws:policy/X")
                                .build()))
                .containsExactly("arn:aws:iam::111122223333:role/r");
        assertThat(of(iam, CreateAccessKeyRequest.builder().build())).containsExactly(ALICE);
        assertThat(of(iam, ListRolesRequest.builder().build())).containsExactly("*");
    }

    @Test
    void assumingARoleIsAboutTheRole() {
        var sts = new StsResources();
        assertThat(of(
                        sts,
                        AssumeRoleRequest.builder()
                                .roleArn("arn:aws:iam::1:role/r")
                                .build()))
                .containsExactly("arn:aws:iam::1:role/r");
        assertThat(of(sts, GetCallerIdentityRequest.builder().build())).containsExactly("*");
    }

    @Test
    void anEc2CallIsAboutWhatItChanges() {
        var ec2 = new Ec2Resources();
        assertThat(of(ec2, DescribeVpcsRequest.builder().build())).containsExactly("*");
        assertThat(of(ec2, DeleteSecurityGroupRequest.builder().groupId("sg-1").build()))
                .containsExactly("arn:aws:ec2:us-east-1:111122223333:security-group/sg-1");
        assertThat(of(
                        ec2,
                        CreateTagsRequest.builder()
                                .resources(List.of("vpc-1", "sgr-2"))
                                .build()))
                .containsExactly(
                        "arn:aws:ec2:us-east-1:111122223333:vpc/vpc-1",
                        "arn:aws:ec2:us-east-1:111122223333:security-group-rule/sgr-2");
    }
}

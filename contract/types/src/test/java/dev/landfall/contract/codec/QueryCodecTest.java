package dev.landfall.contract.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.contract.Fault;
import dev.landfall.contract.ec2.CreateSecurityGroupRequest;
import dev.landfall.contract.ec2.DescribeVpcsRequest;
import dev.landfall.contract.ec2.DescribeVpcsResponse;
import dev.landfall.contract.ec2.Ec2Service;
import dev.landfall.contract.ec2.Vpc;
import dev.landfall.contract.elbv2.CreateLoadBalancerRequest;
import dev.landfall.contract.iam.CreateRoleRequest;
import dev.landfall.contract.iam.DeleteRoleResponse;
import dev.landfall.contract.iam.IamErrors;
import dev.landfall.contract.iam.IamService;
import dev.landfall.contract.sts.GetCallerIdentityResponse;
import dev.landfall.contract.sts.StsService;
import java.util.List;
import org.junit.jupiter.api.Test;

final class QueryCodecTest {
    @Test
    void readsListsByTheirNumbersWhateverTheirOrder() {
        var form = Form.parse(
                "Action=CreateRole&RoleName=r&Tags.member.10.Key=ten&Tags.member.2.Key=two&Tags.member.2.Value=a+b%26");
        var tags = QueryCodec.decode(CreateRoleRequest.SCHEMA, form).tagsOrEmpty();
        assertThat(tags).extracting(tag -> tag.key()).containsExactly("two", "ten");
        assertThat(tags.getFirst().value()).isEqualTo("a b&");
    }

    @Test
    void anEmptyListIsNotAnAbsentOne() {
        assertThat(QueryCodec.decode(CreateLoadBalancerRequest.SCHEMA, Form.parse("Subnets="))
                        .subnets())
                .isEmpty();
        assertThat(QueryCodec.decode(CreateLoadBalancerRequest.SCHEMA, Form.parse("Name=x"))
                        .subnets())
                .isNull();
    }

    @Test
    void readsEc2sNames() {
        var vpcs = Ec2Codec.decode(
                DescribeVpcsRequest.SCHEMA,
                Form.parse("VpcId.1=vpc-1&VpcId.2=vpc-2&Filter.1.Name=cidr&Filter.1.Value.1=10.0.0.0%2F8"));
        assertThat(vpcs.vpcIds()).containsExactly("vpc-1", "vpc-2");
        assertThat(vpcs.filtersOrEmpty().getFirst().values()).containsExactly("10.0.0.0/8");
        var group = Ec2Codec.decode(
                CreateSecurityGroupRequest.SCHEMA, Form.parse("GroupName=g&GroupDescription=d&VpcId=vpc-1"));
        assertThat(group.groupName()).isEqualTo("g");
        assertThat(group.description()).isEqualTo("d");
    }

    @Test
    void aWrongTypeIsReportedByItsPath() {
        assertThatThrownBy(() -> QueryCodec.decode(CreateRoleRequest.SCHEMA, Form.parse("MaxSessionDuration=long")))
                .isInstanceOf(CodecException.class)
                .hasMessage("maxSessionDuration: Unable to parse the number");
        assertThatThrownBy(() -> QueryCodec.decode(CreateRoleRequest.SCHEMA, Form.parse("Tags.member.x.Key=a")))
                .hasMessage("tags: Expected a number to follow the name of a list");
        assertThatThrownBy(() -> QueryCodec.decode(CreateRoleRequest.SCHEMA, Form.parse("RoleName.1=a")))
                .hasMessage("roleName: Expected a value but found a structure or list");
        assertThatThrownBy(() -> Form.parse("a=%zz")).isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> QueryCodec.decode(CreateLoadBalancerRequest.SCHEMA, Form.parse("Scheme=sideways")))
                .isInstanceOf(UnknownEnumValue.class);
    }

    @Test
    void namesAndCountsAreLimited() {
        assertThatThrownBy(() -> QueryCodec.decode(CreateRoleRequest.SCHEMA, Form.parse("a.".repeat(500) + "=1")))
                .isInstanceOf(CodecException.class);
        var many = new StringBuilder();
        for (int i = 0; i < 30_000; i++) {
            many.append('k').append(i).append("=&");
        }
        assertThatThrownBy(() -> Form.parse(many.toString())).hasMessage("Too many parameters");
    }

    @Test
    void writesTheAnswerInItsWrapper() {
        var operation = StsService.MODEL.operation("GetCallerIdentity").orElseThrow();
        var output = GetCallerIdentityResponse.builder()
                .account("000000000000")
                .arn("a<b>&\"\u0001")
                .build();
        assertThat(new String(QueryCodec.encode(StsService.MODEL, operation, output, "id-1"), UTF_8))
                .isEqualTo("<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
                        + "<GetCallerIdentityResult><Account>000000000000</Account><Arn>a&lt;b&gt;&amp;&quot;\ufffd</Arn>"
                        + "</GetCallerIdentityResult><ResponseMetadata><RequestId>id-1</RequestId></ResponseMetadata>"
                        + "</GetCallerIdentityResponse>");
    }

    @Test
    void anAnswerWithoutAnOutputHasNoWrapper() {
        var operation = IamService.MODEL.operation("DeleteRole").orElseThrow();
        var answer = QueryCodec.encode(
                IamService.MODEL, operation, DeleteRoleResponse.builder().build(), "id-1");
        assertThat(new String(answer, UTF_8))
                .isEqualTo("<DeleteRoleResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\">"
                        + "<ResponseMetadata><RequestId>id-1</RequestId></ResponseMetadata></DeleteRoleResponse>");
    }

    @Test
    void writesEc2sAnswersAndErrors() {
        var operation = Ec2Service.MODEL.operation("DescribeVpcs").orElseThrow();
        var output = DescribeVpcsResponse.builder()
                .vpcs(List.of(Vpc.builder().vpcId("vpc-1").isDefault(true).build()))
                .build();
        assertThat(new String(Ec2Codec.encode(Ec2Service.MODEL, operation, output, "id-1"), UTF_8))
                .isEqualTo("<DescribeVpcsResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">"
                        + "<requestId>id-1</requestId><vpcSet><item><isDefault>true</isDefault><vpcId>vpc-1</vpcId>"
                        + "</item></vpcSet></DescribeVpcsResponse>");
        var fault = Fault.unlisted("InvalidVpcID.NotFound", 400, "The vpc ID 'vpc-1' does not exist");
        assertThat(new String(Ec2Codec.encode(fault, "id-1"), UTF_8))
                .isEqualTo("<Response><Errors><Error><Code>InvalidVpcID.NotFound</Code>"
                        + "<Message>The vpc ID 'vpc-1' does not exist</Message></Error></Errors>"
                        + "<RequestID>id-1</RequestID></Response>");
    }

    @Test
    void errorsTellWhoIsToBlame() {
        var fault = Fault.of(IamErrors.NO_SUCH_ENTITY_EXCEPTION, "The role with name r cannot be found.");
        assertThat(new String(QueryCodec.encode(IamService.MODEL, fault, "id-1"), UTF_8))
                .isEqualTo("<ErrorResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><Error>"
                        + "<Type>Sender</Type><Code>NoSuchEntity</Code>"
                        + "<Message>The role with name r cannot be found.</Message></Error>"
                        + "<RequestId>id-1</RequestId></ErrorResponse>");
    }
}

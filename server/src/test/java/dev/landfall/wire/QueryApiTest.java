package dev.landfall.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.wire.auth.AccessKeys;
import dev.landfall.wire.auth.Authorizer;
import dev.landfall.wire.auth.OpenAuthentication;
import dev.landfall.wire.http.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The query protocols and CBOR, as bytes: forms that are broken, unknown or unsigned. */
final class QueryApiTest {
    private static HttpServer server;
    private static HttpClient client;

    @BeforeAll
    static void start() throws IOException {
        server = TinyServer.start(0, new OpenAuthentication(AccessKeys.NONE), Authorizer.OPEN);
        client = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    private static HttpRequest.Builder request(String path, String service) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("X-Amz-Date", "20261121T000000Z")
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=test/20261121/us-east-1/" + service
                                + "/aws4_request, SignedHeaders=host, Signature=00");
    }

    private static HttpResponse<String> form(String service, String body) throws Exception {
        return client.send(
                request("/", service)
                        .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void answersInTheServicesNamespace() throws Exception {
        var answer = form("sts", "Action=GetCallerIdentity&Version=2011-06-15");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("text/xml");
        assertThat(answer.body())
                .startsWith("<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">")
                .contains("<GetCallerIdentityResult>")
                .contains("<Account>000000000000</Account>")
                .contains("<RequestId>");
    }

    @Test
    void takesThePresignedCallOfABrowserOrAToken() throws Exception {
        var presigned =
                "/?Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential="
                        + "123456789012%2F20261121%2Fus-east-1%2Fsts%2Faws4_request&X-Amz-Date=20261121T000000Z"
                        + "&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Signature=00";
        var answer = get(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + presigned)));
        assertThat(answer.body()).contains("<Account>123456789012</Account>");
    }

    @Test
    void saysWhatItDoesNotKnow() throws Exception {
        assertThat(form("iam", "Action=Frobnicate&Version=2010-05-08").body())
                .contains("<Type>Sender</Type><Code>InvalidAction</Code>")
                .contains("Could not find operation Frobnicate for version 2010-05-08");
        assertThat(form("ec2", "Action=Frobnicate&Version=2016-11-15").body())
                .contains("<Code>InvalidAction</Code>")
                .contains("The action Frobnicate is not valid for this web service.");
        var classic = form("elasticloadbalancing", "Action=DescribeLoadBalancers&Version=2012-06-01");
        assertThat(classic.statusCode()).isEqualTo(404);
        assertThat(classic.body()).contains("Landfall has no service for Action DescribeLoadBalancers of version 2012");
    }

    @Test
    void takesOlderVersionsOfEc2() throws Exception {
        assertThat(form("ec2", "Action=DescribeVpcs&Version=2014-10-01&VpcId.1=vpc-1")
                        .body())
                .contains("<vpcId>vpc-1</vpcId>");
    }

    @Test
    void refusesFormsThatCannotBeRead() throws Exception {
        assertThat(form("iam", "Action=GetRole&Version=2010-05-08&RoleName=%zz").statusCode())
                .isEqualTo(400);
        assertThat(form("ec2", "Action=DescribeVpcs&Version=2016-11-15&MaxResults=many")
                        .body())
                .contains("<Code>InvalidParameterValue</Code>");
        assertThat(form("ec2", "Action=DescribeVpcs&Version=2016-11-15&VpcId.x=1")
                        .body())
                .contains("<Code>InvalidParameterValue</Code>");
        assertThat(form("iam", "a=b&".repeat(200_000)).body()).contains("<Code>MissingAction</Code>");
        var many = IntStream.range(0, 50_000).mapToObj(i -> "a" + i + "=b").collect(Collectors.joining("&"));
        assertThat(form("iam", many).body()).contains("<Code>MalformedInput</Code>");
    }

    @Test
    void refusesWhatIsMissingByTheServicesOwnCode() throws Exception {
        assertThat(form("iam", "Action=GetRole&Version=2010-05-08").body())
                .contains("<Code>ValidationError</Code>")
                .contains("Value null at 'roleName' failed to satisfy constraint: Member must not be null");
    }

    @Test
    void refusesTheUnsignedAsTheServiceDoes() throws Exception {
        var unsigned = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("Action=GetCallerIdentity&Version=2011-06-15"));
        var answer = client.send(unsigned.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("<Code>MissingAuthenticationToken</Code>");
    }

    @Test
    void readsAndRefusesCbor() throws Exception {
        var call = request("/service/GraniteServiceVersion20100801/operation/ListMetrics", "monitoring")
                .header("smithy-protocol", "rpc-v2-cbor")
                .header("Content-Type", "application/cbor");
        var empty = client.send(call.POST(HttpRequest.BodyPublishers.noBody()).build(), BodyHandlers.ofString());
        assertThat(empty.statusCode()).isEqualTo(200);
        assertThat(empty.headers().firstValue("smithy-protocol")).contains("rpc-v2-cbor");
        var broken = client.send(
                call.POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {(byte) 0xff, 1, 2}))
                        .build(),
                BodyHandlers.ofString());
        assertThat(broken.statusCode()).isEqualTo(400);
        assertThat(broken.body()).contains("SerializationException");
        assertThat(broken.headers().firstValue("x-amzn-query-error")).contains("SerializationException;Sender");
        var nowhere = request("/service/Other/operation/X", "x").header("smithy-protocol", "rpc-v2-cbor");
        assertThat(get(nowhere).statusCode()).isEqualTo(404);
    }

    @Test
    void namesTheRestServicesThatItLacks() throws Exception {
        var s3 = get(request("/bucket", "s3"));
        assertThat(s3.statusCode()).isEqualTo(501);
        assertThat(s3.body()).contains("<Code>NotImplemented</Code><Message>Landfall does not have this API of s3;");
        var lambda = get(request("/2015-03-31/functions/", "lambda"));
        assertThat(lambda.headers().firstValue("x-amzn-errortype")).contains("NotImplementedException");
    }
}

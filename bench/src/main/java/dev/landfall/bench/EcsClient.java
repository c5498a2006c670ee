package dev.landfall.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.landfall.contract.Structure;
import dev.landfall.contract.StructureSchema;
import dev.landfall.contract.codec.JsonCodec;
import java.io.IOException;
import java.util.regex.Pattern;

/** Amazon ECS over one kept connection. */
final class EcsClient implements AutoCloseable {
    private static final Pattern SUBNET = Pattern.compile("<subnetId>([^<]+)");

    private final HttpConnection connection;

    EcsClient(int port) throws IOException {
        connection = HttpConnection.toPort(port);
    }

    /** The bytes of a call, signed with credentials that an open server takes at their word. */
    static byte[] request(String operation, Structure input) {
        var headers = authorization("ecs") + "Content-Type: application/x-amz-json-1.1\r\n"
                + "X-Amz-Target: AmazonEC2ContainerServiceV20141113." + operation + "\r\n";
        return HttpConnection.request("POST", "/", headers, JsonCodec.encode(input));
    }

    <T extends Structure> T call(String operation, Structure input, StructureSchema<T> output) {
        return JsonCodec.decode(output, send(request(operation, input)).body());
    }

    HttpConnection.Answer send(byte[] request) {
        return succeeded(connection.exchange(request));
    }

    /** The first subnet of the default VPC, as a task's network configuration names it. */
    String firstSubnet() {
        var headers = authorization("ec2") + "Content-Type: application/x-www-form-urlencoded\r\n";
        var body = "Action=DescribeSubnets&Version=2016-11-15".getBytes(UTF_8);
        var text = succeeded(connection.exchange(HttpConnection.request("POST", "/", headers, body)))
                .text();
        var found = SUBNET.matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("No subnet in " + text);
        }
        return found.group(1);
    }

    private static HttpConnection.Answer succeeded(HttpConnection.Answer answer) {
        if (answer.status() != 200) {
            throw new IllegalStateException("Answered " + answer.status() + ": " + answer.text());
        }
        return answer;
    }

    private static String authorization(String service) {
        return "X-Amz-Date: 20260101T000000Z\r\n"
                + "Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/" + service
                + "/aws4_request, SignedHeaders=host;x-amz-date, Signature=" + "0".repeat(64) + "\r\n";
    }

    @Override
    public void close() {
        connection.close();
    }
}

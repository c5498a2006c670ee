package dev.landfall.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.landfall.contract.Fault;
import dev.landfall.contract.codec.JsonCodec;
import dev.landfall.wire.http.HttpRequest;
import java.util.Map;
import java.util.regex.Pattern;

/** What is said to requests that no API here is meant by: browsers, and clients of AWS's REST services. */
final class NoCall {
    private static final Pattern SIGNED_FOR =
            Pattern.compile("Credential=[^/]+/[^/]+/[^/]+/([a-z0-9-]{1,40})/aws4_request");
    private static final Answer HELLO = Answer.of(
            404,
            "text/plain; charset=utf-8",
            "Landfall answers AWS's APIs here: point an AWS client at this address.\n".getBytes(UTF_8));

    private NoCall() {}

    static Answer answer(HttpRequest request) {
        var signedFor = SIGNED_FOR.matcher(request.header("authorization").orElse(""));
        return signedFor.find() ? noService(signedFor.group(1)) : HELLO;
    }

    /** S3 alone of the REST services answers in XML. */
    private static Answer noService(String name) {
        var text = "Landfall does not have this API of " + name + "; see docs/coverage.md";
        if (name.equals("s3")) {
            var xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>NotImplemented</Code><Message>" + text
                    + "</Message></Error>";
            return Answer.of(501, "application/xml", xml.getBytes(UTF_8));
        }
        var fault = Fault.unlisted("NotImplementedException", 501, text);
        var headers = Map.of("Content-Type", "application/json", "x-amzn-ErrorType", "NotImplementedException");
        return new Answer(501, headers, JsonCodec.encode(fault));
    }
}

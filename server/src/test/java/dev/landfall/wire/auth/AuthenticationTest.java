package dev.landfall.wire.auth;

import static dev.landfall.wire.auth.Unauthenticated.Reason.EXPIRED;
import static dev.landfall.wire.auth.Unauthenticated.Reason.INCOMPLETE;
import static dev.landfall.wire.auth.Unauthenticated.Reason.MISMATCH;
import static dev.landfall.wire.auth.Unauthenticated.Reason.MISSING;
import static dev.landfall.wire.auth.Unauthenticated.Reason.STALE;
import static dev.landfall.wire.auth.Unauthenticated.Reason.UNKNOWN_KEY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.landfall.wire.Principal;
import dev.landfall.wire.auth.Unauthenticated.Reason;
import dev.landfall.wire.http.FakeRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The signatures are those of AWS's published examples, or made by botocore for the same key, time and scope. */
final class AuthenticationTest {
    private static final Instant SIGNED_AT = Instant.parse("2015-08-30T12:36:00Z");
    private static final String VANILLA = "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31";
    private static final Principal ALICE =
            new Principal("111122223333", "arn:aws:iam::111122223333:user/alice", "AIDA1", "AKIDEXAMPLE");

    private final AccessKey key = new AccessKey(
            "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", ALICE, Optional.empty(), Optional.empty());
    private final Authentication verifying = new VerifyingAuthentication(keys(key));
    private final Authentication open = new OpenAuthentication(keys(key));

    private static AccessKeys keys(AccessKey key) {
        return id -> Optional.of(key).filter(known -> known.id().equals(id));
    }

    private static FakeRequest request(String method, String target) {
        return new FakeRequest(method, target)
                .at(SIGNED_AT)
                .with("Host", "example.amazonaws.com")
                .with("X-Amz-Date", "20150830T123600Z");
    }

    private static String authorization(String signedHeaders, String hex) {
        return "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders="
                + signedHeaders + ", Signature=" + hex;
    }

    private static FakeRequest vanilla() {
        return request("GET", "/").with("Authorization", authorization("host;x-amz-date", VANILLA));
    }

    private Reason refusal(Authentication authentication, FakeRequest request) {
        return refused(authentication, request).reason();
    }

    private Unauthenticated refused(Authentication authentication, FakeRequest request) {
        return catchThrowableOfType(
                Unauthenticated.class, () -> authentication.authenticate(request, bytes(request), "service"));
    }

    private static byte[] bytes(FakeRequest request) {
        try {
            return request.body().readAllBytes();
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /, 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "POST, /, 5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
        "GET,  /?Param2=value2&Param1=value1, b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
        "GET,  /?Param1=value2&Param1=Value1, eedbc4e291e521cf13422ffca22be7d2eb8146eecf653089df300a15b2382bd1",
        "GET,  /?%E1%88%B4=bar, 2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04",
        "GET,  /%E1%88%B4, 697b34846207a3f72246f99d74ae1ee4fe54f44bb06730c58a0d339eb079596d",
        "GET,  /example1/example2/../.., 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "GET,  //example//, 9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84",
        "GET,  /example%20space/, 446b817944c553435b35e813c261ff4e161fff982d1bacdef1c87f6785dd1662",
    })
    void believesAGoodSignature(String method, String target, String hex) throws Unauthenticated {
        var request = request(method, target).with("Authorization", authorization("host;x-amz-date", hex));
        var caller = verifying.authenticate(request, new byte[0], "service");
        assertThat(caller.principal()).isEqualTo(ALICE);
        assertThat(caller.realm().account()).isEqualTo("111122223333");
        assertThat(caller.realm().region()).isEqualTo("us-east-1");
    }

    @Test
    void believesWhatOurOwnClientsSign() throws Unauthenticated {
        var body = "{}".getBytes(UTF_8);
        var signer = new Signer(key.id(), key.secret(), "us-east-1", "service");
        var headers = signer.sign(
                "POST",
                java.net.URI.create("http://example.amazonaws.com:4566/"),
                java.util.Map.of(
                        "X-Amz-Target", "Landfall.DescribeServer", "Content-Type", "application/x-amz-json-1.1"),
                body,
                SIGNED_AT);
        var request = new FakeRequest("POST", "/").at(SIGNED_AT).with("Host", "example.amazonaws.com:4566");
        headers.forEach(request::with);
        assertThat(verifying.authenticate(request, body, "service").principal()).isEqualTo(ALICE);
        assertThatThrownBy(() -> verifying.authenticate(request, "[]".getBytes(UTF_8), "service"))
                .isInstanceOf(Unauthenticated.class);
    }

    @Test
    void countsBlanksInHeadersOnce() throws Unauthenticated {
        var request = request("GET", "/")
                .with("My-Header1", " value1")
                .with("My-Header2", " \"a   b   c\" ")
                .with(
                        "Authorization",
                        authorization(
                                "host;my-header1;my-header2;x-amz-date",
                                "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"));
        assertThat(verifying.authenticate(request, new byte[0], "service").principal())
                .isEqualTo(ALICE);
    }

    @Test
    void coversTheBody() throws Unauthenticated {
        var request = request("POST", "/")
                .with("Content-Type", "application/x-www-form-urlencoded")
                .with(
                        "Authorization",
                        authorization(
                                "content-type;host;x-amz-date",
                                "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"));
        assertThat(verifying
                        .authenticate(request, "Param1=value1".getBytes(UTF_8), "service")
                        .principal())
                .isEqualTo(ALICE);
        assertThatThrownBy(() -> verifying.authenticate(request, "Param1=value2".getBytes(UTF_8), "service"))
                .hasMessageStartingWith("The request signature we calculated does not match");
    }

    @Test
    void refusesWhatWasChangedOnTheWay() {
        assertThat(refusal(verifying, vanilla().with("x-amz-target", "Other.Op")))
                .isEqualTo(MISMATCH);
        var path = request("GET", "/x").with("Authorization", authorization("host;x-amz-date", VANILLA));
        assertThat(refusal(verifying, path)).isEqualTo(MISMATCH);
        var unsignedHost = request("GET", "/").with("Authorization", authorization("x-amz-date", VANILLA));
        assertThat(refused(verifying, unsignedHost).text()).startsWith("'Host' or ':authority' must be");
    }

    @Test
    void refusesBodiesThatAreNotSigned() {
        assertThat(refusal(verifying, vanilla().with("x-amz-content-sha256", "UNSIGNED-PAYLOAD")))
                .isEqualTo(MISMATCH);
        assertThat(refusal(verifying, vanilla().with("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD")))
                .isEqualTo(MISMATCH);
    }

    @Test
    void refusesSignaturesOfAnotherTimeWithAwsWords() {
        assertThat(refused(verifying, vanilla().at(SIGNED_AT.plus(Duration.ofMinutes(20))))
                        .text())
                .isEqualTo("Signature expired: 20150830T123600Z is now earlier than 20150830T124100Z "
                        + "(20150830T125600Z - 15 min.)");
        assertThat(refused(verifying, vanilla().at(SIGNED_AT.minus(Duration.ofMinutes(16))))
                        .text())
                .isEqualTo("Signature not yet current: 20150830T123600Z is still later than 20150830T123500Z "
                        + "(20150830T122000Z + 15 min.)");
        assertThat(refusal(verifying, vanilla().at(SIGNED_AT.plus(Duration.ofMinutes(16)))))
                .isEqualTo(STALE);
    }

    @Test
    void refusesKeysThatNobodyHas() {
        var stranger = request("GET", "/")
                .with("Authorization", authorization("host;x-amz-date", VANILLA).replace("AKIDEXAMPLE", "AKIDOTHER"));
        assertThat(refused(verifying, stranger).text())
                .isEqualTo("The security token included in the request is invalid.");
        assertThat(refusal(verifying, stranger)).isEqualTo(UNKNOWN_KEY);
    }

    @Test
    void wantsTheTokenOfTemporaryCredentials() {
        var temporary = new AccessKey(
                key.id(), key.secret(), ALICE, Optional.of("token"), Optional.of(SIGNED_AT.plusSeconds(60)));
        var authentication = new VerifyingAuthentication(keys(temporary));
        assertThat(refusal(authentication, vanilla())).isEqualTo(UNKNOWN_KEY);
        assertThat(refusal(authentication, vanilla().with("x-amz-security-token", "other")))
                .isEqualTo(UNKNOWN_KEY);
        var late = vanilla().with("x-amz-security-token", "token").at(SIGNED_AT.plusSeconds(61));
        assertThat(refusal(authentication, late)).isEqualTo(EXPIRED);
        assertThat(refusal(new OpenAuthentication(keys(temporary)), late)).isEqualTo(EXPIRED);
    }

    @Test
    void refusesAScopeOfAnotherServiceOrDay() {
        assertThatThrownBy(() -> verifying.authenticate(vanilla(), new byte[0], "ecs"))
                .hasMessage("Credential should be scoped to correct service: 'ecs'.");
        var otherDay = request("GET", "/")
                .with("Authorization", authorization("host;x-amz-date", VANILLA).replace("20150830", "20150829"));
        assertThat(refused(verifying, otherDay).text()).startsWith("Date in Credential scope does not match");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Bearer abc",
                "AWS4-HMAC-SHA256",
                "AWS4-HMAC-SHA256 Credential=a/b/c",
                "AWS4-HMAC-SHA256 Credential=a/20150830/us-east-1/aws4_request, SignedHeaders=host, Signature=00",
                "AWS4-HMAC-SHA256 Credential=a/20150830/../s/aws4_request/x, SignedHeaders=host, Signature=00",
                "AWS4-HMAC-SHA256 Credential=a/20150830/us east/s/aws4_request, SignedHeaders=host, Signature=00",
                "AWS4-HMAC-SHA256 Credential=/20150830/us-east-1/s/aws4_request, SignedHeaders=host, Signature=00",
                "AWS4-ECDSA-P256-SHA256 Credential=a/20150830/s/aws4_request, SignedHeaders=host, Signature=00",
            })
    void refusesWhatIsNoSignatureInEitherMode(String authorization) {
        var request = request("GET", "/").with("Authorization", authorization);
        assertThat(refusal(verifying, request)).isEqualTo(INCOMPLETE);
        assertThat(refusal(open, request)).isEqualTo(INCOMPLETE);
    }

    @Test
    void refusesTheUnsignedInEitherMode() {
        assertThat(refusal(verifying, request("GET", "/"))).isEqualTo(MISSING);
        assertThat(refusal(open, request("GET", "/"))).isEqualTo(MISSING);
    }

    @Test
    void takesTheAccountFromTheKeyInOpenMode() throws Unauthenticated {
        assertThat(account("123456789012")).isEqualTo("123456789012");
        assertThat(account("test")).isEqualTo("000000000000");
        assertThat(account("AKIAIOSFODNN7EXAMPLE")).isEqualTo("000000000000");
        assertThat(account("AKIDEXAMPLE")).isEqualTo("111122223333");
    }

    private String account(String accessKeyId) throws Unauthenticated {
        var request = request("GET", "/")
                .with("Authorization", authorization("host", "whatever").replace("AKIDEXAMPLE", accessKeyId));
        return open.authenticate(request, new byte[0], "service").realm().account();
    }

    @Test
    void believesAPresignedRequestForAsLongAsItSays() throws Unauthenticated {
        var presigned =
                "/?Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE"
                        + "%2F20150830%2Fus-east-1%2Fservice%2Faws4_request&X-Amz-Date=20150830T123600Z&X-Amz-Expires=3600"
                        + "&X-Amz-SignedHeaders=host&X-Amz-Signature=b5683f923faf370882ad61afa60c3541ee83b00caa276e84a2685e0d136fd10e";
        var request = new FakeRequest("GET", presigned).with("host", "example.amazonaws.com");
        var caller = verifying.authenticate(request.at(SIGNED_AT.plusSeconds(3_599)), new byte[0], "service");
        assertThat(caller.principal()).isEqualTo(ALICE);
        assertThat(refusal(verifying, request.at(SIGNED_AT.plusSeconds(3_601)))).isEqualTo(STALE);
        var altered = new FakeRequest("GET", presigned.replace("GetCallerIdentity", "GetSessionToken"))
                .with("host", "example.amazonaws.com")
                .at(SIGNED_AT);
        assertThat(refusal(verifying, altered)).isEqualTo(MISMATCH);
    }
}

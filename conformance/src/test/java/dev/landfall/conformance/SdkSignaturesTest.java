package dev.landfall.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.landfall.wire.Principal;
import dev.landfall.wire.TinyServer;
import dev.landfall.wire.auth.AccessKey;
import dev.landfall.wire.auth.AccessKeys;
import dev.landfall.wire.auth.Authorizer;
import dev.landfall.wire.auth.Denied;
import dev.landfall.wire.auth.VerifyingAuthentication;
import dev.landfall.wire.http.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.sts.StsClient;

/** The SDK's own signatures, verified in full; and what each family of services says to bad ones. */
final class SdkSignaturesTest {
    private static final String ACCOUNT = "111122223333";
    private static final Map<String, AccessKey> KEYS = Map.of(
            "AKIAALICE", key("AKIAALICE", "alice", Optional.empty(), Optional.empty()),
            "ASIASESSION", key("ASIASESSION", "session", Optional.of("t/o+k=en"), Optional.empty()),
            "ASIAEXPIRED", key("ASIAEXPIRED", "ended", Optional.of("old"), Optional.of(Instant.EPOCH)),
            "AKIAMALLORY", key("AKIAMALLORY", "mallory", Optional.empty(), Optional.empty()));
    private static HttpServer server;

    private static AccessKey key(String id, String user, Optional<String> token, Optional<Instant> expiresAt) {
        var principal = new Principal(ACCOUNT, "arn:aws:iam::" + ACCOUNT + ":user/" + user, "AIDA", id);
        return new AccessKey(id, "the secret of " + id, principal, token, expiresAt);
    }

    @BeforeAll
    static void start() throws IOException {
        AccessKeys keys = id -> Optional.ofNullable(KEYS.get(id));
        Authorizer authorizer = (principal, action, resources, context) -> {
            if (principal.arn().endsWith("mallory")) {
                throw new Denied("User: " + principal.arn() + " is not authorized to perform: " + action);
            }
        };
        server = TinyServer.start(0, new VerifyingAuthentication(keys), authorizer);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    private static Sdk as(String id) {
        return Sdk.of(endpoint(), id, "the secret of " + id);
    }

    private static void assertRefused(Sdk sdk, String json, String query, String ec2) {
        try (sdk;
                var ecsClient = sdk.client(EcsClient.builder());
                var stsClient = sdk.client(StsClient.builder());
                var ec2Client = sdk.client(Ec2Client.builder())) {
            assertThat(code(ecsClient::listClusters)).isEqualTo(json);
            assertThat(code(stsClient::getCallerIdentity)).isEqualTo(query);
            assertThat(code(ec2Client::describeVpcs)).isEqualTo(ec2);
        }
    }

    private static String code(Runnable call) {
        return catchThrowableOfType(AwsServiceException.class, call::run)
                .awsErrorDetails()
                .errorCode();
    }

    @Test
    void believesTheSdk() {
        try (var sdk = as("AKIAALICE");
                var ecs = sdk.client(EcsClient.builder());
                var sts = sdk.client(StsClient.builder());
                var ec2 = sdk.client(Ec2Client.builder())) {
            assertThat(ecs.createCluster(request -> request.clusterName("c"))
                            .cluster()
                            .clusterArn())
                    .isEqualTo("arn:aws:ecs:eu-west-1:111122223333:cluster/c");
            assertThat(sts.getCallerIdentity().arn()).isEqualTo("arn:aws:iam::111122223333:user/alice");
            assertThat(ec2.describeVpcs(request -> request.vpcIds("vpc-1")).vpcs())
                    .hasSize(1);
        }
    }

    @Test
    void believesTemporaryCredentialsWithTheirToken() {
        try (var sdk = Sdk.of(endpoint(), "ASIASESSION", "the secret of ASIASESSION", "t/o+k=en");
                var sts = sdk.client(StsClient.builder())) {
            assertThat(sts.getCallerIdentity().arn()).endsWith("user/session");
        }
        var wrongToken = Sdk.of(endpoint(), "ASIASESSION", "the secret of ASIASESSION", "other");
        assertRefused(wrongToken, "UnrecognizedClientException", "InvalidClientTokenId", "AuthFailure");
        var ended = Sdk.of(endpoint(), "ASIAEXPIRED", "the secret of ASIAEXPIRED", "old");
        assertRefused(ended, "ExpiredTokenException", "ExpiredToken", "RequestExpired");
    }

    @Test
    void refusesAWrongSecret() {
        var guess = Sdk.of(endpoint(), "AKIAALICE", "a guess");
        assertRefused(guess, "InvalidSignatureException", "SignatureDoesNotMatch", "AuthFailure");
    }

    @Test
    void refusesAKeyThatNobodyHas() {
        assertRefused(as("AKIANOBODY"), "UnrecognizedClientException", "InvalidClientTokenId", "AuthFailure");
    }

    @Test
    void saysWhatIsNotAllowed() {
        assertRefused(as("AKIAMALLORY"), "AccessDeniedException", "AccessDenied", "UnauthorizedOperation");
    }
}

package dev.landfall.sts;

import dev.landfall.contract.sts.AssumeRoleRequest;
import dev.landfall.contract.sts.AssumeRoleResponse;
import dev.landfall.contract.sts.AssumedRoleUser;
import dev.landfall.contract.sts.Credentials;
import dev.landfall.contract.sts.GetSessionTokenRequest;
import dev.landfall.contract.sts.GetSessionTokenResponse;
import dev.landfall.iam.Sessions;
import dev.landfall.iam.Sessions.Assumed;
import dev.landfall.iam.policy.PolicyDocument;
import dev.landfall.iam.policy.PolicyDocument.MalformedPolicy;
import dev.landfall.iam.policy.PolicyType;
import dev.landfall.wire.Call;
import java.time.Duration;
import java.util.Optional;

/** Temporary credentials. */
public final class SessionOperations {
    private static final int DEFAULT_ROLE_SECONDS = 3_600;
    private static final int DEFAULT_TOKEN_SECONDS = 43_200;
    private static final int MAX_ROOT_TOKEN_SECONDS = 3_600;
    private static final int MAX_POLICY_CHARACTERS = 2_048;

    private final Sessions sessions;

    public SessionOperations(Sessions sessions) {
        this.sessions = sessions;
    }

    public AssumeRoleResponse assumeRole(AssumeRoleRequest in, Call call) {
        var assumed = sessions.assume(
                call.principal(),
                in.roleArnOr(""),
                in.roleSessionNameOr(""),
                bound(in),
                Duration.ofSeconds(in.durationSecondsOr(DEFAULT_ROLE_SECONDS)),
                Optional.ofNullable(in.externalId()),
                call.now());
        return switch (assumed) {
            case Assumed.Done done -> response(done.issued(), in);
            case Assumed.Refused refused -> throw StsFaults.mayNotAssume(call.principal(), in.roleArnOr(""));
            case Assumed.TooLong tooLong ->
                throw StsFaults.validation(
                        "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        };
    }

    private static AssumeRoleResponse response(Sessions.Issued issued, AssumeRoleRequest in) {
        return AssumeRoleResponse.builder()
                .credentials(credentials(issued))
                .assumedRoleUser(AssumedRoleUser.builder()
                        .arn(issued.arn())
                        .assumedRoleId(issued.userId())
                        .build())
                .sourceIdentity(in.sourceIdentity())
                .build();
    }

    private static Sessions.Bound bound(AssumeRoleRequest in) {
        var policy = Optional.ofNullable(in.policy());
        policy.ifPresent(SessionOperations::check);
        var arns = in.policyArnsOrEmpty().stream().map(arn -> arn.arnOr("")).toList();
        return new Sessions.Bound(policy, arns);
    }

    private static void check(String policy) {
        if (policy.length() > MAX_POLICY_CHARACTERS) {
            throw StsFaults.validation("1 validation error detected: Value at 'policy' failed to satisfy constraint:"
                    + " Member must have length less than or equal to " + MAX_POLICY_CHARACTERS);
        }
        try {
            PolicyDocument.parse(policy, PolicyType.IDENTITY);
        } catch (MalformedPolicy e) {
            throw StsFaults.malformedPolicy(e.text());
        }
    }

    public GetSessionTokenResponse getSessionToken(GetSessionTokenRequest in, Call call) {
        var arn = call.principal().arn();
        if (arn.startsWith("arn:aws:sts:")) {
            throw StsFaults.accessDenied("Cannot call GetSessionToken with session credentials");
        }
        var most = arn.endsWith(":root") ? MAX_ROOT_TOKEN_SECONDS : Integer.MAX_VALUE;
        var seconds = Math.min(in.durationSecondsOr(DEFAULT_TOKEN_SECONDS), most);
        var issued = sessions.forCaller(call.principal(), Duration.ofSeconds(seconds), call.now());
        return GetSessionTokenResponse.builder()
                .credentials(credentials(issued))
                .build();
    }

    private static Credentials credentials(Sessions.Issued issued) {
        return Credentials.builder()
                .accessKeyId(issued.accessKeyId())
                .secretAccessKey(issued.secretAccessKey())
                .sessionToken(issued.sessionToken())
                .expiration(issued.expiresAt())
                .build();
    }
}

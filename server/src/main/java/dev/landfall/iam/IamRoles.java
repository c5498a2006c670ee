package dev.landfall.iam;

import dev.landfall.iam.policy.AccessRequest;
import dev.landfall.iam.policy.Caller;
import dev.landfall.store.Reader;
import dev.landfall.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The roles that IAM keeps. */
public final class IamRoles implements Roles {
    private static final Pattern ARN = Pattern.compile("arn:aws:iam::(\\d{12}):role(/|/.+/)([^/]+)");

    private final Store store;
    private final Sessions sessions;
    private final Permissions permissions = new Permissions();
    private final Decisions decisions;

    public IamRoles(Store store, Sessions sessions, ResourcePolicies onResources) {
        this.store = store;
        this.sessions = sessions;
        this.decisions = new Decisions(onResources);
    }

    static Optional<Identity> find(Reader reader, String roleArn) {
        var match = ARN.matcher(roleArn);
        return match.matches()
                ? Identities.find(reader, match.group(1), IdentityType.ROLE, match.group(3))
                        .filter(role -> role.arn().equals(roleArn))
                : Optional.empty();
    }

    @Override
    public Assumable canAssume(Reader reader, String roleArn, String service, Instant now) {
        var role = find(reader, roleArn);
        if (role.isEmpty()) {
            return new Assumable.Missing(roleArn);
        }
        var context = Map.of(
                "aws:CurrentTime",
                List.of(now.toString()),
                "aws:SourceAccount",
                List.of(role.get().account()));
        return Trust.allows(role.get(), new Caller.Service(service), context)
                ? new Assumable.Yes()
                : new Assumable.NotTrusted(roleArn);
    }

    @Override
    public Assumable canAssume(String roleArn, String service, Instant now) {
        return store.read(reader -> canAssume(reader, roleArn, service, now));
    }

    @Override
    public boolean allows(String roleArn, String action, String resource, Instant now) {
        return decide(roleArn, action, resource, now).allowed();
    }

    @Override
    public Optional<String> refusal(String roleArn, String session, String action, String resource, Instant now) {
        return Decisions.refusal(
                decide(roleArn, action, resource, now), PlatformSession.arn(roleArn, session), action, resource);
    }

    /** A role that does not exist may nothing. */
    private Decisions.Verdict decide(String roleArn, String action, String resource, Instant now) {
        return store.read(reader -> find(reader, roleArn)
                .map(role -> {
                    var caller = new Caller.Identity(role.account(), roleArn, Optional.of(roleArn));
                    var context =
                            Map.of("aws:CurrentTime", List.of(now.toString()), "aws:PrincipalArn", List.of(roleArn));
                    var request = new AccessRequest(action, resource, caller, context);
                    return decisions.decide(reader, permissions.of(reader, role), request);
                })
                .orElseGet(Decisions::nobody));
    }

    @Override
    public Optional<RoleCredentials> credentialsFor(
            String roleArn, String sessionName, Duration lifetime, Instant now) {
        return store.transact(tx -> find(tx, roleArn).map(role -> {
            var issued = sessions.forRole(tx, role, sessionName, Sessions.Bound.NONE, lifetime, now);
            return new RoleCredentials(
                    roleArn, issued.accessKeyId(), issued.secretAccessKey(), issued.sessionToken(), issued.expiresAt());
        }));
    }
}

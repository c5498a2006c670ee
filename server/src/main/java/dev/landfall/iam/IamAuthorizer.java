package dev.landfall.iam;

import dev.landfall.iam.policy.AccessRequest;
import dev.landfall.iam.policy.Caller;
import dev.landfall.iam.policy.PolicyDocument;
import dev.landfall.store.Reader;
import dev.landfall.store.Store;
import dev.landfall.wire.Principal;
import dev.landfall.wire.auth.Authorizer;
import dev.landfall.wire.auth.Denied;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Allows what policies allow. An account's root may do everything. */
public final class IamAuthorizer implements Authorizer {
    /** What anyone may ask, whatever policies say. */
    private static final Set<String> FREE = Set.of("sts:GetCallerIdentity", "sts:GetSessionToken");

    private final Store store;
    private final InstantSource clock;
    private final Permissions permissions = new Permissions();
    private final Decisions decisions;

    public IamAuthorizer(Store store, InstantSource clock, ResourcePolicies onResources) {
        this.store = store;
        this.clock = clock;
        this.decisions = new Decisions(onResources);
    }

    @Override
    public void authorize(
            Principal principal, String action, List<String> resources, Map<String, List<String>> context) {
        if (principal.arn().equals("arn:aws:iam::" + principal.account() + ":root") || FREE.contains(action)) {
            return;
        }
        store.read(reader -> {
            var subject = subject(reader, principal);
            var known = new HashMap<>(context);
            known.putAll(subject.context()); // who calls is not for the call to say
            for (var resource : resources.isEmpty() ? List.of("*") : resources) {
                var request = new AccessRequest(action, resource, subject.caller(), known);
                deny(decisions.decide(reader, subject.policies(), request), principal, action, resource);
            }
            return subject;
        });
    }

    private static void deny(Decisions.Verdict verdict, Principal principal, String action, String resource) {
        if (!verdict.allowed()) {
            var on = resource.equals("*") ? "" : " on resource: " + resource;
            throw new Denied("User: " + principal.arn() + " is not authorized to perform: " + action
                    + (on.isEmpty() ? " " : on + " ") + verdict.because(action));
        }
    }

    /** Who asks, with all that decides what they may do. */
    private record Subject(
            Caller.Identity caller, List<List<PolicyDocument>> policies, Map<String, List<String>> context) {}

    private Subject subject(Reader reader, Principal principal) {
        var session = Credential.find(reader, principal.accessKeyId()).flatMap(Credential::session);
        var identity = identity(reader, principal, session);
        var policies = new ArrayList<List<PolicyDocument>>();
        policies.addAll(identity.map(found -> permissions.of(reader, found)).orElse(List.of(List.of())));
        session.ifPresent(s -> policies.addAll(permissions.of(reader, principal.account(), s)));
        var role = identity.filter(found -> found.type() == IdentityType.ROLE).map(Identity::arn);
        return new Subject(
                new Caller.Identity(principal.account(), principal.arn(), role),
                policies,
                context(principal, identity));
    }

    private static Optional<Identity> identity(
            Reader reader, Principal principal, Optional<Credential.Session> session) {
        if (principal.accessKeyId().equals(PlatformSession.KEY)) {
            return Identities.find(
                    reader,
                    principal.account(),
                    IdentityType.ROLE,
                    principal.arn().split("/", 3)[1]);
        }
        var role = session.flatMap(Credential.Session::role);
        if (role.isPresent()) {
            return Identities.find(reader, principal.account(), IdentityType.ROLE, role.get())
                    .filter(found -> session.get().isOf(found));
        }
        var arn = principal.arn();
        return arn.contains(":user/")
                ? Identities.find(
                        reader, principal.account(), IdentityType.USER, arn.substring(arn.lastIndexOf('/') + 1))
                : Optional.empty();
    }

    private Map<String, List<String>> context(Principal principal, Optional<Identity> identity) {
        var now = clock.instant();
        var context = new HashMap<String, List<String>>();
        context.put("aws:PrincipalArn", List.of(identity.map(Identity::arn).orElse(principal.arn())));
        context.put("aws:PrincipalAccount", List.of(principal.account()));
        context.put("aws:userid", List.of(principal.userId()));
        context.put("aws:CurrentTime", List.of(now.toString()));
        context.put("aws:EpochTime", List.of(String.valueOf(now.getEpochSecond())));
        identity.ifPresent(found -> {
            if (found.type() == IdentityType.USER) {
                context.put("aws:username", List.of(found.name()));
            }
            context.put("aws:PrincipalType", List.of(found.type() == IdentityType.USER ? "User" : "AssumedRole"));
            found.tags().forEach((key, value) -> context.put("aws:PrincipalTag/" + key, List.of(value)));
        });
        return context;
    }
}

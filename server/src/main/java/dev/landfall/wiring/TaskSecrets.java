package dev.landfall.wiring;

import dev.landfall.contract.Fault;
import dev.landfall.contract.secretsmanager.GetSecretValueRequest;
import dev.landfall.contract.secretsmanager.GetSecretValueResponse;
import dev.landfall.contract.ssm.GetParametersRequest;
import dev.landfall.contract.ssm.Parameter;
import dev.landfall.ecs.configuration.ExecutionRole;
import dev.landfall.ecs.configuration.Permissions;
import dev.landfall.ecs.configuration.Refused;
import dev.landfall.ecs.configuration.SecretReference;
import dev.landfall.ecs.configuration.Secrets;
import dev.landfall.loop.Scheduler;
import dev.landfall.secrets.SecretValues;
import dev.landfall.ssm.ParameterValues;
import dev.landfall.ssm.ReferencedSecrets;
import dev.landfall.wire.Call;
import dev.landfall.wire.Principal;
import dev.landfall.wire.Realm;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** What tasks are told secretly comes from this server's Secrets Manager and Parameter Store. */
public final class TaskSecrets implements Secrets {
    private final Permissions permissions;
    private final SecretValues secrets;
    private final ParameterValues parameters;
    private final Scheduler scheduler;
    private final Supplier<UUID> ids;

    public TaskSecrets(
            Permissions permissions,
            SecretValues secrets,
            ParameterValues parameters,
            Scheduler scheduler,
            Supplier<UUID> ids) {
        this.permissions = permissions;
        this.secrets = secrets;
        this.parameters = parameters;
        this.scheduler = scheduler;
        this.ids = ids;
    }

    @Override
    public String value(ExecutionRole role, SecretReference.Secret secret) {
        var realm = own(role, secret.realm(), "secretsmanager:GetSecretValue", secret.id());
        permissions.require(role, "secretsmanager:GetSecretValue", secrets.arn(realm, secret.id()));
        var call = call(role, realm);
        try {
            return text(secrets.value(
                    GetSecretValueRequest.builder()
                            .secretId(secret.id())
                            .versionStage(secret.stage().orElse(null))
                            .versionId(secret.version().orElse(null))
                            .build(),
                    call));
        } catch (Fault fault) {
            throw refused(fault, call);
        }
    }

    /** Of a secret made of bytes AWS gives containers an empty text. */
    private static String text(GetSecretValueResponse found) {
        return found.secretStringOr("");
    }

    @Override
    public Map<String, String> parameters(ExecutionRole role, Realm realm, Collection<String> names) {
        for (var name : names) {
            var arn = parameters.arn(realm, name);
            own(role, realm, "ssm:GetParameters", arn);
            permissions.require(role, "ssm:GetParameters", arn);
            if (name.startsWith(ReferencedSecrets.PREFIX)) {
                var id = name.substring(ReferencedSecrets.PREFIX.length()).split(":", 2)[0];
                permissions.require(role, "secretsmanager:GetSecretValue", secrets.arn(realm, id));
            }
        }
        var call = call(role, realm);
        var found = new HashMap<String, String>();
        for (var name : names) { // one by one: an answer does not tell which name of several it was asked by
            try {
                one(name, call).forEach(parameter -> found.put(name, parameter.valueOr("")));
            } catch (Fault fault) {
                throw refused(fault, call);
            }
        }
        return found;
    }

    private List<Parameter> one(String name, Call call) {
        var request = GetParametersRequest.builder()
                .names(List.of(name))
                .withDecryption(true)
                .build();
        return parameters.get(request, call).parametersOrEmpty();
    }

    /** What belongs to another account would have to be shared by it, and no account here shares anything. */
    private Realm own(ExecutionRole role, Realm realm, String action, String resource) {
        if (!realm.account().equals(role.realm().account())) {
            throw Refused.unlisted(
                    400,
                    ids.get().toString(),
                    "AccessDeniedException",
                    "User: " + role.arn().orElse("arn:aws:iam::" + role.realm().account() + ":root")
                            + " is not authorized to perform: " + action + " on resource: " + resource
                            + " because no resource-based policy allows the " + action + " action");
        }
        return realm;
    }

    private Call call(ExecutionRole role, Realm realm) {
        var account = role.realm().account();
        return new Call(realm, Principal.root(account, account), ids.get().toString(), scheduler.now());
    }

    private static Refused refused(Fault fault, Call call) {
        return Refused.listed(
                fault.type().httpStatus(), call.requestId(), fault.type().code(), fault.message());
    }
}

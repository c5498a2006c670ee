package dev.landfall.wiring;

import dev.landfall.contract.Fault;
import dev.landfall.contract.secretsmanager.GetSecretValueRequest;
import dev.landfall.contract.secretsmanager.GetSecretValueResponse;
import dev.landfall.contract.ssm.SsmErrors;
import dev.landfall.json.Json;
import dev.landfall.json.JsonText;
import dev.landfall.secrets.SecretValues;
import dev.landfall.ssm.ReferencedSecrets;
import dev.landfall.wire.Call;
import dev.landfall.wire.auth.Authorizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Parameter Store passes on what Secrets Manager has, to who may read it there. */
public final class SecretsAsParameters implements ReferencedSecrets {
    private static final Pattern VERSION = Pattern.compile("[0-9a-fA-F-]{32,64}");

    private final SecretValues secrets;
    private final Authorizer authorizer;

    public SecretsAsParameters(SecretValues secrets, Authorizer authorizer) {
        this.secrets = secrets;
        this.authorizer = authorizer;
    }

    @Override
    public Found read(Call call, String id, Optional<String> selector) {
        var arn = secrets.arn(call.realm(), id);
        authorizer.authorize(call.principal(), "secretsmanager:GetSecretValue", List.of(arn));
        var request = GetSecretValueRequest.builder().secretId(id);
        selector.ifPresent(text -> {
            if (VERSION.matcher(text).matches()) {
                request.versionId(text);
            } else {
                request.versionStage(text);
            }
        });
        try {
            var value = secrets.value(request.build(), call);
            return new Found(arn, value.secretStringOr(""), source(value), value.createdDateOr(call.now()));
        } catch (Fault fault) {
            throw Fault.of(
                    SsmErrors.PARAMETER_NOT_FOUND,
                    "An error occurred (" + fault.type().code() + ") when referencing Secrets Manager: "
                            + fault.message());
        }
    }

    private static String source(GetSecretValueResponse value) {
        var members = new LinkedHashMap<String, Json>();
        members.put("ARN", new Json.Text(value.aRNOr("")));
        members.put("name", new Json.Text(value.nameOr("")));
        members.put("versionId", new Json.Text(value.versionIdOr("")));
        members.put(
                "versionStages",
                new Json.Items(value.versionStagesOrEmpty().stream()
                        .<Json>map(Json.Text::new)
                        .toList()));
        return JsonText.of(new Json.Members(members));
    }
}

package dev.landfall.ssm;

import dev.landfall.contract.ssm.GetParametersRequest;
import dev.landfall.contract.ssm.GetParametersResponse;
import dev.landfall.wire.Call;
import dev.landfall.wire.Realm;

/** Parameters as other services read them. Whether they may is theirs to ask. */
public final class ParameterValues {
    private final GetOperations operations;

    ParameterValues(GetOperations operations) {
        this.operations = operations;
    }

    /** What policies call a parameter that is asked for by its name or ARN. */
    public String arn(Realm realm, String given) {
        return SsmResources.arn(realm, given);
    }

    /** @throws dev.landfall.contract.Fault as GetParameters does */
    public GetParametersResponse get(GetParametersRequest in, Call call) {
        return operations.getParameters(in, call);
    }
}

package dev.landfall.wire;

import dev.landfall.contract.sts.AssumeRoleWithWebIdentityRequest;
import dev.landfall.contract.sts.AssumeRoleWithWebIdentityResponse;
import dev.landfall.contract.sts.GetCallerIdentityRequest;
import dev.landfall.contract.sts.GetCallerIdentityResponse;

/** Tells callers who they are, and lets one of them come unsigned. */
public final class TinySts {
    public GetCallerIdentityResponse getCallerIdentity(GetCallerIdentityRequest in, Call call) {
        return GetCallerIdentityResponse.builder()
                .account(call.principal().account())
                .arn(call.principal().arn())
                .userId(call.principal().userId())
                .build();
    }

    public AssumeRoleWithWebIdentityResponse assumeRoleWithWebIdentity(AssumeRoleWithWebIdentityRequest in, Call call) {
        return AssumeRoleWithWebIdentityResponse.builder()
                .subjectFromWebIdentityToken(call.principal().userId())
                .build();
    }
}

package dev.landfall.sts;

import dev.landfall.contract.sts.GetAccessKeyInfoRequest;
import dev.landfall.contract.sts.GetAccessKeyInfoResponse;
import dev.landfall.contract.sts.GetCallerIdentityRequest;
import dev.landfall.contract.sts.GetCallerIdentityResponse;
import dev.landfall.iam.IamIds;
import dev.landfall.wire.Call;
import dev.landfall.wire.Realm;

/** Who someone is. */
public final class IdentityOperations {
    public GetCallerIdentityResponse getCallerIdentity(GetCallerIdentityRequest in, Call call) {
        return GetCallerIdentityResponse.builder()
                .userId(call.principal().userId())
                .account(call.principal().account())
                .arn(call.principal().arn())
                .build();
    }

    /** The account is part of an access key's id; other ids, which open mode takes, belong to the default account. */
    public GetAccessKeyInfoResponse getAccessKeyInfo(GetAccessKeyInfoRequest in, Call call) {
        var id = in.accessKeyIdOr("");
        var known = id.matches("A[KS]IA[A-Z2-7]{16}");
        return GetAccessKeyInfoResponse.builder()
                .account(known ? IamIds.accountOf(id) : Realm.DEFAULT_ACCOUNT)
                .build();
    }
}

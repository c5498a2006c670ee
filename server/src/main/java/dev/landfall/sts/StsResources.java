package dev.landfall.sts;

import dev.landfall.contract.Structure;
import dev.landfall.wire.Call;
import dev.landfall.wire.Members;
import dev.landfall.wire.ResourceNames;
import java.util.List;

/** Assuming a role is about that role; what else STS does is about nothing. */
public final class StsResources implements ResourceNames {
    @Override
    public List<String> resourcesOf(String operation, Structure in, Call call) {
        return Members.text(in, "RoleArn").map(List::of).orElse(ANYTHING);
    }
}

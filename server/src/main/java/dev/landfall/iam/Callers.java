package dev.landfall.iam;

import dev.landfall.contract.iam.User;
import dev.landfall.wire.Call;
import dev.landfall.wire.Principal;
import java.time.Instant;
import java.util.Optional;

/** Who calls, where a request leaves out whom it means. */
final class Callers {
    private Callers() {}

    /** The name of the user who calls; empty for root. @throws dev.landfall.contract.Fault for a role session */
    static Optional<String> userName(Principal principal) {
        var arn = principal.arn();
        if (arn.contains(":assumed-role/")) {
            throw IamFaults.validation("Must specify userName when calling with non-User credentials");
        }
        return arn.contains(":user/") ? Optional.of(arn.substring(arn.lastIndexOf('/') + 1)) : Optional.empty();
    }

    /** Root as GetUser shows it. */
    static User root(Call call) {
        return User.builder()
                .path("/")
                .userId(call.principal().account())
                .arn("arn:aws:iam::" + call.principal().account() + ":root")
                .createDate(Instant.EPOCH)
                .build();
    }
}

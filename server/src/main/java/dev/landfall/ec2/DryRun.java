package dev.landfall.ec2;

import org.jspecify.annotations.Nullable;

/** A question whether a request would do. Asked last, when all else was found in order. */
final class DryRun {
    private DryRun() {}

    /** @throws dev.landfall.contract.Fault {@code DryRunOperation} when it is one */
    static void end(@Nullable Boolean dryRun) {
        if (Boolean.TRUE.equals(dryRun)) {
            throw Ec2Faults.dryRun();
        }
    }
}

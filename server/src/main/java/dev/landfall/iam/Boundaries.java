package dev.landfall.iam;

import dev.landfall.store.Reader;

/** Permissions boundaries must be managed policies that exist. */
final class Boundaries {
    private Boundaries() {}

    static void requirePolicy(Reader reader, Identity identity) {
        identity.boundary().ifPresent(arn -> {
            if (ManagedPolicy.find(reader, identity.account(), arn).isEmpty()) {
                throw IamFaults.policyNotAttachable(arn);
            }
        });
    }
}

package dev.landfall.iam;

/** What must be gone before a role, user or group is. */
final class Policies {
    private Policies() {}

    static void requireNone(Identity identity) {
        if (!identity.attached().isEmpty()) {
            throw IamFaults.deleteConflict("Cannot delete entity, must detach all policies first.");
        }
        if (!identity.inline().isEmpty()) {
            throw IamFaults.deleteConflict("Cannot delete entity, must delete policies first.");
        }
    }
}

package dev.landfall.sts;

import dev.landfall.iam.Sessions;

/** STS, put together. */
public final class Sts {
    private Sts() {}

    /** To be bound to {@code StsService.MODEL}. */
    public static Object[] operations(Sessions sessions) {
        return new Object[] {new StsResources(), new IdentityOperations(), new SessionOperations(sessions)};
    }
}

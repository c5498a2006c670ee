package dev.landfall.store;

/**
 * The right to act under a name. The epoch grows with every new holder and is checked in each write, so a holder that
 * slept through its time can no longer change anything.
 */
public record Lease(String name, String holder, long epoch) {
    /** Another holder has the lease now. */
    public static final class Lost extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Lost(Lease lease) {
            super("Lease " + lease.name() + " was lost by " + lease.holder());
        }
    }
}

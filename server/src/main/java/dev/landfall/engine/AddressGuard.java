package dev.landfall.engine;

/**
 * Keeps each sandbox to its own address on the wire that all of them share: what it sends under another's is dropped, so
 * that no task can speak as its neighbour or have what is meant for it. On AWS every interface has its source checked.
 */
public interface AddressGuard {
    /**
     * One sandbox's place on the wire.
     *
     * @param device the host's index of the device that leads to it
     * @param macAddress of the sandbox's own end
     * @param address IPv4
     */
    record Wire(int device, String macAddress, String address) {}

    /** From now on only its own addresses come from there. Blocks for milliseconds. @throws Failure */
    void hold(Wire wire);

    /** The device is gone; to still hold it does no harm, so this never fails. Blocks for milliseconds. */
    void release(Wire wire);

    /** Makes it so again where somebody undid it. Blocks for milliseconds. @throws Failure */
    void repair();

    /** On a host where nobody can be held. */
    AddressGuard NONE = new AddressGuard() {
        @Override
        public void hold(Wire wire) {
            // Everything passes.
        }

        @Override
        public void release(Wire wire) {
            // Nothing was held.
        }

        @Override
        public void repair() {
            // Nothing is there to be undone.
        }
    };

    /** The kernel's tables could not be changed. */
    final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Failure(String message, Throwable cause) {
            super(message, cause);
        }
    }
}

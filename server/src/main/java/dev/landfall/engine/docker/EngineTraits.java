package dev.landfall.engine.docker;

/** What one Docker engine can do and another cannot, as far as it is known by now. */
final class EngineTraits {
    private volatile boolean limitsLayers;
    private volatile boolean refusesUlimits;

    /** Whether it can hold the layer a container writes to at a size. */
    boolean limitsLayers() {
        return limitsLayers;
    }

    void limitsLayers(boolean yes) {
        limitsLayers = yes;
    }

    /** Whether it may set limits as high as it was asked for. */
    boolean setsPreferredUlimits() {
        return !refusesUlimits;
    }

    /** Whether a start failed for want of the right to raise the limit of open files; runc's words, and crun's. */
    static boolean isOpenFiles(DockerFault cause) {
        return cause.text().contains("rlimit type 7") || cause.text().contains("RLIMIT_NOFILE");
    }

    /** An engine without that right could start nothing that asks for it. */
    void cannotRaiseUlimits() {
        refusesUlimits = true;
    }
}

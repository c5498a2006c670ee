package dev.landfall.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The clock that this machine and its containers share. */
public interface HostClock {
    /** How right it is now; empty where nobody knows. Does not block. */
    Optional<Accuracy> accuracy();

    /** A clock of which nothing is known. */
    static HostClock unknown() {
        return Optional::empty;
    }

    /** What is known of a clock at one moment. */
    sealed interface Accuracy {
        /**
         * It follows a reference.
         *
         * @param errorBound how far it can be off at most
         * @param reference since when the error may have grown from nothing to the bound
         */
        record Synchronized(Duration errorBound, Instant reference) implements Accuracy {}

        /** It runs freely; how far it is off cannot be told. */
        record NotSynchronized() implements Accuracy {}
    }
}

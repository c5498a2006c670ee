package dev.landfall.simulation;

/** What runs in the process: wires itself to a life and starts. It is never told to stop; it dies. */
@FunctionalInterface
public interface Program {
    void start(Life life);
}

package dev.landfall.engine;

/** The engine's name for a pod: for an ECS task, its 32 hexadecimal digits. */
public record PodId(String value) {
    @Override
    public String toString() {
        return value;
    }
}

package dev.landfall.engine.quota;

/** Where the file system of the engine does not count by project, or is out of reach. */
public record NoQuotas(String reason) implements Quotas {
    @Override
    public String describe() {
        return "nothing, for " + reason;
    }
}

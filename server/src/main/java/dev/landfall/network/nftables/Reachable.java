package dev.landfall.network.nftables;

/** What the host must be told, beside the translation, for a kind of public range to be reached. */
sealed interface Reachable permits LoopbackRange, RoutedRange {
    static Reachable of(Ruleset ruleset) {
        return ruleset.pool().base().isLoopback() ? new LoopbackRange(ruleset.block()) : new RoutedRange(ruleset);
    }

    /** Why this kind cannot be had here; empty when it can. */
    java.util.Optional<String> obstacle();

    /**
     * Makes it so; does nothing where it is. False while there is no network of containers yet.
     *
     * @throws dev.landfall.network.PublicAddresses.Failure when the host does not let us
     */
    boolean open();

    /** Takes back what {@link #open()} did. */
    void shut();
}

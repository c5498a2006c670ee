package dev.landfall.network;

import java.util.Map;
import java.util.Optional;

/** @param why it cannot be had */
record NoTaskEndpoint(Ipv4 hostAddress, String why) implements TaskEndpoint {
    @Override
    public Optional<String> obstacle() {
        return Optional.of(why);
    }

    @Override
    public boolean isOnThisHost() {
        return false;
    }

    @Override
    public void ensure(Map<Integer, Integer> ports) {
        throw new Failure(why, new UnsupportedOperationException(why));
    }

    @Override
    public void repair() {
        // Nothing was ever made so.
    }
}

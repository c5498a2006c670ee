package dev.landfall.engine;

import java.util.Optional;

/**
 * An image and how to come by it.
 *
 * @param reference what the user wrote, such as {@code nginx:1.27}
 * @param pullReference the name that the engine pulls, with a digest where one is known: a local registry may stand in
 *     for the one that the user named
 * @param pull whether an image that is already present will do
 * @param login for the registry, where it wants one
 */
public record Image(String reference, String pullReference, Pull pull, Optional<Login> login) {
    public enum Pull {
        /** Ask the registry each time. */
        ALWAYS,
        /** Ask only for what is not there. */
        IF_ABSENT,
    }

    /** A user and password for a registry; never logged. */
    public record Login(String registry, String user, String password) {
        @Override
        public String toString() {
            return "Login[registry=" + registry + ", user=" + user + "]";
        }
    }
}

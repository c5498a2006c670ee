package dev.landfall.ecs.task;

import dev.landfall.engine.Image;
import dev.landfall.wire.Realm;

/** Where a task's images come from: the local registry for its own, the engine's registries for all others. */
public interface Images {
    /**
     * What to pull for an image that a task definition names; a tag of the local registry becomes a digest. Blocks.
     *
     * @throws Unavailable with AWS's words when the registry knows that it cannot be had
     */
    String pullReference(Realm realm, String reference);

    /** The image and the login for it, for a pull reference found before. */
    Image image(Realm realm, String reference, String pullReference);

    /** It cannot be had. */
    final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String text;

        public Unavailable(String text) {
            super(text);
            this.text = text;
        }

        /** AWS's words for it. */
        String text() {
            return text;
        }
    }
}

package dev.landfall.wiring;

import dev.landfall.ecs.task.Images;
import dev.landfall.engine.Image;
import dev.landfall.wire.Realm;
import java.util.Optional;

/** Images as the engine finds them. */
public final class DirectImages implements Images {
    @Override
    public String pullReference(Realm realm, String reference) {
        return reference;
    }

    @Override
    public Image image(Realm realm, String reference, String pullReference) {
        return new Image(reference, pullReference, Image.Pull.IF_ABSENT, Optional.empty());
    }
}

package dev.landfall.wiring;

import dev.landfall.ecr.ImageReferences;
import dev.landfall.ecr.ImageReferences.Resolution;
import dev.landfall.ecs.task.Images;
import dev.landfall.engine.Image;
import dev.landfall.loop.Scheduler;
import dev.landfall.wire.Realm;

/** Tasks' images come from this server's registries where these have them, and from the engine's own otherwise. */
public final class RegistryImages implements Images {
    private final ImageReferences references;
    private final Scheduler scheduler;

    public RegistryImages(ImageReferences references, Scheduler scheduler) {
        this.references = references;
        this.scheduler = scheduler;
    }

    @Override
    public String pullReference(Realm realm, String reference) {
        return switch (references.resolve(realm, reference)) {
            case Resolution.Foreign foreign -> reference;
            case Resolution.Found(var pullReference, var digest, var owner) -> pullReference;
            case Resolution.Missing(var text) -> throw new Unavailable(text);
        };
    }

    @Override
    public Image image(Realm realm, String reference, String pullReference) {
        var login = references
                .login(realm, pullReference, scheduler.now())
                .map(found -> new Image.Login(found.registry(), found.user(), found.password()));
        return new Image(reference, pullReference, Image.Pull.IF_ABSENT, login);
    }
}

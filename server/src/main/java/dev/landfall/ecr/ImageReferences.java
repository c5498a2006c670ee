package dev.landfall.ecr;

import dev.landfall.ecr.blob.Digest;
import dev.landfall.ecr.image.ImageName;
import dev.landfall.ecr.repository.ImageId;
import dev.landfall.ecr.repository.Images;
import dev.landfall.ecr.repository.RepositoryKey;
import dev.landfall.ecr.repository.RepositoryName;
import dev.landfall.store.Store;
import dev.landfall.wire.Principal;
import dev.landfall.wire.Realm;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Finds images that task definitions name in this server's registries: under its own address, and under the address
 * that the same repository has on AWS, so that a task definition written for AWS runs as it is.
 */
public final class ImageReferences {
    private final Store store;
    private final RegistryAddress address;
    private final LoginTokens tokens;

    public ImageReferences(Store store, RegistryAddress address, LoginTokens tokens) {
        this.store = store;
        this.address = address;
        this.tokens = tokens;
    }

    /** What a reference is to a task of some realm. */
    public sealed interface Resolution {
        /** Not an image of this server's registries; whoever runs containers knows where it is. */
        record Foreign() implements Resolution {}

        /**
         * @param pullReference the image by its digest, at an address that this machine reaches
         * @param realm whose registry has it
         */
        record Found(String pullReference, Digest digest, Realm realm) implements Resolution {}

        /** It would be here, and is not. */
        record Missing() implements Resolution {}

        /** It is another account's, and this one may not log in to that one's registry. */
        record Denied() implements Resolution {}
    }

    /** A user and password for the registry of a realm. */
    public record Login(String registry, String user, String password) {
        @Override
        public String toString() {
            return "Login[registry=" + registry + ", user=" + user + "]";
        }
    }

    /**
     * Resolves a reference as it stands now.
     *
     * @param realm of the task
     * @param reference as the task definition has it
     */
    public Resolution resolve(Realm realm, String reference) {
        var name = ImageName.parse(reference);
        if (name.isEmpty() || name.get().registry().isEmpty()) {
            return new Resolution.Foreign();
        }
        var registry = name.get().registry().get();
        return switch (address.place(registry)) {
            case RegistryAddress.Place.Elsewhere elsewhere -> new Resolution.Foreign();
            case RegistryAddress.Place.Shared shared -> find(realm, name.get(), registry);
            case RegistryAddress.Place.Named(var other) ->
                other.account().equals(realm.account()) ? find(other, name.get(), registry) : new Resolution.Denied();
            // Another account's images are on AWS, if anywhere: this server stands in for the task's own account only.
            case RegistryAddress.Place.Aws(var other) ->
                other.account().equals(realm.account())
                        ? find(other, name.get(), address.of(other))
                        : new Resolution.Foreign();
        };
    }

    /** The repository that a reference of a task means, where that is one of its account's in this server's registries. */
    public Optional<String> repositoryArn(Realm realm, String reference) {
        var name = ImageName.parse(reference);
        var owner = name.flatMap(ImageName::registry).flatMap(host -> switch (address.place(host)) {
            case RegistryAddress.Place.Shared shared -> Optional.of(realm);
            case RegistryAddress.Place.Named(var named) -> Optional.of(named);
            case RegistryAddress.Place.Aws(var named) -> Optional.of(named);
            case RegistryAddress.Place.Elsewhere elsewhere -> Optional.<Realm>empty();
        });
        return owner.filter(found -> found.account().equals(realm.account()))
                .map(found ->
                        found.arn("ecr", "repository/" + name.orElseThrow().repository()));
    }

    /**
     * The login for a pull reference that {@link #resolve} gave; empty for any other. The same login is given for an
     * hour, so that what is wanted of an engine does not change all the time.
     *
     * @param puller whose permissions it carries
     */
    public Optional<Login> login(Realm realm, String pullReference, Principal puller, Instant now) {
        var registry = ImageName.parse(pullReference).flatMap(ImageName::registry);
        var owner = registry.flatMap(host -> switch (address.place(host)) {
            case RegistryAddress.Place.Shared shared -> Optional.of(realm);
            case RegistryAddress.Place.Named(var named) -> Optional.of(named);
            case RegistryAddress.Place.Aws aws -> Optional.<Realm>empty();
            case RegistryAddress.Place.Elsewhere elsewhere -> Optional.<Realm>empty();
        });
        return owner.filter(found -> found.account().equals(realm.account()))
                .map(found -> issue(found, registry.orElseThrow(), puller, now));
    }

    private Login issue(Realm realm, String registry, Principal puller, Instant now) {
        var hour = now.truncatedTo(ChronoUnit.HOURS); // good for eleven hours more at least
        return new Login(registry, LoginToken.USER, tokens.password(tokens.issue(realm, puller, hour)));
    }

    private Resolution find(Realm owner, ImageName name, String host) {
        var image = RepositoryName.parse(name.repository())
                .map(repository -> new RepositoryKey(owner, repository))
                .flatMap(key -> store.read(reader -> Images.find(reader, key, id(name))));
        return image.<Resolution>map(found -> new Resolution.Found(
                        host + "/" + name.repository() + "@" + found.digest(), found.digest(), owner))
                .orElseGet(Resolution.Missing::new);
    }

    // A digest decides, whatever the tag beside it says, as for docker.
    private static ImageId id(ImageName name) {
        return name.digest()
                .<ImageId>map(ImageId.ByDigest::new)
                .orElseGet(() -> new ImageId.ByTag(name.tag().orElse("latest")));
    }
}

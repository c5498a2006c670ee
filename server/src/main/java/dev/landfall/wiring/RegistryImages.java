package dev.landfall.wiring;

import dev.landfall.ecr.ImageReferences;
import dev.landfall.ecr.ImageReferences.Resolution;
import dev.landfall.ecr.image.ImageName;
import dev.landfall.ecs.configuration.ContainerConfiguration;
import dev.landfall.ecs.configuration.ExecutionRole;
import dev.landfall.ecs.configuration.Permissions;
import dev.landfall.ecs.configuration.Refused;
import dev.landfall.ecs.task.Images;
import dev.landfall.engine.Image;
import dev.landfall.engine.PullFault.Problem;
import dev.landfall.iam.PlatformSession;
import dev.landfall.loop.Scheduler;
import dev.landfall.wire.Principal;
import java.util.List;
import java.util.Optional;

/** Tasks' images come from this server's registries where these have them, and from the engine's own otherwise. */
public final class RegistryImages implements Images {
    private static final List<String> PULL = List.of("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer");
    private static final String DOCKER_HUB = "https://index.docker.io/v1/"; // how Docker knows its logins there

    private final ImageReferences references;
    private final Permissions permissions;
    private final Scheduler scheduler;

    public RegistryImages(ImageReferences references, Permissions permissions, Scheduler scheduler) {
        this.references = references;
        this.permissions = permissions;
        this.scheduler = scheduler;
    }

    @Override
    public String pullReference(ExecutionRole role, String reference) {
        references.repositoryArn(role.realm(), reference).ifPresent(repository -> {
            permissions.require(role, "ecr:GetAuthorizationToken", "*");
            PULL.forEach(action -> require(role, action, repository, reference));
        });
        return switch (references.resolve(role.realm(), reference)) {
            case Resolution.Foreign foreign -> reference;
            case Resolution.Found(var pullReference, var digest, var owner) -> pullReference;
            case Resolution.Missing() ->
                throw new Unavailable(Problem.MISSING, "manifest unknown: Requested image not found");
            case Resolution.Denied() -> throw new Unavailable(Problem.DENIED, "no basic auth credentials");
        };
    }

    /** The registry would say it at the pull, of which there is none when the image is there already. */
    private void require(ExecutionRole role, String action, String repository, String reference) {
        try {
            permissions.require(role, action, repository);
        } catch (Refused refused) {
            var name = ImageName.parse(reference)
                    .map(n -> n.registry().map(host -> host + "/").orElse("") + n.repository())
                    .orElse(reference);
            throw new Unavailable(
                    Problem.DENIED,
                    "Error response from daemon: pull access denied for " + name
                            + ", repository does not exist or may require 'docker login': denied: " + refused.text());
        }
    }

    @Override
    public Image image(
            ExecutionRole role,
            String reference,
            String pullReference,
            Optional<ContainerConfiguration.Login> credentials) {
        var given = credentials.map(login -> new Image.Login(registry(reference), login.user(), login.password()));
        return new Image(reference, pullReference, Image.Pull.IF_ABSENT, given.or(() -> ownLogin(role, pullReference)));
    }

    private static String registry(String reference) {
        return ImageName.parse(reference).flatMap(ImageName::registry).orElse(DOCKER_HUB);
    }

    private Optional<Image.Login> ownLogin(ExecutionRole role, String pullReference) {
        var account = role.realm().account();
        var puller = role.arn().map(PlatformSession::of).orElseGet(() -> Principal.root(account, account));
        return references
                .login(role.realm(), pullReference, puller, scheduler.now())
                .map(found -> new Image.Login(found.registry(), found.user(), found.password()));
    }
}

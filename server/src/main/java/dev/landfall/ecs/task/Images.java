package dev.landfall.ecs.task;

import dev.landfall.ecs.configuration.ContainerConfiguration;
import dev.landfall.ecs.configuration.ExecutionRole;
import dev.landfall.engine.EngineFault;
import dev.landfall.engine.Image;
import dev.landfall.engine.PullFault;
import dev.landfall.engine.PullFault.Problem;
import java.util.Optional;

/** Where a task's images come from: the local registry for its own, the engine's registries for all others. */
public interface Images {
    /**
     * What to pull for an image that a task definition names; a tag of the local registry becomes a digest. Blocks.
     *
     * @throws Unavailable when the registry knows that it cannot be had
     * @throws dev.landfall.ecs.configuration.Refused when the role may not log in to the local registry
     */
    String pullReference(ExecutionRole role, String reference);

    /**
     * The image and the login for it, for a pull reference found before.
     *
     * @param credentials that the task definition gives; without them the role's for an image of the local registry
     */
    Image image(
            ExecutionRole role,
            String reference,
            String pullReference,
            Optional<ContainerConfiguration.Login> credentials);

    /** It cannot be had. */
    final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final Problem problem;
        private final String text;

        /** @param text the registry's words for it, as a pull would tell them */
        public Unavailable(Problem problem, String text) {
            super(text);
            this.problem = problem;
            this.text = text;
        }

        /** As a pull would have ended that was tried once. */
        EngineFault fault() {
            return EngineFault.of(new PullFault(PullFault.Stage.MANIFEST, problem, 1), text);
        }
    }
}

package dev.landfall.engine.docker;

import dev.landfall.engine.Image;
import dev.landfall.loop.Scheduler;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Brings images in; those who want the same one at the same time share one pull. */
final class Pulls {
    private final ImageCalls images;
    private final Scheduler scheduler;
    private final Map<Wanted, Pull> running = new HashMap<>();

    private record Wanted(String reference, Optional<Image.Login> login) {}

    /** One's part in bringing an image in. Closing it lets go: what nobody wants any more is not pulled on. */
    record Part(CompletableFuture<ImageInfo> image, Runnable leave) implements AutoCloseable {
        @Override
        public void close() {
            leave.run();
        }
    }

    Pulls(ImageCalls images, Scheduler scheduler) {
        this.images = images;
        this.scheduler = scheduler;
    }

    /**
     * The image, at once when it is there and that will do; else it fails as the {@link Pull} does. Blocks.
     *
     * @param follow is given what the pull tells in its course, if there has to be one
     * @throws DockerFault when the reference is none
     * @throws dev.landfall.engine.Engine.EngineAway
     */
    Part bring(Image image, Consumer<PullReport> follow) {
        var reference = ImageReference.parse(image.pullReference());
        if (image.pull() == Image.Pull.IF_ABSENT) {
            var present = images.inspect(reference.pullable());
            if (present.isPresent()) {
                return new Part(CompletableFuture.completedFuture(present.get()), () -> {});
            }
        }
        var pull = join(new Wanted(reference.pullable(), image.login()), reference);
        follow.accept(pull.report());
        return new Part(pull.image(), pull::leave);
    }

    private synchronized Pull join(Wanted wanted, ImageReference reference) {
        var known = running.get(wanted);
        if (known != null && known.join()) {
            return known;
        }
        var pull =
                new Pull(images, scheduler, reference, wanted.login(), Pull.Limits.USUAL, over -> forget(wanted, over));
        running.put(wanted, pull);
        pull.join();
        pull.begin();
        return pull;
    }

    private synchronized void forget(Wanted wanted, Pull over) {
        running.remove(wanted, over);
    }
}

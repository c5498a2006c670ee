package dev.landfall.engine.docker;

import dev.landfall.engine.Image;
import dev.landfall.loop.Scheduler;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/** Brings images in; those who want the same one at the same time share one pull. */
final class Pulls {
    private final ImageCalls images;
    private final Scheduler scheduler;
    private final ConcurrentMap<Wanted, Pull> running = new ConcurrentHashMap<>();

    private record Wanted(String reference, Optional<Image.Login> login) {}

    private record Pull(CompletableFuture<ImageInfo> image, PullReport report) {}

    Pulls(ImageCalls images, Scheduler scheduler) {
        this.images = images;
        this.scheduler = scheduler;
    }

    /**
     * The image, at once when it is there and that will do; else it fails as the pull does.
     *
     * @param follow is given what the pull tells in its course, if there has to be one
     */
    CompletableFuture<ImageInfo> bring(Image image, Consumer<PullReport> follow) {
        var reference = ImageReference.parse(image.pullReference());
        if (image.pull() == Image.Pull.IF_ABSENT) {
            var present = images.inspect(reference.pullable());
            if (present.isPresent()) {
                return CompletableFuture.completedFuture(present.get());
            }
        }
        var pull = running.computeIfAbsent(
                new Wanted(reference.pullable(), image.login()), wanted -> begin(wanted, reference));
        follow.accept(pull.report());
        return pull.image();
    }

    private Pull begin(Wanted wanted, ImageReference reference) {
        var pull = new Pull(new CompletableFuture<>(), new PullReport());
        scheduler.execute("pull " + wanted.reference(), () -> {
            try {
                images.pull(reference, wanted.login(), line -> pull.report().take(line, scheduler.now()));
                pull.image()
                        .complete(images.inspect(wanted.reference())
                                .orElseThrow(
                                        () -> new DockerFault(404, "The image is not there after it was pulled.")));
            } catch (RuntimeException e) {
                pull.image().completeExceptionally(e);
            } finally {
                running.remove(wanted, pull);
            }
        });
        return pull;
    }
}

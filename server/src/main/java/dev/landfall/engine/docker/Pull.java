package dev.landfall.engine.docker;

import dev.landfall.engine.EngineFault;
import dev.landfall.engine.Image;
import dev.landfall.engine.PullFault;
import dev.landfall.engine.PullFault.Problem;
import dev.landfall.loop.Scheduler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One image on its way in, for all who want it: tried again as long as that may help, and given up when nobody wants it
 * any more.
 */
final class Pull {
    private static final PullTrouble SILENT = new PullTrouble(Problem.UNREACHABLE, true);

    private final ImageCalls images;
    private final Scheduler scheduler;
    private final ImageReference reference;
    private final Optional<Image.Login> login;
    private final Consumer<Pull> whenOver;
    private final CompletableFuture<ImageInfo> image = new CompletableFuture<>();
    private final PullReport report = new PullReport();
    private final Limits limits;
    private final Backoff backoff;
    private int interested;
    private int tries;
    private boolean over;
    private volatile Cutoff cutoff = new Cutoff();
    private Scheduler.@Nullable Timer limit;
    private Scheduler.@Nullable Timer next;

    /**
     * How patient it is.
     *
     * @param tries in all
     * @param firstPause before the second; each is twice as long as the one before, up to five seconds
     * @param longestSilence in which Docker tells nothing of it
     * @param longest from the beginning to the end
     */
    record Limits(int tries, Duration firstPause, Duration longestSilence, Duration longest) {
        /** Those of AWS's agent, where nobody sets others. */
        static final Limits USUAL = new Limits(5, Duration.ofMillis(1_100), Duration.ofMinutes(1), Duration.ofHours(2));
    }

    /** @param whenOver is told when it has ended, whatever came of it */
    Pull(
            ImageCalls images,
            Scheduler scheduler,
            ImageReference reference,
            Optional<Image.Login> login,
            Limits limits,
            Consumer<Pull> whenOver) {
        this.images = images;
        this.scheduler = scheduler;
        this.reference = reference;
        this.login = login;
        this.limits = limits;
        this.backoff = new Backoff(limits.firstPause());
        this.whenOver = whenOver;
    }

    /** Fails with {@link PullFailed}, or {@link dev.landfall.engine.Engine.EngineAway}. */
    CompletableFuture<ImageInfo> image() {
        return image;
    }

    PullReport report() {
        return report;
    }

    synchronized void begin() {
        limit = scheduler.after(limits.longest(), "limit of a pull", this::giveUp);
        scheduler.execute("pull " + reference.pullable(), this::attempt);
    }

    /** Whether one more can take part; not when it is over. */
    synchronized boolean join() {
        if (!over) {
            interested++;
        }
        return !over;
    }

    /** One that took part wants it no more. The last one ends it. */
    void leave() {
        boolean ended;
        synchronized (this) {
            interested--;
            ended = interested <= 0 && conclude();
        }
        if (ended) {
            settle(() -> image.cancel(false));
        }
    }

    private void attempt() {
        var call = new Cutoff();
        if (!enter(call)) {
            return;
        }
        try (var silence = new Silence(scheduler, limits.longestSilence(), call)) {
            try {
                images.pull(
                        reference,
                        login,
                        line -> {
                            silence.heard();
                            report.take(line, scheduler.now());
                        },
                        call);
                var info = images.inspect(reference.pullable())
                        .orElseThrow(() -> new DockerFault(404, "The image is not there after it was pulled."));
                end(() -> image.complete(info));
            } catch (DockerFault e) {
                failed(PullTrouble.of(e), e.told());
            } catch (Cutoff.CutShort e) {
                if (silence.wasTooLong()) {
                    wasSilent();
                }
            } catch (RuntimeException e) {
                end(() -> image.completeExceptionally(e));
            }
        }
    }

    private synchronized boolean enter(Cutoff call) {
        if (!over) {
            cutoff = call;
            tries++;
        }
        return !over;
    }

    private void wasSilent() {
        if (report.stage() == PullFault.Stage.MANIFEST) {
            fail(Problem.NO_MANIFEST_IN_TIME, Transition.text("MANIFEST_PULLED", limits.longestSilence()));
        } else {
            failed(SILENT, "inactivity time exceeded timeout while pulling image");
        }
    }

    private void giveUp() {
        fail(Problem.NOT_IN_TIME, Transition.text("pulled", limits.longest()));
    }

    /** What Docker tried several times itself is not tried again. */
    private void failed(PullTrouble trouble, String told) {
        synchronized (this) {
            if (over) {
                return;
            }
            if (trouble.passing() && tries < limits.tries() && report.triesOfEngine() == 0) {
                var pause = backoff.next();
                report.willTryAgain(tries, told, scheduler.now().plus(pause));
                next = scheduler.after(pause, "pull " + reference.pullable() + " again", this::attempt);
                return;
            }
        }
        fail(trouble.problem(), told);
    }

    private void fail(Problem problem, String told) {
        var stage = problem == Problem.OTHER_PLATFORM ? PullFault.Stage.MANIFEST : report.stage();
        var counted = Math.max(tries(), report.triesOfEngine());
        report.gaveUp(counted, told);
        var fault = EngineFault.of(new PullFault(stage, problem, counted), told);
        end(() -> image.completeExceptionally(new PullFailed(fault)));
    }

    private synchronized int tries() {
        return tries;
    }

    private void end(Runnable tell) {
        if (conclude()) {
            settle(tell);
        }
    }

    /** Whether it was not over before. */
    private synchronized boolean conclude() {
        if (over) {
            return false;
        }
        over = true;
        cancel(limit);
        cancel(next);
        return true;
    }

    private void settle(Runnable tell) {
        cutoff.cut();
        whenOver.accept(this);
        tell.run();
    }

    private static void cancel(Scheduler.@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }
}

package dev.landfall.wiring;

import dev.landfall.ecs.account.Settings;
import dev.landfall.ecs.task.LogDelivery;
import dev.landfall.engine.PodId;
import dev.landfall.logs.AwslogsOptions;
import dev.landfall.logs.Forwarder;
import dev.landfall.logs.Sink;
import dev.landfall.loop.Scheduler;
import dev.landfall.store.Store;
import dev.landfall.wire.Realm;
import java.util.HashMap;

/** What tasks write goes to CloudWatch Logs. */
public final class AwslogsDelivery implements LogDelivery {
    private static final String NO_DRIVER = "failed to initialize logging driver: ";

    private final Store store;
    private final Sink sink;
    private final Forwarder forwarder;
    private final Scheduler scheduler;

    public AwslogsDelivery(Store store, Sink sink, Forwarder forwarder, Scheduler scheduler) {
        this.store = store;
        this.sink = sink;
        this.forwarder = forwarder;
        this.scheduler = scheduler;
    }

    @Override
    public void open(Target target) {
        var options =
                AwslogsOptions.of(target.options()).orElseThrow(() -> new Unavailable(NO_DRIVER + "no awslogs-group"));
        options.problem().ifPresent(problem -> {
            throw new Unavailable(NO_DRIVER + problem);
        });
        var realm = new Realm(target.account(), target.region());
        var opened = sink.open(realm, options, target.stream(), scheduler.now());
        switch (opened) {
            case Sink.Opened.Ready ready -> {}
            case Sink.Opened.GroupMissing missing ->
                throw new Unavailable(
                        "The task cannot find the Amazon CloudWatch log group defined in the task definition."
                                + " ResourceNotFoundException: The specified log group does not exist.",
                        NO_DRIVER + "failed to create Cloudwatch log stream: ResourceNotFoundException: The specified"
                                + " log group does not exist.");
            case Sink.Opened.Refused refused -> throw new Unavailable(NO_DRIVER + refused.message());
        }
    }

    @Override
    public void forward(Source source, Target target, Runnable whenDrained) {
        var options = new HashMap<>(target.options());
        options.computeIfAbsent(
                "mode", absent -> Settings.logDriverMode(store, new Realm(target.account(), target.launchedIn())));
        var asked = AwslogsOptions.of(options);
        var route = new Forwarder.Route(
                destination(target),
                asked.flatMap(AwslogsOptions::eventStart),
                asked.map(AwslogsOptions::mode).orElseGet(AwslogsOptions.Mode.Blocking::new));
        forwarder.forward(source.pod(), source.container(), source.lives(), route, whenDrained);
    }

    @Override
    public boolean drained(Source source) {
        return forwarder.isDrained(source.pod(), source.container(), source.lives());
    }

    @Override
    public void forget(PodId pod) {
        forwarder.forget(pod);
    }

    @Override
    public void forget(Source source, Target target) {
        forwarder.forget(source.pod(), source.container(), destination(target));
    }

    private static Sink.Destination destination(Target target) {
        var realm = new Realm(target.account(), target.region());
        return new Sink.Destination(realm, target.group(), target.stream().orElse(""));
    }
}

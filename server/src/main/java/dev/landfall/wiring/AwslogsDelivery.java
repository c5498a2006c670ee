package dev.landfall.wiring;

import dev.landfall.ecs.task.LogDelivery;
import dev.landfall.engine.PodId;
import dev.landfall.logs.AwslogsOptions;
import dev.landfall.logs.Forwarder;
import dev.landfall.logs.Sink;
import dev.landfall.loop.Scheduler;
import dev.landfall.wire.Realm;

/** What tasks write goes to CloudWatch Logs. */
public final class AwslogsDelivery implements LogDelivery {
    private final Sink sink;
    private final Forwarder forwarder;
    private final Scheduler scheduler;

    public AwslogsDelivery(Sink sink, Forwarder forwarder, Scheduler scheduler) {
        this.sink = sink;
        this.forwarder = forwarder;
        this.scheduler = scheduler;
    }

    @Override
    public void open(Target target) {
        var options = AwslogsOptions.of(target.options())
                .orElseThrow(() -> new Unavailable("failed to initialize logging driver: no awslogs-group"));
        var opened = sink.open(new Realm(target.account(), target.region()), options, target.stream(), scheduler.now());
        switch (opened) {
            case Sink.Opened.Ready ready -> {}
            case Sink.Opened.GroupMissing missing ->
                throw new Unavailable(
                        "The task cannot find the Amazon CloudWatch log group defined in the task definition."
                                + " ResourceNotFoundException: The specified log group does not exist.");
            case Sink.Opened.Refused refused ->
                throw new Unavailable("failed to initialize logging driver: " + refused.message());
        }
    }

    @Override
    public void forward(PodId pod, String container, Target target, Runnable whenDrained) {
        var realm = new Realm(target.account(), target.region());
        forwarder.forward(pod, container, new Sink.Destination(realm, target.group(), target.stream()), whenDrained);
    }

    @Override
    public boolean drained(PodId pod, String container) {
        return forwarder.isDrained(pod, container);
    }

    @Override
    public void forget(PodId pod) {
        forwarder.forget(pod);
    }
}

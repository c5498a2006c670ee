package dev.landfall.wiring;

import dev.landfall.ecs.explain.StreamTail;
import dev.landfall.ecs.task.TaskMoments.LastLine;
import dev.landfall.engine.PodId;
import dev.landfall.logs.Logs;
import dev.landfall.wire.Realm;
import java.time.Instant;
import java.util.List;

/** The ends of log streams, from CloudWatch Logs. */
public final class LogTail implements StreamTail {
    private final Logs logs;

    public LogTail(Logs logs) {
        this.logs = logs;
    }

    @Override
    public long lost(PodId pod, String container) {
        return logs.forwarder().lost(pod, container);
    }

    @Override
    public List<LastLine> last(Realm realm, String group, String stream, int most) {
        return logs.tail(realm, group, stream, most).stream()
                .map(event -> new LastLine(
                        Instant.ofEpochMilli(event.timestamp()), event.message().stripTrailing()))
                .toList();
    }
}

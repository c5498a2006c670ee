package dev.landfall.ecs.explain;

import dev.landfall.ecs.task.TaskMoments.LastLine;
import dev.landfall.engine.PodId;
import dev.landfall.wire.Realm;
import java.util.List;

/** Reads the ends of log streams. */
public interface StreamTail {
    /** The newest lines, oldest first; none where the group or stream is not there or cannot be read. */
    List<LastLine> last(Realm realm, String group, String stream, int most);

    /** How many events of a container were lost since the server was started, because its buffer was full. */
    long lost(PodId pod, String container);
}

package dev.landfall.ecs.task;

import dev.landfall.engine.PodId;
import java.util.Map;
import java.util.Optional;

/** The awslogs driver: carries what containers write to their log streams. */
public interface LogDelivery {
    /**
     * Makes sure that a stream can take lines. Blocks.
     *
     * @throws Unavailable with AWS's words, such as for a group that does not exist
     */
    void open(Target target);

    /** Carries a container's lines on from where it stopped, until its output ends. Does nothing when it already does. */
    void forward(Source source, Target target, Runnable whenDrained);

    /** Whether all that a container wrote has arrived (or can never arrive). */
    boolean drained(Source source);

    /** Lets go of what is kept in memory about a pod. */
    void forget(PodId pod);

    /**
     * Lets go of all that is kept about a container that is gone, also of what a process before this one kept. May be
     * repeated. Blocks.
     */
    void forget(Source source, Target target);

    /**
     * Whose lines.
     *
     * @param lives how often the container was started: its output ends with each life, and goes on with the next
     */
    record Source(PodId pod, String container, int lives) {}

    /**
     * Where lines go.
     *
     * @param region of the group
     * @param stream empty as long as it is named after a container that is not there yet
     * @param launchedIn the region of the task
     * @param options the awslogs options of the task definition
     */
    record Target(
            String account,
            String region,
            String group,
            Optional<String> stream,
            String launchedIn,
            Map<String, String> options) {}

    /** The stream cannot take lines. */
    final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String text;
        private final String driverText;

        public Unavailable(String text) {
            this(text, text);
        }

        /** @param driverText in the words of Docker's driver, which a container instance tells */
        public Unavailable(String text, String driverText) {
            super(text);
            this.text = text;
            this.driverText = driverText;
        }

        /** Fargate's words for it. */
        String text() {
            return text;
        }

        String driverText() {
            return driverText;
        }
    }
}

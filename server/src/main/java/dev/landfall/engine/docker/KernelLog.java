package dev.landfall.engine.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which containers the kernel killed a process of because their memory, or their pod's, ran out. Docker tells it only
 * where its notice outruns the container's end, and never of the pod's limit; the kernel's log tells it always, where it
 * may be read: on the engine's own machine, by root. Elsewhere it knows of none.
 */
final class KernelLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KernelLog.class);
    private static final Path DEVICE = Path.of("/dev/kmsg");

    /** The kernel's longest record. */
    private static final int RECORD_BYTES = 8 * 1024;

    /** Kills remembered: each is asked for within seconds of it. */
    private static final int MAX_REMEMBERED = 1_000;

    /** The control group of the killed process ends in the container's id, with systemd in {@code docker-<id>.scope}. */
    private static final Pattern KILL =
            Pattern.compile("oom-kill:.*task_memcg=[^,]*/(?:docker-|libpod-)?([0-9a-f]{64})(?:\\.scope)?(?:/[^,]*)?,");

    private final Map<String, Boolean> killed = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };
    private volatile @Nullable FileChannel open;

    /** Begins to read: first what the kernel still remembers, then whatever comes. */
    void start() {
        try {
            var channel = FileChannel.open(DEVICE, StandardOpenOption.READ);
            open = channel;
            // A thread of the machine's own: a virtual one would hold its carrier while it waits in a read.
            Thread.ofPlatform().daemon().name("kernel log").start(() -> follow(channel));
        } catch (IOException e) {
            LOG.debug("The kernel's log cannot be read: {}", e.getMessage());
        }
    }

    synchronized boolean killed(String containerId) {
        return killed.containsKey(containerId);
    }

    /** Before a container is started again: it keeps its id, and its next life may end otherwise. */
    synchronized void forget(String containerId) {
        killed.remove(containerId);
    }

    void read(String record) {
        victim(record).ifPresent(this::remember);
    }

    /** The container that a record tells a kill of. */
    static Optional<String> victim(String record) {
        var kill = KILL.matcher(record);
        return kill.find() ? Optional.of(kill.group(1)) : Optional.empty();
    }

    private void follow(FileChannel channel) {
        var buffer = ByteBuffer.allocate(RECORD_BYTES);
        while (channel.isOpen()) {
            try {
                if (channel.read(buffer.clear()) < 0) {
                    return;
                }
                read(UTF_8.decode(buffer.flip()).toString());
            } catch (IOException e) {
                if (!isOverrun(e)) {
                    return; // closed, or not a log that can be followed
                }
            }
        }
    }

    /** Records that came faster than they were read are gone; the next read goes on after them. */
    private static boolean isOverrun(IOException cause) {
        return String.valueOf(cause.getMessage()).contains("Broken pipe");
    }

    private synchronized void remember(String containerId) {
        killed.put(containerId, true);
    }

    @Override
    public void close() {
        var channel = open;
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                LOG.debug("The kernel's log was not closed", e);
            }
        }
    }
}

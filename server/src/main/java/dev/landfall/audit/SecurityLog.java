package dev.landfall.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.landfall.json.Json;
import dev.landfall.json.JsonText;
import dev.landfall.loop.Scheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Security events as lines of JSON in a file. At most so many wait to be written and so many bytes are kept, in two files;
 * what is left out is counted in the next line.
 */
public final class SecurityLog extends SecurityEvents {
    private static final Logger LOG = LoggerFactory.getLogger(SecurityLog.class);
    private static final int MAX_WAITING = 1_000; // some seconds of a task that asks as fast as it may
    private static final long MAX_BYTES = 8L * 1024 * 1024;

    private final Path file;
    private final Scheduler scheduler;
    private final ArrayDeque<SecurityEvent> waiting = new ArrayDeque<>();
    private long leftOut;
    private boolean writing;

    public SecurityLog(Path file, Scheduler scheduler) {
        this.file = file;
        this.scheduler = scheduler;
    }

    @Override
    protected void keep(SecurityEvent event) {
        synchronized (waiting) {
            if (waiting.size() >= MAX_WAITING) {
                leftOut++;
                return;
            }
            waiting.add(event);
            if (!writing) {
                writing = true;
                scheduler.execute("security log", this::write);
            }
        }
    }

    private void write() {
        for (var lines = next(); !lines.isEmpty(); lines = next()) {
            try {
                makeRoom();
                Files.writeString(file, lines, UTF_8, StandardOpenOption.APPEND);
            } catch (IOException e) { // the server's log has to do
                LOG.warn("{} cannot be written ({}): {}", file, e.getMessage(), lines.strip());
            }
        }
    }

    /** All that waits, as text; empty when there is nothing more to write. */
    private String next() {
        List<SecurityEvent> events;
        long lost;
        synchronized (waiting) {
            events = List.copyOf(waiting);
            waiting.clear();
            lost = leftOut;
            leftOut = 0;
            writing = !events.isEmpty();
        }
        var lines = new StringBuilder();
        events.forEach(event -> lines.append(line(event)).append('\n'));
        if (lost > 0) {
            lines.append("{\"leftOut\":").append(lost).append("}\n");
        }
        return lines.toString();
    }

    private static String line(SecurityEvent event) {
        var members = new LinkedHashMap<String, Json>();
        members.put("at", new Json.Text(event.at().toString()));
        members.put("event", new Json.Text(event.kind().name()));
        members.put("source", new Json.Text(event.source()));
        members.put("subject", new Json.Text(event.subject()));
        members.put("detail", new Json.Text(event.detail()));
        return JsonText.of(new Json.Members(members));
    }

    private void makeRoom() throws IOException {
        if (Files.exists(file) && Files.size(file) > MAX_BYTES) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(file)) { // its owner's alone: it tells who runs what
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
    }
}

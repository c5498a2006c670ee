package dev.landfall.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;

/** The Markdown page of one run; each line is written as soon as it is known. */
final class Report {
    private final Path file;

    Report(Path file, LocalDate day) throws IOException {
        this.file = file;
        Files.writeString(file, "# Figures of " + day + "\n");
        System.out.println("# Figures of " + day);
    }

    /** A heading, and how busy the machine was when it began. */
    void section(String title) throws IOException {
        line("");
        line("## " + title);
        line("");
        line("Load average at its start: " + load() + ".");
        line("");
    }

    void line(String text) throws IOException {
        Files.writeString(file, text + "\n", java.nio.file.StandardOpenOption.APPEND);
        System.out.println(text);
    }

    void line(String format, Object... values) throws IOException {
        line(String.format(Locale.ROOT, format, values));
    }

    static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
    }
}

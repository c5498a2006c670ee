package dev.landfall.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.Command;

/** Prints which Landfall this is and what runs it. */
@Command(name = "version")
final class Version implements Runnable {
    @Override
    public void run() {
        System.out.println("Landfall " + text() + " on Java " + Runtime.version());
    }

    /** The version the build stamped in. */
    static String text() {
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

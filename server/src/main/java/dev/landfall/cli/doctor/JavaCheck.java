package dev.landfall.cli.doctor;

import dev.landfall.Settings;
import dev.landfall.cli.doctor.Finding.Good;

/** The JDK; an older one would not have come this far. */
final class JavaCheck implements Check {
    @Override
    public Finding examine(Settings settings) {
        return new Good("JDK " + Runtime.version() + " at " + System.getProperty("java.home"));
    }
}

package dev.landfall.cli;

import dev.landfall.Settings;
import dev.landfall.cli.doctor.Check;
import dev.landfall.cli.doctor.Finding;
import dev.landfall.cli.doctor.Finding.Bad;
import dev.landfall.cli.doctor.Finding.Good;
import dev.landfall.cli.doctor.Finding.Limited;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Examines this machine and says how to mend what is missing; fails when something essential is. */
@Command(name = "doctor")
final class Doctor implements Callable<Integer> {
    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Override
    public Integer call() {
        Settings settings = options.settings();
        List<Finding> findings =
                Check.all().stream().map(check -> check.examine(settings)).toList();
        findings.forEach(finding -> print(finding, System.out));
        long bad = findings.stream().filter(Bad.class::isInstance).count();
        System.out.println(bad == 0 ? "Ready." : bad + " to mend before tasks can run.");
        return bad == 0 ? 0 : 1;
    }

    private static void print(Finding finding, PrintStream out) {
        switch (finding) {
            case Good(String what) -> out.println("✓ " + what);
            case Limited(String what, String mend) -> out.println("! " + what + "\n    → " + mend);
            case Bad(String what, String mend) -> out.println("✗ " + what + "\n    → " + mend);
        }
    }
}

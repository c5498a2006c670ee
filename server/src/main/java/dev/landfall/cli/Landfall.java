package dev.landfall.cli;

import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root command. Exit statuses: 0 done, 1 failed, 2 wrong usage, 3 no server runs. */
@Command(
        name = "landfall",
        description = "Amazon ECS on your own ground.",
        mixinStandardHelpOptions = false,
        subcommands = {
            Up.class,
            Status.class,
            Env.class,
            Version.class,
            Doctor.class,
            Explain.class,
            ContainerInstances.class,
            PurgeInstallation.class
        })
public final class Landfall implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Runs one command line and returns the exit status. */
    public static int run(String... arguments) {
        return new CommandLine(new Landfall())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, _) -> refuse(e))
                .setExecutionExceptionHandler((e, line, _) -> fail(e, line))
                .execute(arguments);
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Say what to do: up, status, explain, env, version, doctor or instance");
    }

    private static int refuse(ParameterException e) {
        PrintWriter err = e.getCommandLine().getErr();
        err.println("landfall: " + e.getMessage());
        err.println("Try ./landfall --help");
        return 2;
    }

    /** Failures a person can act on are one line; anything else is a defect and shows where it happened. */
    private static int fail(Exception e, CommandLine line) {
        if (e instanceof Refusal || e instanceof IOException) {
            line.getErr().println("landfall: " + e.getMessage());
        } else {
            e.printStackTrace(line.getErr());
        }
        return 1;
    }
}

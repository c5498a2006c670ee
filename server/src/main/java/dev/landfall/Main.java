package dev.landfall;

import dev.landfall.cli.Landfall;

/** The program: hands its arguments to the command line and leaves with its exit status. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(Landfall.run(arguments));
    }
}

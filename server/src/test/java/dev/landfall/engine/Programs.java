package dev.landfall.engine;

import java.util.List;

/** What containers of the contract run: the same behaviour in whatever language the engine's image understands. */
public interface Programs {
    /** Runs until SIGTERM, then exits with 0. */
    List<String> waits();

    /** Runs on, whatever SIGTERM says. */
    List<String> ignoresTermination();

    List<String> exits(int code);

    /** Writes {@code a life} and exits with 1; started again, writes it again and runs until it is killed. */
    List<String> exitsOnce();

    /** Writes {@code line 1} to {@code line n}, a little apart, then waits for SIGTERM. */
    List<String> prints(int lines);

    /** Serves on a port until SIGTERM. */
    List<String> serves(int port);

    /** Exits with 0 once a server on localhost answers. */
    List<String> fetches(int port);

    /** A program that the image does not have. */
    List<String> missing();

    Image image();

    /** One that no registry has. */
    Image missingImage();
}

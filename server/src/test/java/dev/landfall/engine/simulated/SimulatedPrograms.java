package dev.landfall.engine.simulated;

import dev.landfall.engine.Image;
import dev.landfall.engine.Programs;
import java.util.List;
import java.util.Optional;

/** Programs for simulated containers. */
final class SimulatedPrograms implements Programs {
    @Override
    public List<String> waits() {
        return List.of(Program.COMMAND, "runs");
    }

    @Override
    public List<String> ignoresTermination() {
        return List.of(Program.COMMAND, "ignores-termination");
    }

    @Override
    public List<String> exits(int code) {
        return List.of(Program.COMMAND, "exits", Integer.toString(code));
    }

    @Override
    public List<String> exitsOnce() {
        return List.of(Program.COMMAND, "exits-once");
    }

    @Override
    public List<String> prints(int lines) {
        return List.of(Program.COMMAND, "prints", Integer.toString(lines));
    }

    @Override
    public List<String> serves(int port) {
        return List.of(Program.COMMAND, "serves", Integer.toString(port));
    }

    @Override
    public List<String> fetches(int port) {
        return List.of(Program.COMMAND, "fetches", Integer.toString(port));
    }

    @Override
    public List<String> missing() {
        return List.of(Program.COMMAND, "no-such-verb");
    }

    @Override
    public Image image() {
        return new Image("app", "app:latest", Image.Pull.IF_ABSENT, Optional.empty());
    }

    @Override
    public Image missingImage() {
        return new Image("missing", "missing:latest", Image.Pull.IF_ABSENT, Optional.empty());
    }
}

package dev.landfall.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SandboxProgramTest {
    @TempDir
    private Path directory;

    @Test
    @EnabledOnOs(OS.LINUX)
    void runsUntilItIsTerminated() throws Exception {
        var program = SandboxProgram.forArchitecture(System.getProperty("os.arch"));
        var file = Files.write(directory.resolve("sandbox"), program.executable());
        assertThat(file.toFile().setExecutable(true)).isTrue();

        var process = new ProcessBuilder(file.toString()).start();
        for (var end = System.nanoTime() + 30_000_000_000L; !waits(process, file); Thread.sleep(5)) {
            assertThat(System.nanoTime()).as("30 s have passed").isLessThan(end);
        }
        assertThat(process.waitFor(200, TimeUnit.MILLISECONDS)).isFalse();
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    /** Whether it has become the program, and sleeps: a signal that came before would end it as any other. */
    private static boolean waits(Process process, Path program) throws IOException {
        var its = Path.of("/proc", String.valueOf(process.pid()));
        return Files.readSymbolicLink(its.resolve("exe")).equals(program.toRealPath())
                && Files.readString(its.resolve("status")).contains("\nState:\tS");
    }

    @Test
    void isSmallForEveryArchitecture() {
        for (var program : SandboxProgram.values()) {
            assertThat(program.executable()).hasSizeLessThan(300).startsWith(0x7f, 'E', 'L', 'F');
        }
    }
}

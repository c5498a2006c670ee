package dev.landfall.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat(process.waitFor(200, TimeUnit.MILLISECONDS)).isFalse();
        process.destroy();
        assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void isSmallForEveryArchitecture() {
        for (var program : SandboxProgram.values()) {
            assertThat(program.executable()).hasSizeLessThan(300).startsWith(0x7f, 'E', 'L', 'F');
        }
    }
}

package dev.landfall.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultTest {
    @TempDir
    Path folder;

    private Vault open(long seed) throws Exception {
        return Vault.open(folder.resolve("secret.key"), new Random(seed));
    }

    @Test
    void readsAfterARestartWhatItSealed() throws Exception {
        var sealed = open(1).seal("grüße", "a");

        assertThat(open(2).unsealText(sealed, "a")).isEqualTo("grüße");
        assertThat(new String(sealed, UTF_8)).doesNotContain("grüße");
    }

    @Test
    void refusesAnotherPlaceAnotherKeyAndAlteredBytes() throws Exception {
        var vault = open(1);
        var sealed = vault.seal("secret", "a");
        assertThatThrownBy(() -> vault.unseal(sealed, "b")).isInstanceOf(IllegalArgumentException.class);
        var other = new Vault(new byte[32], new Random(3));
        assertThatThrownBy(() -> other.unseal(sealed, "a")).isInstanceOf(IllegalArgumentException.class);
        for (var i = 0; i < sealed.length; i++) {
            var altered = sealed.clone();
            altered[i] ^= 1;
            assertThatThrownBy(() -> vault.unseal(altered, "a")).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> vault.unseal(new byte[0], "a")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsItsKeyFromOthers() throws Exception {
        open(1);

        assertThat(Files.getPosixFilePermissions(folder.resolve("secret.key")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void sealsTheSameTwiceDifferently() throws Exception {
        var vault = open(1);

        assertThat(vault.seal("x", "a")).isNotEqualTo(vault.seal("x", "a"));
        assertThat(vault.derive("pages")).hasSize(32).isEqualTo(open(9).derive("pages"));
    }
}

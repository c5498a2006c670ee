package dev.landfall.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {
    private final Random random = new Random(3);

    @Test
    void readsWhatItWrites() {
        for (var i = 0; i < 10_000; i++) {
            var cidr = any();
            assertThat(Cidr.parse(cidr.toString())).isEqualTo(cidr);
        }
    }

    @Test
    void containsExactlyItsOwnAddresses() {
        for (var i = 0; i < 10_000; i++) {
            var cidr = any();
            assertThat(cidr.contains(cidr.base())).isTrue();
            assertThat(cidr.contains(cidr.last())).isTrue();
            assertThat(cidr.contains(cidr.at(random.nextLong(cidr.size())))).isTrue();
            if (cidr.base().bits() != 0) {
                assertThat(cidr.contains(cidr.base().plus(-1))).isFalse();
            }
            if (cidr.last().bits() != -1) {
                assertThat(cidr.contains(cidr.last().plus(1))).isFalse();
            }
        }
    }

    @Test
    void overlapsWhatSharesAnAddress() {
        var block = Cidr.parse("172.31.0.0/16");
        assertThat(block.overlaps(Cidr.parse("172.31.240.0/20"))).isTrue();
        assertThat(Cidr.parse("172.31.240.0/20").overlaps(block)).isTrue();
        assertThat(block.overlaps(Cidr.parse("172.30.0.0/16"))).isFalse();
        assertThat(block.overlaps(Cidr.parse("0.0.0.0/0"))).isTrue();
    }

    @Test
    void isCutIntoPartsSideBySide() {
        var block = Cidr.parse("172.31.0.0/16");
        assertThat(block.part(5, 20)).isEqualTo(Cidr.parse("172.31.80.0/20"));
        assertThat(block.part(15, 20).last()).isEqualTo(block.last());
        assertThatIllegalArgumentException().isThrownBy(() -> block.part(16, 20));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/", "1.2.3.0", "1.2.3.0/", "1.2.3.0/33", "1.2.3.0/-1", "1.2.3.4/24", "1.2.3.0/024", "x/8"})
    void refusesWhatIsNoBlock(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Cidr.parse(text));
    }

    private Cidr any() {
        var prefix = random.nextInt(33);
        var mask = prefix == 0 ? 0 : -1 << (32 - prefix);
        return new Cidr(new Ipv4(random.nextInt() & mask), prefix);
    }
}

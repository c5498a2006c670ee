package dev.landfall.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Ipv4Test {
    @Test
    void readsWhatItWrites() {
        var random = new Random(1);
        for (var i = 0; i < 10_000; i++) {
            var address = new Ipv4(random.nextInt());
            assertThat(Ipv4.parse(address.toString())).isEqualTo(address);
        }
    }

    @Test
    void sortsAsTheNumbersDoInBothForms() {
        var random = new Random(2);
        for (var i = 0; i < 10_000; i++) {
            var a = new Ipv4(random.nextInt());
            var b = new Ipv4(random.nextInt());
            assertThat(Integer.signum(a.compareTo(b))).isEqualTo(Long.signum(a.value() - b.value()));
            assertThat(Integer.signum(a.compareTo(b)))
                    .isEqualTo(Integer.signum(a.sortable().compareTo(b.sortable())));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "1.2.3.-4",
                "1.2.3.+4",
                "01.2.3.4",
                "1..2.3",
                " 1.2.3.4",
                "1.2.3.4 ",
                "a.b.c.d",
                "1.2.3.4444444444",
                "1.2.3.\u0664"
            })
    void refusesWhatIsNoAddress(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Ipv4.parse(text));
    }

    @Test
    void doesNotWrapAroundTheEndOfTheAddressSpace() {
        assertThat(Ipv4.parse("127.255.255.255").plus(1)).isEqualTo(Ipv4.parse("128.0.0.0"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ipv4.parse("255.255.255.255").plus(1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Ipv4(0).plus(-1));
    }
}

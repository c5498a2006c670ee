package dev.landfall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
    @Test
    void readsAndWritesCidr() {
        AddressRange range = AddressRange.parse("203.0.113.0/24");
        assertThat(range).hasToString("203.0.113.0/24");
        assertThat(range.address(7)).isEqualTo("203.0.113.7");
        assertThat(range.isLoopback()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "127.64.0.0", "127.64.0.0/33", "127.64.0.0/7", "300.0.0.0/8", "::1/64", "127.64.0.5/16"})
    void refusesWhatIsNoBlock(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> AddressRange.parse(text));
    }

    @Test
    void namesTheBlockThatWasMeant() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AddressRange.parse("127.64.9.5/16"))
                .withMessageContaining("127.64.0.0/16");
    }

    @ParameterizedTest
    @CsvSource({
        "172.31.0.0/16, 172.31.4.0/24, true",
        "172.31.4.0/24, 172.31.0.0/16, true",
        "172.16.0.0/12, 172.31.0.0/16, true",
        "172.17.0.0/16, 172.31.0.0/16, false"
    })
    void overlapsInBothDirections(String one, String other, boolean overlaps) {
        assertThat(AddressRange.parse(one).overlaps(AddressRange.parse(other))).isEqualTo(overlaps);
    }
}

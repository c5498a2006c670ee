package dev.landfall.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MiscountTest {
    private final Miscount miscount = new Miscount("landfall-1e91cfe6-bridge", "lfb-5df04887");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "network landfall-1e91cfe6-bridge",
                "device lfb-5df04887",
                "iptables -A FORWARD -o lfb-5df04887 -j DOCKER",
                "iptables -A POSTROUTING -s 172.31.0.0/16 ! -o lfb-5df04887 -j MASQUERADE"
            })
    void knowsWhatDockerKeepsWithTheNetwork(String line) {
        assertThat(miscount.isMeantBy(line)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "network landfall-1e91cfe6",
                "device lfb-5df048871",
                "iptables -A FORWARD -o lfb-5df0488 -j DOCKER",
                "1 links for 0 containers on lfb-5df04887-x"
            })
    void excusesNothingElse(String line) {
        assertThat(miscount.isMeantBy(line)).isFalse();
    }
}

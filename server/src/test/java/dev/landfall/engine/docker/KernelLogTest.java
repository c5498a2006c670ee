package dev.landfall.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelLogTest {
    private static final String ID = "36ee7b67195fe0d70e904a5e863a911baf2fd23d0df05d100d8d720d1729039e";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/docker/%s",
                "/landfall/pod/%s",
                "/system.slice/docker-%s.scope",
                "/machine.slice/libpod-%s.scope/a"
            })
    void knowsWhomTheKernelKilled(String group) {
        assertThat(KernelLog.victim(record(group.formatted(ID)))).hasValue(ID);
    }

    @Test
    void knowsOfNobodyElse() {
        assertThat(KernelLog.victim(record("/user.slice/session-2.scope"))).isEmpty();
        assertThat(KernelLog.victim("6,1,2,-;docker0: port 1 entered " + ID)).isEmpty();
    }

    @Test
    void tellsAKillOfOneLifeOnly() {
        try (var log = new KernelLog()) {
            log.read(record("/docker/" + ID));
            assertThat(log.killed(ID)).isTrue();
            log.forget(ID);
            assertThat(log.killed(ID)).isFalse();
            log.read(record("/docker/" + ID));
            assertThat(log.killed(ID)).isTrue();
        }
    }

    private static String record(String group) {
        return "6,63652,13969071809,-;oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=x,mems_allowed=0,"
                + "oom_memcg=/docker/pod,task_memcg=" + group + ",task=sh,pid=5482,uid=0";
    }
}

package io.ballast.bench.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.bench.fanout.Wire.Resume;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WireTest {

    private final Resume resume = new Resume();

    @Test
    void givenAFrameOfOurs_whenRemembered_thenTheClientComesBackWithItsId() {
        OwnWire wire = new OwnWire(null);

        wire.remember("{\"event\":\"balance_updated\",\"id\":\"4y71gqi0bn78:42\",\"data\":{}}", resume);

        assertThat(resume.position).isEqualTo("4y71gqi0bn78:42");
        assertThat(wire.isRecovered("{\"event\":\"balance_subscribed\",\"data\":{\"recovered\":true}}", resume))
                .isTrue();
        assertThat(wire.isRecovered("{\"event\":\"balance_initial\",\"id\":\"x:1\",\"data\":{}}", resume))
                .isFalse();
    }

    @Test
    void givenASessionOfSocketIo_whenTheClientComesBack_thenItNamesSessionAndOffset() {
        SocketIoWire wire = new SocketIoWire();

        wire.remember("40{\"sid\":\"a\",\"pid\":\"P\"}", resume);
        wire.remember("42[\"balance_updated\",{\"amount\":1},\"1763-0\"]", resume);

        assertThat(wire.answer("0{\"sid\":\"b\"}", resume)).isEqualTo("40{\"pid\":\"P\",\"offset\":\"1763-0\"}");
        assertThat(wire.isRecovered("40{\"sid\":\"a\",\"pid\":\"P\"}", resume)).isTrue();
        assertThat(wire.isRecovered("40{\"sid\":\"c\",\"pid\":\"Q\"}", resume)).isFalse();
    }

    @Test
    void givenAPingOfEngineIo_whenAnswered_thenItIsAPong() {
        assertThat(new SocketIoWire().answer("2", resume)).isEqualTo("3");
    }

    @Test
    void givenTheLockFile_whenRead_thenItNamesNoRegistry() throws Exception {
        assertThat(Files.readString(Path.of("peers/package-lock.json")))
                .doesNotContain("\"resolved\"")
                .doesNotContain("registry");
    }
}

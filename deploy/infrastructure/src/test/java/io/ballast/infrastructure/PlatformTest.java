package io.ballast.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PlatformTest {

    @Test
    void givenLinuxOnIntel_whenNamed_thenEveryPublisherIsUnderstood() {
        Platform platform = Platform.of("Linux", "amd64");

        assertThat(platform.postgresClassifier()).isEqualTo("linux-x86_64");
        assertThat(platform.classifier()).isEqualTo("linux-amd64");
    }

    @Test
    void givenMacOnArm_whenNamed_thenEveryPublisherIsUnderstood() {
        Platform platform = Platform.of("Mac OS X", "aarch64");

        assertThat(platform.postgresClassifier()).isEqualTo("darwin-arm_64");
        assertThat(platform.classifier()).isEqualTo("darwin-arm64");
    }

    @Test
    void givenWindows_whenNamed_thenItIsSaidPlainly() {
        assertThatThrownBy(() -> Platform.of("Windows 11", "amd64")).hasMessageContaining("not on Windows 11");
    }
}

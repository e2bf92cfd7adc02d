package io.ballast.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PackageLockIT {

    @Test
    void givenTheLockFile_whenRead_thenItNamesNoRegistryAndEveryPlatform() throws Exception {
        String lock = Files.readString(Path.of("package-lock.json"));

        assertThat(lock).doesNotContain("\"resolved\"").doesNotContain("registry");
        assertThat(lock)
                .contains("node_modules/@foundry-rs/anvil-linux-amd64\"")
                .contains("node_modules/@foundry-rs/anvil-linux-arm64\"")
                .contains("node_modules/@foundry-rs/anvil-darwin-amd64\"")
                .contains("node_modules/@foundry-rs/anvil-darwin-arm64\"");
    }
}

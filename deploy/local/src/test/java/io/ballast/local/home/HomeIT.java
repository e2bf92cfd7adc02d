package io.ballast.local.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeIT {

    @TempDir
    private Path directory;

    private Path path;

    @BeforeEach
    void givenAPath() {
        path = directory.resolve("home");
    }

    @Test
    void givenAHomeInUseASecondLauncherIsRefused() {
        try (Home first = Home.open(path)) {
            assertThatThrownBy(() -> Home.open(path))
                    .isInstanceOf(Home.InUse.class)
                    .hasMessageContaining(first.path().toString());
        }
        Home.open(path).close();
    }

    @Test
    void forgettingLeavesNothing() throws IOException {
        try (Home home = Home.open(path)) {
            Files.createDirectories(home.data("postgres"));
            Files.writeString(home.log("ledger-service"), "…");
            home.markDone("demo");

            home.forget();
        }

        assertThat(path).doesNotExist();
    }

    @Test
    void givenADirectoryWithOtherThingsInItForgettingLeavesThem() throws IOException {
        try (Home home = Home.open(path)) {
            Files.writeString(path.resolve("letter.txt"), "Dear Anna");

            home.forget();
        }

        assertThat(path).isDirectoryContaining("glob:**/letter.txt");
        assertThat(path.resolve("data")).doesNotExist();
    }
}

package io.ballast.local.aot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.io.TempDir;

/** Which cache is taken for which build, and what becomes of the others. */
@EnabledForJreRange(minVersion = 25)
class AotCacheIT {

    private static final List<String> OPTIONS = List.of("-XX:+UseSerialGC");

    @TempDir
    private Path home;

    private Path application;

    @BeforeEach
    void anApplication() throws IOException {
        application = Files.createDirectories(home.resolve("app"));
        Files.writeString(application.resolve("quarkus-run.jar"), "code");
    }

    @Test
    void givenTheSameBuildAndOptionsItIsTheSameCache() {
        assertThat(cache("ledger-service", OPTIONS)).isEqualTo(cache("ledger-service", OPTIONS));
    }

    @Test
    void givenAnotherBuildOrOtherOptionsItIsAnotherCache() throws IOException {
        AotCache before = cache("ledger-service", OPTIONS);

        assertThat(cache("ledger-service", List.of("-XX:+UseG1GC"))).isNotEqualTo(before);
        Files.setLastModifiedTime(
                application.resolve("quarkus-run.jar"),
                FileTime.from(Instant.now().plusSeconds(5)));
        assertThat(cache("ledger-service", OPTIONS)).isNotEqualTo(before);
    }

    @Test
    void givenNoCacheTheJvmIsToldNothing() {
        assertThat(cache("ledger-service", OPTIONS).options()).isEmpty();
    }

    @Test
    void givenACacheThatIsMadeItIsUsedAndThoseOfOlderBuildsGo() throws IOException {
        AotCache older = cache("ledger-service", List.of());
        older.make(AotCacheIT::write);
        AotCache other = cache("notification-service", OPTIONS);
        other.make(AotCacheIT::write);

        AotCache made = cache("ledger-service", OPTIONS);
        made.make(AotCacheIT::write);

        assertThat(made.options()).containsExactly("-XX:AOTCache=" + made.file());
        assertThat(older.exists()).isFalse();
        assertThat(other.exists()).isTrue();
    }

    @Test
    void givenATrainingThatFailsNothingIsLeft() throws IOException {
        AotCache cache = cache("ledger-service", OPTIONS);

        assertThatThrownBy(() -> cache.make(file -> {
                    write(file);
                    throw new IllegalStateException("killed");
                }))
                .hasMessage("killed");

        assertThat(home.resolve("aot")).isEmptyDirectory();
    }

    private AotCache cache(String service, List<String> options) {
        return AotCache.of(home.resolve("aot"), service, application, options).orElseThrow();
    }

    private static void write(Path file) {
        try {
            Files.writeString(file, "cache");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.ballast.operations.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.operations.Checkout;
import io.ballast.operations.upgrade.AdditiveRules.Breach;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Migrations after the release only add: the released build runs on the schema that this build makes. */
class ReleasedSchemaTest {

    private static final String ALLOWED = "deploy/upgrade/allowed.yaml";

    @Test
    void givenTheReleasedMigrations_whenCompared_thenEachIsAsItWasReleased() {
        Map<String, String> released = Release.migrations();
        assertThat(released).hasSizeGreaterThan(30);
        released.forEach((path, hash) -> assertThat(Release.hash(path)).as(path).isEqualTo(hash));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ledger-service/src/main/resources/db/migration",
                "chain-balance-service/src/main/resources/db/migration",
                "auto-deposit-service/src/main/resources/db/migration",
                "notification-service/src/main/resources/db/migration",
                "events/src/main/resources/db/events"
            })
    void givenTheMigrationsSinceTheRelease_whenLookedAt_thenTheyOnlyAddOrSayWhy(String folder) {
        // given
        Map<String, String> released = Release.migrations();
        List<String> since = Release.migrationsOf(folder).stream()
                .filter(file -> !released.containsKey(folder + "/" + file.getFileName()))
                .map(Release::read)
                .toList();

        // then
        assertThat(AdditiveRules.breaches(since).stream()
                        .filter(breach -> !isAllowed(breach))
                        .toList())
                .isEmpty();
    }

    @Test
    void givenTheExceptions_whenLookedAt_thenEachHasAReasonAndIsStillThere() {
        for (JsonNode allowed : Checkout.yaml(ALLOWED)) {
            assertThat(allowed.path("reason").asText()).isNotBlank();
            List<Breach> found = new ArrayList<>();
            for (String folder : List.of("ledger", "chain-balance", "auto-deposit", "notification")) {
                Release.files(folder + "-service/src/main/resources/db/migration").stream()
                        .filter(file -> file.endsWith(allowed.path("file").asText()))
                        .forEach(file -> found.addAll(AdditiveRules.breaches(List.of(Release.read(file)))));
            }
            assertThat(found)
                    .extracting(Breach::statement)
                    .contains(allowed.path("statement").asText());
        }
    }

    private static boolean isAllowed(Breach breach) {
        for (JsonNode allowed : Checkout.yaml(ALLOWED)) {
            if (breach.statement().equals(allowed.path("statement").asText())) {
                return true;
            }
        }
        return false;
    }
}

package io.ballast.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServiceSettingsTest {

    private static final Database DATABASE =
            new Database("chain_balance", 5432, "chain_balance_owner", "owner-secret", "chain_balance", "role-secret");

    @Test
    void givenAService_whenItsDatabaseIsNamed_thenTheNameIsTheServicesWithoutSuffix() {
        assertThat(ServiceSettings.databaseName("chain-balance-service")).isEqualTo("chain_balance");
        assertThat(ServiceSettings.databaseName("ledger-service")).isEqualTo("ledger");
    }

    @Test
    void givenADatabase_whenSettingsAreMade_thenClientsUseTheRoleAndFlywayTheOwner() {
        ServiceSettings settings = ServiceSettings.create().database(DATABASE);

        assertThat(settings.properties())
                .containsEntry("quarkus.datasource.reactive.url", "postgresql://127.0.0.1:5432/chain_balance")
                .containsEntry("quarkus.datasource.jdbc.url", "jdbc:postgresql://127.0.0.1:5432/chain_balance")
                .containsEntry("quarkus.datasource.username", "chain_balance")
                .containsEntry("quarkus.datasource.password", "role-secret")
                .containsEntry("quarkus.flyway.username", "chain_balance_owner")
                .containsEntry("quarkus.flyway.password", "owner-secret")
                .containsEntry("quarkus.flyway.placeholders.service_role", "chain_balance");
    }

    @Test
    void givenSecrets_whenSettingsAreSplit_thenSecretsAreInTheEnvironmentOnly() {
        ServiceSettings settings = ServiceSettings.create().database(DATABASE).tokens("http://127.0.0.1:1/jwks.json");

        assertThat(settings.plain().values()).doesNotContain("role-secret", "owner-secret");
        assertThat(settings.environment())
                .containsOnlyKeys("QUARKUS_DATASOURCE_PASSWORD", "QUARKUS_FLYWAY_PASSWORD")
                .containsValues("role-secret", "owner-secret");
    }

    @Test
    void givenSecrets_whenPrinted_thenTheyDoNotShow() {
        ServiceSettings settings = ServiceSettings.create().database(DATABASE);

        assertThat(settings.toString() + DATABASE).doesNotContain("secret ", "role-secret", "owner-secret");
    }
}

package io.ballast.operations.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.infrastructure.PostgresServer;
import io.ballast.infrastructure.testkit.ServiceDatabase;
import io.ballast.operations.Checkout;
import io.ballast.operations.upgrade.ReleasedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The files that an operator runs on a restored database, as they are, on the schema of this build. */
class AfterRestoreIT {

    private PostgresServer postgres;

    @BeforeEach
    void start() {
        postgres = PostgresServer.start();
    }

    @AfterEach
    void stop() {
        postgres.close();
    }

    @Test
    void givenARestoredChainBalance_whenItsFileIsRun_thenVersionsGoOnFarAboveAndEveryWalletIsDue() throws Exception {
        try (ServiceDatabase view = restored("chain-balance")) {
            // given
            String raw = "select raw::text from chain_balances";
            Object before = view.query(raw).getFirst();
            assertThat(view.number("select count(*) from wallet_refreshes where due_at <= now()"))
                    .isZero();

            // when
            view.update(file("chain-balance-after-restore.sql"));

            // then
            assertThat(view.number("select min(version) from chain_balances")).isGreaterThan(170_000_000_000_000L);
            assertThat(view.query("select distinct source from chain_balances"))
                    .extracting(row -> row.get("source"))
                    .containsExactly("backup");
            assertThat(view.query(raw).getFirst()).isEqualTo(before);
            assertThat(view.number("select count(*) from wallet_refreshes where due_at <= now()"))
                    .isEqualTo(1);
        }
    }

    @Test
    void givenARestoredAutoDeposit_whenItsFileIsRun_thenEverythingIsPausedAndEveryWalletIsInDoubt() throws Exception {
        try (ServiceDatabase view = restored("auto-deposit")) {
            // given
            assertThat(paused(view)).isZero();
            view.update("update stellar_wallets set balance_height = 77");

            // when
            view.update(file("auto-deposit-after-restore.sql"));

            // then
            assertThat(paused(view)).isEqualTo(1);
            assertThat(view.number("select count(*) from deposit_installation_pause_changes where paused"))
                    .isEqualTo(1);
            assertThat(view.query("select doubt_from from stellar_wallets"))
                    .extracting(row -> row.get("doubt_from"))
                    .containsExactly(77L);
            assertThat(view.number("select count(*) from deposit_work where due_at <= clock_timestamp()"))
                    .isEqualTo(view.number("select count(*) from stellar_wallets"));
        }
    }

    @Test
    void givenNotificationAndARestoredLedger_whenItsFileIsRun_thenOnlyWhatIsKnownSinceTheMomentIsForgotten()
            throws Exception {
        try (ServiceDatabase view = restored("notification")) {
            // given
            view.query("select set_config('recovery.moment', '2026-03-01T00:00:00Z', false)");

            // when
            view.update(file("notification-after-ledger-restore.sql"));

            // then
            assertThat(view.query("select user_id from account_states"))
                    .extracting(row -> row.get("user_id"))
                    .containsExactly("alice");
        }
    }

    @Test
    void givenARestoredNotification_whenItsFileIsRun_thenWhoWasErasedIsForgottenAndNobodyElse() throws Exception {
        try (ServiceDatabase view = restored("notification")) {
            // given
            String named =
                    "[{\"tenant\": \"default\", \"user\": \"alice\"}, {\"tenant\": \"north\", \"user\": \"late\"}]";
            view.query("select set_config('recovery.erased', ?, false)", named);

            // when
            view.update(file("notification-after-restore.sql"));

            // then
            assertThat(view.query("select user_id from account_states"))
                    .extracting(row -> row.get("user_id"))
                    .containsExactly("late");
            assertThat(view.query("select user_id from notification_preferences"))
                    .isEmpty();
        }
    }

    private static long paused(ServiceDatabase view) {
        return view.number("select count(*) from deposit_installation_pause where paused");
    }

    private ServiceDatabase restored(String service) throws SQLException {
        ReleasedDatabase database = new ReleasedDatabase(postgres, service);
        database.release();
        database.migrateToThisBuild();
        return database.view();
    }

    private static String file(String name) throws IOException {
        return Files.readString(Checkout.file("deploy/recovery/" + name));
    }
}

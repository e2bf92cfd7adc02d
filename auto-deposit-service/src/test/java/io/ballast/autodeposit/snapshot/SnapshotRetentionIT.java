package io.ballast.autodeposit.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.autodeposit.DatabaseFixture;
import io.ballast.autodeposit.DatabaseFixture.ActingAs;
import io.ballast.autodeposit.RunningService;
import io.ballast.infrastructure.testkit.ServiceDatabase.SqlFailed;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Old snapshots become days, those of deposits stay, and nobody but the summary takes anything out of the history. */
@QuarkusTest
class SnapshotRetentionIT extends RunningService {

    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);
    private static final OffsetDateTime LONG_AGO =
            TODAY.minusDays(100).atStartOfDay().atOffset(ZoneOffset.UTC);

    @Inject
    SnapshotRetention retention;

    private final UUID wallet = UUID.randomUUID();

    @BeforeEach
    void givenAHistory() {
        database.update(
                "insert into stellar_wallets (id, tenant, user_id, public_key, network) values (?, 'default', ?, 'G', 'x')",
                wallet,
                user);
        snapshot("10", null, false, LONG_AGO.plusHours(8));
        snapshot("4", "10", false, LONG_AGO.plusHours(9));
        snapshot("7", "4", false, LONG_AGO.plusHours(10));
        snapshot("12", "7", true, LONG_AGO.plusHours(11));
        snapshot("20", "12", false, TODAY.minusDays(3).atTime(8, 0).atOffset(ZoneOffset.UTC));
    }

    @Test
    void givenOldSnapshots_whenSummarized_thenADayStandsInTheirPlaceAndDepositsStay() {
        // when
        long summarized = retention.summarize(TODAY).await().indefinitely();

        // then
        assertTrue(summarized >= 3, Long.toString(summarized));
        assertEquals(2, database.snapshots(wallet).size());
        assertEquals(
                "{day=%s, snapshots=3, low=4.0000000, high=10.0000000, inflow=3.0000000, outflow=6.0000000, last=7.0000000}"
                        .formatted(LONG_AGO.toLocalDate()),
                database.query(
                                "select day, snapshots, low, high, inflow, outflow, last from balance_days where wallet_id = ?",
                                wallet)
                        .getFirst()
                        .toString());
        assertEquals(0, retention.summarize(TODAY).await().indefinitely());
    }

    @Test
    void givenTheService_whenItDeletesItself_thenItIsRefused() {
        ActingAs service = new ActingAs("default", null, "service");
        try (DatabaseFixture role = serviceRole()) {
            assertThrows(SqlFailed.class, () -> role.query("select summarize_snapshots(current_date, 10)"));
            assertThrows(
                    SqlFailed.class,
                    () -> role.inTransaction(service, () -> role.update("delete from balance_snapshots")));
            assertThrows(
                    SqlFailed.class, () -> role.inTransaction(service, () -> role.update("delete from balance_days")));
        }
    }

    private void snapshot(String balance, String previous, boolean triggered, OffsetDateTime at) {
        database.update(
                "insert into balance_snapshots (tenant, user_id, wallet_id, usdc_balance, previous_balance,"
                        + " auto_deposit_triggered, created_at) values ('default', ?, ?, ?::numeric, ?::numeric, ?, ?)",
                user,
                wallet,
                balance,
                previous,
                triggered,
                at);
    }
}

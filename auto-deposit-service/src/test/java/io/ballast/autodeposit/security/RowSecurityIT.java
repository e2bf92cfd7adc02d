package io.ballast.autodeposit.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.autodeposit.DatabaseFixture;
import io.ballast.autodeposit.DatabaseFixture.ActingAs;
import io.ballast.autodeposit.RunningService;
import io.ballast.infrastructure.testkit.ServiceDatabase.SqlFailed;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What PostgreSQL itself allows the role that the service connects as, whatever SQL is written. */
@QuarkusTest
class RowSecurityIT extends RunningService {

    private static final String ALL_WALLETS = "select * from stellar_wallets";
    private static final String ALL_SNAPSHOTS = "select * from balance_snapshots";
    private static final String INSERT_SNAPSHOT =
            "insert into balance_snapshots (tenant, user_id, wallet_id, usdc_balance) values (?, ?, ?, 1)";
    private static final String PERMISSION_OR_POLICY = "42501";

    private final String tenant = "tenant-" + UUID.randomUUID();
    private final String otherTenant = "tenant-" + UUID.randomUUID();

    private DatabaseFixture role;
    private UUID walletOfA;
    private UUID walletOfB;
    private UUID walletOfAElsewhere;

    @BeforeEach
    void givenWalletsOfTwoUsersAndOfTheSameNameElsewhere() {
        role = serviceRole();
        walletOfA = walletWithSnapshot(tenant, "user-a");
        walletOfB = walletWithSnapshot(tenant, "user-b");
        walletOfAElsewhere = walletWithSnapshot(otherTenant, "user-a");
    }

    @AfterEach
    void close() {
        role.close();
    }

    @Test
    void givenTheServicesRole_thenItCanNotBypassRowSecurityAndOwnsNothing() {
        Map<String, Object> self = role.query(
                        "select rolsuper, rolbypassrls from pg_roles where rolname = current_user")
                .getFirst();

        assertEquals(Map.of("rolsuper", false, "rolbypassrls", false), self);
        assertEquals(List.of(), role.query("select relname from pg_class where relowner = current_user::regrole::oid"));
        assertEquals(
                List.of(),
                database.query("select relname from pg_class where relname in ('stellar_wallets', 'balance_snapshots')"
                        + " and not (relrowsecurity and relforcerowsecurity)"));
    }

    @Test
    void givenAUser_whenEverythingIsSelected_thenOnlyTheirOwnRowsAreSeen() {
        assertEquals(Set.of(walletOfA), seen(actingAs("user-a"), ALL_WALLETS, "id"));
        assertEquals(Set.of(walletOfA), seen(actingAs("user-a"), ALL_SNAPSHOTS, "wallet_id"));
    }

    @Test
    void givenNoTenantOrNoOneToActFor_whenEverythingIsSelected_thenNothingIsSeen() {
        assertEquals(List.of(), role.query(ALL_WALLETS));
        assertEquals(List.of(), role.query(ALL_SNAPSHOTS));
        assertEquals(Set.of(), seen(new ActingAs(tenant, null, null), ALL_SNAPSHOTS, "wallet_id"));
        assertEquals(Set.of(), seen(new ActingAs(null, "user-a", "service"), ALL_SNAPSHOTS, "wallet_id"));
        assertEquals(Set.of(), seen(new ActingAs(tenant, "", ""), ALL_SNAPSHOTS, "wallet_id"));
    }

    @Test
    void givenStaff_whenEverythingIsSelected_thenTheTenantsRowsAreSeenAndNoOthers() {
        ActingAs staff = new ActingAs(tenant, "admin-1", "staff");

        assertEquals(Set.of(walletOfA, walletOfB), seen(staff, ALL_WALLETS, "id"));
        assertEquals(Set.of(walletOfA, walletOfB), seen(staff, ALL_SNAPSHOTS, "wallet_id"));
    }

    @Test
    void givenAUserOrStaff_whenASnapshotIsInserted_thenItIsRefused() {
        assertRefused(actingAs("user-a"), () -> role.update(INSERT_SNAPSHOT, tenant, "user-a", walletOfA));
        assertRefused(
                new ActingAs(tenant, "admin-1", "staff"),
                () -> role.update(INSERT_SNAPSHOT, tenant, "user-a", walletOfA));
    }

    @Test
    void givenAUser_whenAWalletOrASnapshotIsChanged_thenNoRowIs() {
        int wallets = role.inTransaction(
                actingAs("user-a"), () -> role.update("update stellar_wallets set previous_usdc_balance = 0"));
        int snapshots = role.inTransaction(
                actingAs("user-a"), () -> role.update("update balance_snapshots set auto_deposit_triggered = true"));

        assertEquals(0, wallets);
        assertEquals(0, snapshots);
    }

    @Test
    void givenTheBackgroundPath_whenItWritesForAnotherTenant_thenItIsRefused() {
        assertRefused(asService(tenant), () -> role.update(INSERT_SNAPSHOT, otherTenant, "user-a", walletOfAElsewhere));
    }

    @Test
    void givenTheBackgroundPath_whenASnapshotNamesAForeignWallet_thenItIsRefused() {
        SqlFailed otherTenants = assertThrows(
                SqlFailed.class,
                () -> role.inTransaction(
                        asService(tenant), () -> role.update(INSERT_SNAPSHOT, tenant, "user-a", walletOfAElsewhere)));
        SqlFailed otherUsers = assertThrows(
                SqlFailed.class,
                () -> role.inTransaction(
                        asService(tenant), () -> role.update(INSERT_SNAPSHOT, tenant, "user-a", walletOfB)));

        assertTrue(otherTenants.getMessage().startsWith("23503"), otherTenants.getMessage());
        assertTrue(otherUsers.getMessage().startsWith("23503"), otherUsers.getMessage());
    }

    @Test
    void givenTheBackgroundPath_whenHistoryIsRewrittenOrDeleted_thenItIsRefused() {
        assertRefused(asService(tenant), () -> role.update("update balance_snapshots set usdc_balance = 0"));
        assertRefused(asService(tenant), () -> role.update("delete from balance_snapshots"));
        assertRefused(asService(tenant), () -> role.update("delete from stellar_wallets"));
    }

    @Test
    void givenTheBackgroundPath_whenADepositsOutcomeIsAdded_thenOnlyTheTenantsSnapshotsCanBeReached() {
        int changed = role.inTransaction(
                asService(tenant),
                () -> role.update("update balance_snapshots set auto_deposit_triggered = true, deposit_amount = 1,"
                        + " transaction_hash = 'abc', snapshot_type = 'auto_deposit_trigger'"));

        assertEquals(2, changed);
    }

    @Test
    void givenAnUnknownSnapshotType_whenInserted_thenItIsRefused() {
        SqlFailed refused = assertThrows(
                SqlFailed.class,
                () -> database.update(
                        "insert into balance_snapshots (tenant, user_id, wallet_id, usdc_balance, snapshot_type)"
                                + " values (?, 'user-a', ?, 1, 'guess')",
                        tenant,
                        walletOfA));

        assertTrue(refused.getMessage().startsWith("23514"), refused.getMessage());
    }

    @Test
    void givenTheReferencesHelper_whenTheBackgroundPathCallsIt_thenTheTenantsWalletIsUpdatedAndNoOther() {
        updatePrevious(asService(tenant), "user-a", "12.5");

        assertEquals(new BigDecimal("12.5000000"), database.wallet(walletOfA).get("previous_usdc_balance"));
        assertEquals(
                new BigDecimal("1.0000000"), database.wallet(walletOfAElsewhere).get("previous_usdc_balance"));
        assertEquals(new BigDecimal("1.0000000"), database.wallet(walletOfB).get("previous_usdc_balance"));
    }

    @Test
    void givenTheReferencesHelper_whenAUserCallsIt_thenNothingChanges() {
        updatePrevious(actingAs("user-a"), "user-a", "12.5");

        assertEquals(new BigDecimal("1.0000000"), database.wallet(walletOfA).get("previous_usdc_balance"));
    }

    @Test
    void givenAUserWithTwoWallets_whenTheReferencesHelperIsCalled_thenItIsRefusedAndNeitherChanges() {
        UUID second = walletWithSnapshot(tenant, "user-a");

        SqlFailed refused = assertThrows(SqlFailed.class, () -> updatePrevious(asService(tenant), "user-a", "12.5"));

        assertTrue(refused.getMessage().startsWith("21000"), refused.getMessage());
        assertEquals(new BigDecimal("1.0000000"), database.wallet(walletOfA).get("previous_usdc_balance"));
        assertEquals(new BigDecimal("1.0000000"), database.wallet(second).get("previous_usdc_balance"));
    }

    private void updatePrevious(ActingAs who, String user, String balance) {
        role.inTransaction(
                who, () -> role.query("select update_previous_usdc_balance(?, ?)", user, new BigDecimal(balance)));
    }

    private UUID walletWithSnapshot(String ofTenant, String user) {
        UUID id = UUID.randomUUID();
        role.inTransaction(asService(ofTenant), () -> {
            role.update(
                    "insert into stellar_wallets (tenant, id, user_id, public_key, network, previous_usdc_balance)"
                            + " values (?, ?, ?, 'G', 'testnet', 1)",
                    ofTenant,
                    id,
                    user);
            return role.update(INSERT_SNAPSHOT, ofTenant, user, id);
        });
        return id;
    }

    private Set<Object> seen(ActingAs who, String sql, String column) {
        return role.inTransaction(who, () -> role.query(sql)).stream()
                .map(row -> row.get(column))
                .collect(Collectors.toSet());
    }

    private void assertRefused(ActingAs who, Supplier<Integer> write) {
        SqlFailed refused = assertThrows(SqlFailed.class, () -> role.inTransaction(who, write));
        assertTrue(refused.getMessage().startsWith(PERMISSION_OR_POLICY), refused.getMessage());
    }

    private ActingAs actingAs(String user) {
        return new ActingAs(tenant, user, null);
    }

    private static ActingAs asService(String ofTenant) {
        return new ActingAs(ofTenant, null, "service");
    }
}

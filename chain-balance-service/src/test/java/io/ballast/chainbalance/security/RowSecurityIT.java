package io.ballast.chainbalance.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.chainbalance.DatabaseFixture;
import io.ballast.chainbalance.RunningService;
import io.ballast.infrastructure.testkit.ServiceDatabase.SqlFailed;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What PostgreSQL itself allows the role that the service connects as, whatever SQL is written. */
@QuarkusTest
class RowSecurityIT extends RunningService {

    private static final String PERMISSION_OR_POLICY = "42501";

    private DatabaseFixture role;
    private UUID wallet;

    @BeforeEach
    void givenAWalletWithBalanceAllowanceAndHistory() {
        role = serviceRole();
        wallet = register(newAddress(), "proxy");
        eventually().until(() -> asUser().get("/api/balance").statusCode() == 200);
    }

    @AfterEach
    void close() {
        role.close();
    }

    @Test
    void givenTheServicesRole_whenAsked_thenItCanNotBypassRowSecurityAndOwnsNothing() {
        // when
        Map<String, Object> self = role.query(
                        "select rolsuper, rolbypassrls from pg_roles where rolname = current_user")
                .getFirst();

        // then
        assertEquals(Map.of("rolsuper", false, "rolbypassrls", false), self);
        assertEquals(List.of(), role.query("select relname from pg_class where relowner = current_user::regrole::oid"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"wallets", "chain_balances", "allowances", "chain_balance_history", "wallet_refreshes"})
    void givenATable_whenRead_thenOnlyTheTenantsRowsAreSeen(String table) {
        // given
        String all = "select * from " + table;

        // then
        assertEquals(List.of(), role.query(all));
        assertEquals(List.of(), role.inTenant("elsewhere", () -> role.query(all)));
        assertFalse(role.inTenant("default", () -> role.query(all)).isEmpty());
    }

    @Test
    void givenEveryTableWithATenant_whenLookedAt_thenItsRowSecurityIsForced() {
        // then
        assertEquals(List.of(), database.query("""
                        select relname
                          from pg_class join pg_attribute on attrelid = pg_class.oid and attname = 'tenant'
                         where relkind = 'r' and relname not in ('outbox', 'inbox')
                           and not (relrowsecurity and relforcerowsecurity)
                        """));
    }

    @Test
    void givenTheService_whenItLooksOverAllTenants_thenItMayClaimRefreshesAndSeesNothingElse() {
        // given
        role.query("select set_config('ballast.actor', 'service', false)");

        // then
        assertFalse(role.query("select * from wallet_refreshes where wallet_id = ?", wallet)
                .isEmpty());
        assertEquals(1, role.update("update wallet_refreshes set due_at = now() where wallet_id = ?", wallet));
        assertEquals(List.of(), role.query("select * from wallets"));
        assertEquals(List.of(), role.query("select * from chain_balances"));
        assertEquals(List.of(), role.query("select * from allowances"));
        assertEquals(List.of(), role.query("select * from chain_balance_history"));
        SqlFailed refused =
                assertThrows(SqlFailed.class, () -> role.update("update wallet_refreshes set tenant = 'elsewhere'"));
        assertTrue(refused.getMessage().startsWith(PERMISSION_OR_POLICY), refused.getMessage());
    }

    @Test
    void givenAnotherTenant_whenWriting_thenItIsRefusedOrReachesNothing() {
        // then
        SqlFailed refused = assertThrows(
                SqlFailed.class,
                () -> role.inTenant(
                        "elsewhere",
                        () -> role.update(
                                "insert into chain_balances (wallet_id, tenant, asset, decimals, version, checked_at)"
                                        + " values (?, 'default', 'X', 6, 0, now())",
                                wallet)));
        assertTrue(refused.getMessage().startsWith(PERMISSION_OR_POLICY), refused.getMessage());
        assertEquals(
                0,
                role.inTenant("elsewhere", () -> role.update("update chain_balances set raw = 1 where version > 0")));
        assertEquals(0, role.inTenant("elsewhere", () -> role.update("delete from wallets")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"update chain_balance_history set raw = 0", "delete from chain_balance_history"})
    void givenTheHistory_whenItIsRewritten_thenItIsRefused(String rewriting) {
        // then
        SqlFailed refused = assertThrows(SqlFailed.class, () -> role.inTenant("default", () -> role.update(rewriting)));
        assertTrue(refused.getMessage().startsWith(PERMISSION_OR_POLICY), refused.getMessage());
    }
}

package io.ballast.autodeposit.deposit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ballast.autodeposit.DatabaseFixture;
import io.ballast.autodeposit.DatabaseFixture.ActingAs;
import io.ballast.autodeposit.RunningService;
import io.ballast.infrastructure.testkit.ServiceDatabase.SqlFailed;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the database itself refuses, whatever the service does. */
@QuarkusTest
class DepositRowSecurityIT extends RunningService {

    private static final List<String> TABLES = List.of("deposit_rules", "credits", "deposits", "deposit_transitions");

    private final UUID wallet = UUID.randomUUID();
    private final UUID credit = UUID.randomUUID();
    private final UUID deposit = UUID.randomUUID();
    private final ActingAs service = new ActingAs("default", null, "service");
    private DatabaseFixture role;

    @BeforeEach
    void givenADeposit() {
        role = serviceRole();
        database.update(
                "insert into stellar_wallets (id, tenant, user_id, public_key, network) values (?, 'default', ?, ?, 'x')",
                wallet,
                user,
                "G" + wallet);
        database.update("""
                insert into deposit_rules (wallet_id, tenant, user_id, network, account, enabled, threshold, floor, share,
                                           cool_down_seconds, dry_run, own_addresses, version)
                values (?, 'default', ?, 'x', ?, true, 1, 0, 10000, 0, false, '{}', 1)
                """, wallet, user, "G" + wallet);
        database.update("""
                insert into credits (id, tenant, user_id, wallet_id, network, chain_event_id, amount, eligibility, transaction_hash,
                                     height, happened_at)
                values (?, 'default', ?, ?, 'x', 'event-1', 10, 'eligible', 'hash', 5, now())
                """, credit, user, wallet);
        database.update("""
                insert into deposits (id, tenant, user_id, wallet_id, account, network, vault, amount, previous_balance,
                                      current_balance, snapshot_id, dry_run, state, attempts, tries, version)
                values (?, 'default', ?, ?, 'G', 'x', 'C', 10, 0, 10, gen_random_uuid(), false, 'held', '[]', 0, 1)
                """, deposit, user, wallet);
        database.update("""
                insert into deposit_transitions (deposit_id, version, tenant, user_id, state, attempt)
                values (?, 1, 'default', ?, 'held', 0)
                """, deposit, user);
    }

    @AfterEach
    void closeRole() {
        role.close();
    }

    @Test
    void givenRowsOfAUser_whenSomebodyReads_thenOnlyTheUserStaffAndTheServiceOfTheTenantSeeThem() {
        for (String table : TABLES) {
            assertEquals(1, seen(new ActingAs("default", user, "user"), table), table);
            assertEquals(1, seen(new ActingAs("default", "admin-1", "staff"), table), table);
            assertEquals(1, seen(service, table), table);
            assertEquals(0, seen(new ActingAs("default", "somebody-else", "user"), table), table);
            assertEquals(0, seen(new ActingAs("other", user, "user"), table), table);
            assertEquals(0, seen(new ActingAs("other", "admin-1", "staff"), table), table);
            assertEquals(0, seen(new ActingAs("", null, "worker"), table), table);
        }
    }

    @Test
    void givenMoreThanCameIn_whenAllocated_thenTheTableRefuses() {
        assertRefused("23514", "update credits set allocated = 10.0000001 where id = '%s'".formatted(credit));
        assertRefused("23505", """
                insert into deposits select gen_random_uuid(), tenant, user_id, wallet_id, account, network, vault, amount,
                    previous_balance, current_balance, snapshot_id, dry_run, 'planned', reason, simulation, shares, attempts, tries,
                    transaction_hash, ledger, version from deposits where id = '%s'""".formatted(deposit));
    }

    @Test
    void givenTheRecord_whenTheServiceTriesToChangeWhatWas_thenItIsRefused() {
        assertRefused("42501", "update deposit_transitions set state = 'confirmed'");
        assertRefused("42501", "delete from deposit_transitions");
        assertRefused("42501", "update deposit_rule_changes set changed_by = 'nobody'");
        assertRefused("42501", "delete from deposits");
        assertRefused("42501", "delete from credits");
        assertRefused("42501", "update credits set amount = 1000000");
    }

    @Test
    void givenAUser_whenTheyWrite_thenNothingChanges() {
        ActingAs owner = new ActingAs("default", user, "user");

        assertEquals(0, role.inTransaction(owner, () -> role.update("update deposits set state = 'failed'")));
        assertEquals(0, role.inTransaction(owner, () -> role.update("update deposit_rules set threshold = 5")));
    }

    private long seen(ActingAs who, String table) {
        return role.inTransaction(who, () -> role.number("select count(*) from " + table + " where user_id = ?", user));
    }

    private void assertRefused(String sqlState, String sql) {
        SqlFailed refused = assertThrows(SqlFailed.class, () -> role.inTransaction(service, () -> role.update(sql)));
        assertEquals(sqlState, refused.getMessage().substring(0, 5), sql);
    }
}

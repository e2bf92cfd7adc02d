package io.ballast.ledger.tenant;

import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.events.ledger.BalanceUpdated;
import io.ballast.infrastructure.testkit.ServiceDatabase;
import io.ballast.infrastructure.testkit.ServiceDatabase.SqlFailed;
import io.ballast.ledger.EventsFixture;
import io.ballast.ledger.RunningService;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One tenant never sees another's: not by the service, and not by PostgreSQL if the service forgot. */
@QuarkusTest
class TenantIsolationIT extends RunningService {

    private static final String FOREIGN = "acme";

    @Test
    void givenTheSameUserInTwoTenants_whenEachActs_thenTheyDoNotMeet() {
        // given
        UUID here = openAccount(user);
        UUID there = UUID.fromString(once(foreign("user"))
                .body(personal(user))
                .post("/v1/accounts")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));

        // when
        once(foreign("user")).body(payment("-1")).post("/transactions").then().statusCode(201);

        // then
        assertEquals(new BigDecimal("10000.00"), balance(here));
        assertProblem(foreign("user").get("/v1/accounts/{id}", here).then(), 404, "account-not-found");
        assertProblem(foreign("admin").get("/v1/accounts/{id}/balance", here).then(), 404, "account-not-found");
        assertProblem(asAdmin().get("/v1/accounts/{id}", there).then(), 404, "account-not-found");
        foreign("admin").get("/v1/accounts?ownerId={id}", user).then().body("items", hasSize(1));
        try (EventsFixture events = new EventsFixture(broker.bootstrapServers())) {
            eventually()
                    .until(() -> events.of(FOREIGN, user, BalanceUpdated.class).size() == 2);
            eventually()
                    .until(() -> !events.of(TENANT, user, BalanceUpdated.class).isEmpty());
            assertEquals(1, events.of(TENANT, user, BalanceUpdated.class).size());
        }
        eventually()
                .until(() ->
                        redis.command("GET", "tenant:acme:balance:user:" + user).equals("9999.00"));
        eventually().until(() -> redis.command("GET", "balance:user:" + user).equals("10000.00"));
    }

    @Test
    void givenForeignIds_whenStaffUsesThem_thenTheyAreNotThere() {
        // given
        UUID account = openAccount(user);
        UUID other = openAccount(otherUser);
        UUID topUp = askTopUp(user, "50");
        String payment = pay(user, "-1").statusCode(201).extract().path("id");

        // then
        assertProblem(decide(foreign("admin"), topUp, "success"), 404, "transaction-not-found");
        assertProblem(foreign("admin").get("/transactions/{id}", payment).then(), 404, "transaction-not-found");
        assertProblem(
                once(foreign("service"))
                        .body(transfer(account, other, "1"))
                        .post("/v1/transfers")
                        .then(),
                404,
                "account-not-found");
        assertEquals(new BigDecimal("9999.00"), balance(account));
    }

    @ParameterizedTest
    @ValueSource(strings = {"accounts", "balances", "transactions", "ledger", "idempotency"})
    void givenTheServiceRole_whenItReadsATable_thenItSeesTheRowsOfItsTenantOnly(String table) {
        // given
        openAccount(user);
        String count = "select count(*) from " + table;
        String foreignRows = count + " where tenant <> '" + TENANT + "'";

        // then
        try (ServiceDatabase service = serviceRole()) {
            assertEquals(0, service.number(count));
            assertTrue(service.inTenant(TENANT, () -> service.number(count)) > 0);
            assertEquals(0, service.inTenant(TENANT, () -> service.number(foreignRows)));
            assertEquals(0, service.inTenant("nobody", () -> service.number(count)));
        }
    }

    @Test
    void givenTheServiceRole_whenItWritesForAnotherTenant_thenPostgresRefuses() {
        // given
        UUID account = openAccount(user);

        // then
        try (ServiceDatabase service = serviceRole()) {
            assertDenied(() -> service.inTenant(FOREIGN, () -> service.update("""
                    insert into accounts (id, tenant, owner_type, owner_id, type, asset)
                    values (gen_random_uuid(), 'default', 'user', 'x', 'personal', 'USD')""")));
            assertEquals(
                    0,
                    service.inTenant(
                            FOREIGN,
                            () -> service.update("update balances set balance = 0 where account_id = ?", account)));
        }
    }

    @Test
    void givenTheServiceRole_whenItWouldRewriteHistory_thenPostgresRefuses() {
        // given
        openAccount(user);

        // then
        try (ServiceDatabase service = serviceRole()) {
            for (String statement : List.of(
                    "update ledger set amount = 1",
                    "delete from ledger",
                    "truncate ledger",
                    "delete from transactions",
                    "update transactions set amount = 1",
                    "delete from accounts",
                    "delete from balances",
                    "update accounts set owner_id = 'thief'",
                    "update idempotency set response = ''",
                    "update assets set scale = 0",
                    "alter table ledger disable row level security",
                    "create table mine (id int)")) {
                assertDenied(() -> service.inTenant(TENANT, () -> service.update(statement)));
            }
        }
    }

    @Test
    void givenTheServiceRole_whenItsAttributesAreLookedAt_thenItCanNotBypassAnything() {
        Map<String, Object> role = database.query("select * from pg_roles where rolname = 'ledger'")
                .getFirst();
        assertFalse((boolean) role.get("rolsuper"));
        assertFalse((boolean) role.get("rolbypassrls"));
        assertEquals(0, database.number("select count(*) from pg_class where relowner = 'ledger'::regrole"));
        assertEquals(0, database.number("""
                select count(*) from pg_class c
                join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant'
                where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace
                and c.relname not in ('outbox', 'inbox') and not (c.relrowsecurity and c.relforcerowsecurity)"""));
        assertEquals(0, database.number("""
                select count(*) from pg_class c
                where c.relispartition and c.relkind = 'r'
                and has_table_privilege('ledger', c.oid, 'select, insert, update, delete, truncate')"""));
    }

    private RequestSpecification foreign(String role) {
        String subject = role.equals("user") ? user : role + "-1";
        return as(tokens.token(subject, role).tenant(FOREIGN).sign());
    }

    private static void assertDenied(Runnable statement) {
        SqlFailed failed = assertThrows(SqlFailed.class, statement::run);
        assertTrue(failed.getMessage().startsWith("42501"), failed.getMessage());
    }
}

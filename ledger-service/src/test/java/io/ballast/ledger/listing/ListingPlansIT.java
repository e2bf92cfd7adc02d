package io.ballast.ledger.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballast.ledger.RunningService;
import io.ballast.ledger.transaction.TransactionStatus;
import io.ballast.ledger.transaction.TransactionType;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The plans of every list that can be asked for, as the service's role, over a tenant with many transactions: none reads more
 * than it is bounded to, whatever the filters let through. What is filled in is never committed.
 */
@QuarkusTest
class ListingPlansIT extends RunningService {

    private static final int TRANSACTIONS = 60_000;
    private static final int EXAMINED = 100;
    private static final String FOREIGN_TENANT = "plans";

    /** Looked at, looked up and thrown away, for two accounts with entries and without. */
    private static final long MOST_ROWS = 8L * EXAMINED;

    private static final UUID BUSY = new UUID(0, 1);
    private static final UUID QUIET = new UUID(0, 2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private Instant now;

    @BeforeEach
    void fill() {
        now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        database.begin();
        database.update("""
                insert into transactions (id, tenant, type, status, amount, asset, account_id, counterparty_account_id,
                                          user_id, reference, created_at, completed_at)
                select (lpad(to_hex(n.at), 12, '0') || '7000' || lpad(to_hex(n.i), 16, '8'))::uuid, ?,
                       case when n.i %% 6000 = 0 then 'topup' else 'transfer' end,
                       case when n.i %% 6000 = 0 then 'failed' else 'success' end,
                       -1, 'USD', ?, ?, 'user-a', case when n.i %% 100 = 0 then 'rent' end,
                       to_timestamp(n.at / 1000.0), to_timestamp(n.at / 1000.0)
                from (select i, %d - i * 100 as at from generate_series(1, %d) as i) n
                """.formatted(now.toEpochMilli(), TRANSACTIONS), FOREIGN_TENANT, BUSY, QUIET);
        database.update("""
                insert into ledger (account_id, created_at, version, tenant, transaction_id, amount, balance_after)
                select e.account_id, t.created_at, row_number() over (partition by e.account_id order by t.created_at),
                       t.tenant, t.id, e.amount, 0
                from transactions t
                cross join lateral (values (t.account_id, -1), (t.counterparty_account_id, 1)) as e (account_id, amount)
                where t.tenant = ? and t.status = 'success'""", FOREIGN_TENANT);
        database.update("analyze transactions");
        database.update("analyze ledger");
        database.update("set local role " + setting("quarkus.datasource.username"));
        database.query("select set_config('ballast.tenant', ?, true)", FOREIGN_TENANT);
        database.update("set local jit = off");
    }

    @AfterEach
    void forget() {
        database.rollBack();
    }

    @ParameterizedTest
    @ValueSource(strings = {"force_custom_plan", "force_generic_plan"})
    void givenManyTransactions_whenAnyListIsAskedFor_thenItReadsABoundedNumberOfRowsByIndex(String mode) {
        // given
        database.update("set local plan_cache_mode = " + mode);
        database.query(ListingSql.WALK_INDEXES);
        int lists = 0;

        // then
        for (List<UUID> accounts : Arrays.asList(null, List.of(BUSY), List.of(BUSY, QUIET))) {
            for (ListingFilter filter : filters()) {
                for (Position after : Arrays.asList(null, new Position(now.minusSeconds(3_000), 1_000, id(3_000)))) {
                    ListingSql sql =
                            new ListingSql(new ListingQuery(filter, after, 50), accounts, EXAMINED, Duration.ZERO);
                    check(sql.page(), sql.parameters(), filter + " of " + accounts);
                    check(sql.lastPlace(), sql.parameters(), "last place of " + filter + " of " + accounts);
                    lists++;
                }
            }
        }
        assertEquals(3 * 3 * 3 * 2 * 2 * 2, lists);
    }

    private List<ListingFilter> filters() {
        List<ListingFilter> filters = new ArrayList<>();
        for (TransactionType type : Arrays.asList(null, TransactionType.PAYMENT, TransactionType.DONATION)) {
            for (TransactionStatus status : Arrays.asList(null, TransactionStatus.SUCCESS, TransactionStatus.FAILED)) {
                for (String reference : Arrays.asList(null, "rent")) {
                    filters.add(new ListingFilter(null, type, status, null, null, reference));
                    filters.add(new ListingFilter(
                            null, type, status, now.minusSeconds(4_000), now.minusSeconds(2_000), reference));
                }
            }
        }
        return filters;
    }

    private void check(String sql, List<Object> parameters, String list) {
        database.update("prepare list as " + sql);
        String plan = database.query("explain (analyze, costs off, timing off, summary off, format json) execute list"
                        + literals(parameters))
                .getFirst()
                .values()
                .iterator()
                .next()
                .toString();
        database.update("deallocate list");
        List<JsonNode> reads = reads(plan);
        long rows = reads.stream().mapToLong(ListingPlansIT::rows).sum();
        assertTrue(rows <= MOST_ROWS, () -> rows + " rows for " + list + "\n" + plan);
        for (JsonNode read : reads) {
            boolean whole = read.get("Node Type").asText().equals("Seq Scan") && rows(read) > 0;
            assertTrue(!whole, () -> "a whole table for " + list + "\n" + plan);
        }
    }

    private static List<JsonNode> reads(String plan) {
        try {
            return JSON.readTree(plan).findParents("Relation Name");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long rows(JsonNode read) {
        double each = read.path("Actual Rows").asDouble()
                + read.path("Rows Removed by Filter").asDouble()
                + read.path("Rows Removed by Index Recheck").asDouble();
        return Math.round(each * read.path("Actual Loops").asDouble());
    }

    private static String literals(List<Object> parameters) {
        return parameters.isEmpty()
                ? ""
                : parameters.stream().map(ListingPlansIT::literal).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String literal(Object value) {
        return value instanceof UUID[] ids
                ? Arrays.stream(ids).map(UUID::toString).collect(Collectors.joining(",", "'{", "}'"))
                : "'" + value + "'";
    }

    private UUID id(long secondsAgo) {
        return ListingSql.firstId(now.minusSeconds(secondsAgo));
    }
}

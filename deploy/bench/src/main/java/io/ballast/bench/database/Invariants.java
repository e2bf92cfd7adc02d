package io.ballast.bench.database;

import io.ballast.infrastructure.PostgresServer;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;

/** What must be true of a ledger after the load, whatever was sent: asked of the database by the superuser. */
public final class Invariants {

    /** Each counts what breaks the sentence. */
    private static final Map<String, String> SENTENCES = new LinkedHashMap<>();

    static {
        SENTENCES.put("the entries of a transaction sum to zero, and there are two", """
                select count(*) from (
                    select transaction_id from ledger where created_at > (select min(created_at) from bench_start)
                    group by transaction_id having sum(amount) <> 0 or count(*) <> 2) as broken""");
        SENTENCES.put("each successful transaction has its entries", """
                select abs(2 * (select count(*) from transactions where status = 'success') - (select count(*) from ledger))""");
        SENTENCES.put("a balance is the sum of its entries, and their versions are gapless", """
                select count(*) from balances b
                full join (select account_id, sum(amount) as balance, max(version) as version, count(*) as entries,
                                  sum(version) as versions
                           from ledger group by account_id) e using (account_id)
                where b.balance is distinct from coalesce(e.balance, 0) or b.version is distinct from coalesce(e.version, 0)
                   or e.entries <> e.version or e.versions <> e.version::numeric * (e.version + 1) / 2""");
        SENTENCES.put("a balance is the last entry's balance_after", """
                select count(*) from balances b
                where b.version > 0 and b.balance is distinct from (
                    select l.balance_after from ledger l where l.account_id = b.account_id
                    order by l.created_at desc, l.version desc limit 1)""");
        SENTENCES.put("no balance is under its floor", """
                select count(*) from balances b join accounts a on a.id = b.account_id where b.balance < a.floor""");
        SENTENCES.put("the copy of the balance in accounts is the balance", """
                select count(*) from balances b join accounts a on a.id = b.account_id where b.balance <> a.balance""");
        SENTENCES.put("every event is published", "select count(*) from outbox");
    }

    private static final String UNKNOWN_KEYS = """
            select count(*)
            from unnest(?) as acknowledged (key)
            left join idempotency i on i.tenant = 'default' and i.key = acknowledged.key and i.status < 300
            left join transactions t on t.tenant = 'default' and t.status = 'success'
                 and t.id = substring(i.location from '/transactions/(.*)')::uuid
            where i.key is null or (i.location is not null and t.id is null)""";

    private static final String TWICE = """
            select count(*) from (
                select key from idempotency where key like 'bench-%' group by key having count(*) > 1) as twice""";

    private static final int KEYS_AT_ONCE = 100_000;

    private final PostgresServer postgres;
    private final String database;

    public Invariants(PostgresServer postgres, String database) {
        this.postgres = postgres;
        this.database = database;
    }

    /** Remembers when the load begins. */
    public void begin() throws SQLException {
        try (Connection connection = postgres.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute("create table bench_start as select clock_timestamp() as created_at");
        }
    }

    /**
     * The sentences that are not true; empty if all are.
     *
     * @param acknowledged what the service, or pgbench, said was done
     */
    public List<String> broken(Acknowledged acknowledged) throws SQLException {
        List<String> broken = new ArrayList<>();
        try (Connection connection = postgres.connect(database)) {
            for (Map.Entry<String, String> sentence : SENTENCES.entrySet()) {
                add(broken, sentence.getKey(), count(connection, sentence.getValue()));
            }
            add(broken, "every acknowledged request is recorded", unknown(connection, acknowledged));
            add(broken, "every acknowledged request is recorded once", count(connection, TWICE));
            long transfers = count(
                    connection,
                    "select count(*) from transactions where type = 'transfer'"
                            + " and created_at > (select min(created_at) from bench_start)");
            add(broken, "what is recorded was acknowledged", acknowledged.difference(transfers));
        }
        return broken;
    }

    private static void add(List<String> broken, String sentence, long count) {
        if (count != 0) {
            broken.add(sentence + ": " + count + " times not");
        }
    }

    private static long count(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static long unknown(Connection connection, Acknowledged acknowledged) throws SQLException {
        long unknown = 0;
        PrimitiveIterator.OfLong numbers = acknowledged.numbers();
        while (numbers.hasNext()) {
            List<String> keys = new ArrayList<>(KEYS_AT_ONCE);
            while (numbers.hasNext() && keys.size() < KEYS_AT_ONCE) {
                keys.add(Acknowledged.key(numbers.nextLong()));
            }
            unknown += unknown(connection, keys);
        }
        return unknown;
    }

    private static long unknown(Connection connection, List<String> keys) throws SQLException {
        Array array = connection.createArrayOf("text", keys.toArray());
        try (PreparedStatement statement = connection.prepareStatement(UNKNOWN_KEYS)) {
            statement.setArray(1, array);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } finally {
            array.free();
        }
    }
}

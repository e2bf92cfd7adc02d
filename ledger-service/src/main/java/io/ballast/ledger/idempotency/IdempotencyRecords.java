package io.ballast.ledger.idempotency;

import io.ballast.ledger.idempotency.IdempotencyRules.SavedAnswer;
import io.ballast.ledger.tenant.TenantReads;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The answers that were given under a key, saved in the transaction of their effect. The primary key decides between two
 * transactions. An advisory lock on the key is taken before, without waiting: it lets a request that meets another in
 * flight be told so at once, instead of holding up its whole batch until the other commits.
 */
@ApplicationScoped
public class IdempotencyRecords {

    private static final String HOLD = """
            select pg_try_advisory_xact_lock(hashtextextended(
                       concat_ws(chr(10), current_setting('ballast.tenant'), c.user_id, c.key), 0)) as held
            from unnest($1::text[], $2::text[]) with ordinality as c (user_id, key, position)
            order by c.position""";

    private static final String SAVED = """
            select c.position, i.request_hash, i.status, i.location, i.response
            from unnest($1::text[], $2::text[]) with ordinality as c (user_id, key, position)
            join idempotency i
              on i.tenant = current_setting('ballast.tenant') and i.user_id = c.user_id and i.key = c.key""";

    private static final String SAVE = """
            insert into idempotency (tenant, user_id, key, request_hash, status, location, response)
            select current_setting('ballast.tenant'), c.*
            from unnest($1::text[], $2::text[], $3::text[], $4::smallint[], $5::text[], $6::text[])
                as c (user_id, key, request_hash, status, location, response)""";

    /** By the age's index; where another replica is at work, it is left to it. */
    private static final String FORGET = """
            delete from idempotency
            where ctid = any (array(
                select ctid from idempotency
                where created_at < now() - make_interval(secs => $1)
                and tenant = current_setting('ballast.tenant')
                and (select pg_try_advisory_xact_lock(hashtextextended(
                         'forget-answers:' || current_setting('ballast.tenant'), 0)))
                limit $2))""";

    private final TenantReads transactions;

    IdempotencyRecords(TenantReads transactions) {
        this.transactions = transactions;
    }

    /**
     * Claims the keys for the connection's transaction. Two statements, sent together: what was saved is looked up when
     * the keys are held, so that nothing is saved in between.
     *
     * @return one verdict a claim, in order
     */
    public Uni<List<Verdict>> claim(SqlConnection connection, List<Claim> claims) {
        Tuple keys = Tuple.tuple()
                .addArrayOfString(column(claims, Claim::userId))
                .addArrayOfString(column(claims, Claim::key));
        return Uni.combine()
                .all()
                .unis(
                        connection.preparedQuery(HOLD).execute(keys),
                        connection.preparedQuery(SAVED).execute(keys))
                .with((held, saved) -> IdempotencyRules.decide(claims, held(held), saved(saved)));
    }

    /** Saves the answers to claims that were to proceed, the answer at an index to the claim at the same. */
    public Uni<Void> save(SqlConnection connection, List<Claim> claims, List<Answer> answers) {
        if (claims.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return connection.preparedQuery(SAVE).execute(row(claims, answers)).replaceWithVoid();
    }

    /**
     * Removes answers of the tenant that are older, in a transaction of its own.
     *
     * @param limit how many at most
     * @return how many
     */
    Uni<Integer> forget(String tenant, Duration age, int limit) {
        return transactions.read(
                tenant,
                connection -> connection
                        .preparedQuery(FORGET)
                        .execute(Tuple.of((double) age.toSeconds(), limit))
                        .map(RowSet::rowCount));
    }

    private static Tuple row(List<Claim> claims, List<Answer> answers) {
        Short[] statuses =
                answers.stream().map(answer -> (short) answer.status()).toArray(Short[]::new);
        return Tuple.tuple()
                .addArrayOfString(column(claims, Claim::userId))
                .addArrayOfString(column(claims, Claim::key))
                .addArrayOfString(column(claims, Claim::requestHash))
                .addArrayOfShort(statuses)
                .addArrayOfString(column(answers, Answer::location))
                .addArrayOfString(column(answers, Answer::body));
    }

    private static <T> String[] column(List<T> rows, Function<T, String> value) {
        return rows.stream().map(value).toArray(String[]::new);
    }

    private static List<Boolean> held(RowSet<Row> rows) {
        List<Boolean> held = new ArrayList<>(rows.size());
        rows.forEach(row -> held.add(row.getBoolean("held")));
        return held;
    }

    private static Map<Integer, SavedAnswer> saved(RowSet<Row> rows) {
        Map<Integer, SavedAnswer> saved = new HashMap<>();
        rows.forEach(row -> saved.put(row.getLong("position").intValue() - 1, savedAnswer(row)));
        return saved;
    }

    private static SavedAnswer savedAnswer(Row row) {
        Answer answer = new Answer(row.getShort("status"), row.getString("location"), row.getString("response"));
        return new SavedAnswer(row.getString("request_hash"), answer);
    }
}

package io.ballast.autodeposit.rule;

import io.ballast.autodeposit.asset.UsdcAmount;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowIterator;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The tables of rules and their changes. Every method works on a connection whose transaction says for whom it acts. */
@ApplicationScoped
public class PgRules {

    private static final String COLUMNS = "enabled, threshold, floor, share, cap_per_deposit, cap_per_day,"
            + " cool_down_seconds, vault, dry_run, own_addresses, alert_amount, alert_percent, version";

    private static final String FIND = "select " + COLUMNS + " from deposit_rules where wallet_id = $1";

    private static final String SUBJECTS = """
            select w.id, w.user_id, w.public_key, w.network, r.wallet_id is not null as ruled,
                   r.enabled, r.threshold, r.floor, r.share, r.cap_per_deposit, r.cap_per_day, r.cool_down_seconds, r.vault,
                   r.dry_run, r.own_addresses, r.alert_amount, r.alert_percent, coalesce(r.version, 0) as version
              from stellar_wallets w left join deposit_rules r on r.wallet_id = w.id
             where ($1::uuid is null or w.id = $1) and ($2::text is null or w.user_id = $2)
             order by w.network, w.id
             limit 100
            """;

    private static final String SAVE = """
            insert into deposit_rules
                (wallet_id, tenant, user_id, network, account, enabled, threshold, floor, share, cap_per_deposit, cap_per_day,
                 cool_down_seconds, vault, dry_run, own_addresses, version, alert_amount, alert_percent)
            values ($1, current_setting('ballast.tenant'), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
            on conflict (wallet_id) do update
               set enabled = excluded.enabled, threshold = excluded.threshold, floor = excluded.floor, share = excluded.share,
                   cap_per_deposit = excluded.cap_per_deposit, cap_per_day = excluded.cap_per_day,
                   cool_down_seconds = excluded.cool_down_seconds, vault = excluded.vault, dry_run = excluded.dry_run,
                   own_addresses = excluded.own_addresses, alert_amount = excluded.alert_amount,
                   alert_percent = excluded.alert_percent, version = excluded.version, updated_at = clock_timestamp()
             where deposit_rules.version = excluded.version - 1
            """;

    private static final String TELL = """
            insert into deposit_rule_changes (tenant, user_id, wallet_id, version, changed_by, before, after)
            values (current_setting('ballast.tenant'), $1, $2, $3, $4, $5::text::jsonb, $6::text::jsonb)
            """;

    private static final String CHANGES = """
            select version, changed_by, before::text as before, after::text as after, changed_at
              from deposit_rule_changes
             where wallet_id = $1
             order by version desc
             limit 100
            """;

    /** The wallet's rule; {@link DepositRule#OFF} where nobody has made one. */
    public Uni<DepositRule> find(SqlConnection connection, UUID walletId) {
        return connection
                .preparedQuery(FIND)
                .execute(Tuple.of(walletId))
                .map(PgRules::first)
                .map(found -> found.map(PgRules::rule).orElse(DepositRule.OFF));
    }

    /** The wallets that the transaction may see, with their rules; at most 100. */
    Uni<List<RuledWallet>> subjects(SqlConnection connection, UUID walletId, String userId) {
        return connection
                .preparedQuery(SUBJECTS)
                .execute(Tuple.of(walletId, userId))
                .map(rows -> rows.stream().map(PgRules::subject).toList());
    }

    /** Makes the rule the next version of the wallet's; false if somebody else was faster. */
    Uni<Boolean> save(SqlConnection connection, RuledWallet wallet, DepositRule rule, String changedBy) {
        Tuple values = Tuple.tuple()
                .addUUID(wallet.walletId())
                .addString(wallet.userId())
                .addString(wallet.network())
                .addString(wallet.account())
                .addBoolean(rule.enabled())
                .addBigDecimal(rule.threshold().value())
                .addBigDecimal(rule.floor().value())
                .addInteger(rule.shareBasisPoints())
                .addBigDecimal(rule.capPerDeposit().map(UsdcAmount::value).orElse(null))
                .addBigDecimal(rule.capPerDay().map(UsdcAmount::value).orElse(null))
                .addInteger(Math.toIntExact(rule.coolDown().toSeconds()))
                .addString(rule.vault().orElse(null))
                .addBoolean(rule.dryRun())
                .addArrayOfString(rule.ownAddresses().toArray(String[]::new))
                .addLong(rule.version())
                .addBigDecimal(rule.alerts().amount().map(UsdcAmount::value).orElse(null))
                .addInteger(rule.alerts().percent().orElse(null));
        return connection
                .preparedQuery(SAVE)
                .execute(values)
                .map(rows -> rows.rowCount() == 1)
                .call(saved -> saved
                        ? tell(connection, wallet, rule, changedBy)
                        : Uni.createFrom().voidItem());
    }

    /** The changes of the wallet's rule, newest first; at most 100. */
    Uni<List<RuleChange>> changes(SqlConnection connection, UUID walletId) {
        return connection
                .preparedQuery(CHANGES)
                .execute(Tuple.of(walletId))
                .map(rows -> rows.stream().map(PgRules::change).toList());
    }

    private static Uni<Void> tell(SqlConnection connection, RuledWallet wallet, DepositRule rule, String changedBy) {
        Tuple values = Tuple.tuple()
                .addString(wallet.userId())
                .addUUID(wallet.walletId())
                .addLong(rule.version())
                .addString(changedBy)
                .addString(wallet.rule().version() == 0 ? null : RuleJson.write(wallet.rule()))
                .addString(RuleJson.write(rule));
        return connection.preparedQuery(TELL).execute(values).replaceWithVoid();
    }

    private static Optional<Row> first(RowSet<Row> rows) {
        RowIterator<Row> iterator = rows.iterator();
        return iterator.hasNext() ? Optional.of(iterator.next()) : Optional.empty();
    }

    private static RuledWallet subject(Row row) {
        return new RuledWallet(
                row.getUUID("id"),
                row.getString("user_id"),
                row.getString("public_key"),
                row.getString("network"),
                row.getBoolean("ruled") ? rule(row) : DepositRule.OFF);
    }

    private static RuleChange change(Row row) {
        return new RuleChange(
                row.getLong("version"),
                row.getString("changed_by"),
                RuleJson.read(row.getString("before")),
                RuleJson.read(row.getString("after")),
                row.getOffsetDateTime("changed_at").toInstant());
    }

    private static DepositRule rule(Row row) {
        return new DepositRule(
                row.getBoolean("enabled"),
                new UsdcAmount(row.getBigDecimal("threshold")),
                new UsdcAmount(row.getBigDecimal("floor")),
                row.getInteger("share"),
                amount(row.getBigDecimal("cap_per_deposit")),
                amount(row.getBigDecimal("cap_per_day")),
                Duration.ofSeconds(row.getInteger("cool_down_seconds")),
                Optional.ofNullable(row.getString("vault")),
                row.getBoolean("dry_run"),
                Set.of(row.getArrayOfStrings("own_addresses")),
                new AlertRule(
                        amount(row.getBigDecimal("alert_amount")),
                        Optional.ofNullable(row.getInteger("alert_percent"))),
                row.getLong("version"));
    }

    private static Optional<UsdcAmount> amount(BigDecimal value) {
        return Optional.ofNullable(value).map(UsdcAmount::new);
    }
}

package io.ballast.ledger.account;

import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.problem.Problems;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The accounts and their balances. Every method works on a connection whose transaction names the tenant; other tenants'
 * accounts are not there.
 */
@ApplicationScoped
public class Accounts {

    /** How many accounts one owner's list shows at most: one for each asset, so no owner comes near. */
    static final int MAX_LISTED = 100;

    private static final String BY_ID = AccountRows.SELECT + "where a.id = $1";

    private static final String BY_IDS = AccountRows.SELECT + "where a.id = any($1)";

    private static final String BY_OWNER = AccountRows.SELECT
            + "where a.owner_type = $1 and a.owner_id = $2 and a.type = $3 and a.asset = $4"
            + " and a.tenant = current_setting('ballast.tenant', true)";

    private static final String LIST = AccountRows.SELECT
            + "where a.owner_id = $1 and a.owner_type = any($2)"
            + " and a.tenant = current_setting('ballast.tenant', true) order by a.created_at, a.id limit " + MAX_LISTED;

    /** One order over the whole set, so that no two postings wait for each other in a circle. */
    private static final String LOCK =
            "select account_id from balances where account_id = any($1) order by account_id for update";

    /** What is not there is looked for once more only when there is less than was asked for. */
    private static final String WITHOUT_BALANCE =
            "select a.id from accounts a where not exists (select from balances b where b.account_id = a.id)";

    private static final String BY_IDS_WITHOUT_BALANCE = WITHOUT_BALANCE + " and a.id = any($1) limit 1";

    private static final String BY_OWNER_WITHOUT_BALANCE = WITHOUT_BALANCE
            + " and a.owner_type = $1 and a.owner_id = $2 and a.type = $3 and a.asset = $4"
            + " and a.tenant = current_setting('ballast.tenant', true)";

    private static final Uni<Void> NOTHING = Uni.createFrom().voidItem();

    private static final String INSERT = """
            insert into accounts (id, tenant, owner_type, owner_id, type, asset, floor)
            values ($1, current_setting('ballast.tenant'), $2, $3, $4, $5, $6)
            on conflict on constraint accounts_owner do nothing""";

    private static final String INSERT_BALANCE = """
            insert into balances (account_id, tenant, balance, version)
            values ($1, current_setting('ballast.tenant'), 0, 0)""";

    /** The account, if it exists; fails with the problem {@code balance-missing} if it has no row in {@code balances}. */
    public Uni<Optional<AccountState>> find(SqlConnection connection, UUID id) {
        return connection
                .preparedQuery(BY_ID)
                .execute(Tuple.of(id))
                .map(AccountRows::first)
                .call(found -> found.isPresent() ? NOTHING : requireBalances(connection, List.of(id)));
    }

    /**
     * Those of the accounts that exist, in no order; fails with the problem {@code balance-missing} if one of them has no row
     * in {@code balances}.
     */
    public Uni<List<AccountState>> findAll(SqlConnection connection, Collection<UUID> ids) {
        return connection
                .preparedQuery(BY_IDS)
                .execute(Tuple.tuple().addArrayOfUUID(ids.toArray(UUID[]::new)))
                .map(AccountRows::states)
                .call(found -> found.size() == ids.size() ? NOTHING : requireBalances(connection, ids));
    }

    public Uni<Optional<AccountState>> ofOwner(
            SqlConnection connection, Owner owner, AccountType type, String assetCode) {
        return connection
                .preparedQuery(BY_OWNER)
                .execute(Tuple.of(owner.type().wireName(), owner.id(), type.wireName(), assetCode))
                .map(AccountRows::first)
                .call(found -> found.isPresent() ? NOTHING : requireBalance(connection, owner, type, assetCode));
    }

    /** The accounts that owners of one of these kinds have under this id, oldest first, {@value #MAX_LISTED} at most. */
    public Uni<List<AccountState>> list(SqlConnection connection, String ownerId, Collection<OwnerType> types) {
        String[] wireNames = types.stream().map(OwnerType::wireName).toArray(String[]::new);
        return connection
                .preparedQuery(LIST)
                .execute(Tuple.tuple().addString(ownerId).addArrayOfString(wireNames))
                .map(AccountRows::states);
    }

    /**
     * Locks the accounts until the transaction ends. What they hold must be read in a later statement: the one that waits
     * for a lock does not see what the other wrote.
     */
    public Uni<Void> lock(SqlConnection connection, Collection<UUID> ids) {
        return connection
                .preparedQuery(LOCK)
                .execute(Tuple.tuple().addArrayOfUUID(ids.toArray(UUID[]::new)))
                .replaceWithVoid();
    }

    /**
     * Locks the accounts until the transaction ends, and reads those that exist: two statements, sent together, the second
     * of which sees what the first has waited for.
     */
    public Uni<List<AccountState>> lockAndRead(SqlConnection connection, Collection<UUID> ids) {
        return Uni.combine()
                .all()
                .unis(lock(connection, ids), findAll(connection, ids))
                .with((locked, states) -> states);
    }

    /** Opens an account that holds nothing; empty if the owner has one of this type and asset. */
    public Uni<Optional<UUID>> open(SqlConnection connection, Owner owner, AccountType type, String assetCode) {
        UUID id = UUID.randomUUID();
        return connection
                .preparedQuery(INSERT)
                .execute(Tuple.of(
                        id,
                        owner.type().wireName(),
                        owner.id(),
                        type.wireName(),
                        assetCode,
                        limits(type).floor()))
                .flatMap(inserted -> inserted.rowCount() == 0
                        ? Uni.createFrom().item(Optional.empty())
                        : openBalance(connection, id));
    }

    private static Uni<Void> requireBalances(SqlConnection connection, Collection<UUID> ids) {
        return connection
                .preparedQuery(BY_IDS_WITHOUT_BALANCE)
                .execute(Tuple.tuple().addArrayOfUUID(ids.toArray(UUID[]::new)))
                .invoke(Accounts::requireNone)
                .replaceWithVoid();
    }

    private static Uni<Void> requireBalance(SqlConnection connection, Owner owner, AccountType type, String assetCode) {
        return connection
                .preparedQuery(BY_OWNER_WITHOUT_BALANCE)
                .execute(Tuple.of(owner.type().wireName(), owner.id(), type.wireName(), assetCode))
                .invoke(Accounts::requireNone)
                .replaceWithVoid();
    }

    private static void requireNone(RowSet<Row> withoutBalance) {
        for (Row row : withoutBalance) {
            throw Problems.builder(ProblemCode.BALANCE_MISSING)
                    .with("accountId", row.getUUID("id"))
                    .build();
        }
    }

    private static Limits limits(AccountType type) {
        return type == AccountType.SYSTEM ? Limits.NONE : Limits.OF_OWNERS;
    }

    private static Uni<Optional<UUID>> openBalance(SqlConnection connection, UUID id) {
        return connection.preparedQuery(INSERT_BALANCE).execute(Tuple.of(id)).replaceWith(Optional.of(id));
    }
}

package io.ballast.ledger.listing;

import io.ballast.ledger.account.Account;
import io.ballast.ledger.account.AccountAccess;
import io.ballast.ledger.account.AccountState;
import io.ballast.ledger.account.Accounts;
import io.ballast.ledger.account.OwnerType;
import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.problem.Problems;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.tenant.TenantReads;
import io.ballast.ledger.transaction.Entry;
import io.ballast.ledger.transaction.Transaction;
import io.ballast.ledger.transaction.TransactionView;
import io.ballast.ledger.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads pages of transactions: staff see those of the tenant, users those of their own accounts. */
@ApplicationScoped
class TransactionPages {

    private static final Set<OwnerType> USERS = Set.of(OwnerType.USER);
    private static final TransactionPage EMPTY = new TransactionPage(List.of(), null);

    private final TenantReads reads;
    private final Accounts accounts;
    private final Transactions transactions;
    private final ListingConfig config;

    TransactionPages(TenantReads reads, Accounts accounts, Transactions transactions, ListingConfig config) {
        this.reads = reads;
        this.accounts = accounts;
        this.transactions = transactions;
        this.config = config;
    }

    /** The page; fails with the problem {@code account-not-found} if the caller can not see the account it is of. */
    Uni<TransactionPage> page(Caller caller, ListingQuery query) {
        return reads.read(
                caller.tenant(),
                connection -> connection
                        .query(ListingSql.WALK_INDEXES)
                        .execute()
                        .chain(() -> page(connection, caller, query)));
    }

    private Uni<TransactionPage> page(SqlConnection connection, Caller caller, ListingQuery query) {
        UUID named = query.filter().accountId();
        if (named != null) {
            return accounts.find(connection, named)
                    .map(found -> List.of(visible(caller, found)))
                    .flatMap(ids -> page(connection, caller, query, ids));
        }
        if (caller.isStaff()) {
            return page(connection, caller, query, null);
        }
        return accounts.list(connection, caller.userId(), USERS)
                .map(TransactionPages::ids)
                .flatMap(ids -> ids.isEmpty() ? Uni.createFrom().item(EMPTY) : page(connection, caller, query, ids));
    }

    private Uni<TransactionPage> page(SqlConnection connection, Caller caller, ListingQuery query, List<UUID> of) {
        boolean exact = Source.of(query.filter(), of != null).isExact(query.filter(), of != null);
        int examined = exact ? config.maxPageSize() + 1 : config.maxExamined();
        ListingSql sql = new ListingSql(query, of, examined, config.clockSkew());
        return run(connection, sql.page(), sql.parameters())
                .flatMap(rows -> transactions
                        .read(connection, rows)
                        .flatMap(found -> next(connection, query, sql, rows, exact ? 0 : examined)
                                .map(next -> view(caller, query, rows, found, next, of != null))));
    }

    /** A full page goes on behind itself, one that has found too little behind what it has looked at. */
    private static Uni<Optional<Position>> next(
            SqlConnection connection, ListingQuery query, ListingSql sql, RowSet<Row> rows, int examined) {
        if (rows.size() > query.limit()) {
            return Uni.createFrom().item(Optional.of(lastOfPage(rows, query.limit())));
        }
        if (examined == 0) {
            return Uni.createFrom().item(Optional.empty());
        }
        return run(connection, sql.lastPlace(), sql.parameters())
                .map(last -> last.size() > 0 && last.iterator().next().getLong("examined") == examined
                        ? Optional.of(place(last.iterator().next()))
                        : Optional.empty());
    }

    private static Uni<RowSet<Row>> run(SqlConnection connection, String sql, List<Object> parameters) {
        return connection.preparedQuery(sql).execute(Tuple.from(parameters));
    }

    private static TransactionPage view(
            Caller caller,
            ListingQuery query,
            RowSet<Row> rows,
            List<Transaction> found,
            Optional<Position> next,
            boolean ofAccounts) {
        List<TransactionView> items = new ArrayList<>(query.limit());
        boolean withEntries = Source.of(query.filter(), ofAccounts) == Source.ACCOUNTS;
        int index = 0;
        for (Row row : rows) {
            if (index == query.limit()) {
                break;
            }
            Transaction transaction = found.get(index++);
            items.add(
                    withEntries
                            ? TransactionView.of(transaction, entry(row, transaction), caller)
                            : TransactionView.withoutEntries(transaction, caller));
        }
        return new TransactionPage(
                items, next.map(place -> Cursors.write(query.filter(), place)).orElse(null));
    }

    private static List<Entry> entry(Row row, Transaction transaction) {
        UUID id = row.getUUID("entry_account");
        if (id == null) {
            return List.of();
        }
        Account account = transaction.account().id().equals(id) ? transaction.account() : transaction.counterparty();
        return List.of(new Entry(
                transaction.id(),
                account,
                row.getLong("place_version"),
                row.getLong("entry_amount"),
                row.getLong("entry_balance")));
    }

    private static Position lastOfPage(RowSet<Row> rows, int limit) {
        int index = 0;
        for (Row row : rows) {
            if (++index == limit) {
                return place(row);
            }
        }
        throw new IllegalArgumentException("No row " + limit);
    }

    private static Position place(Row row) {
        return new Position(
                row.getOffsetDateTime("place_at").toInstant(), row.getLong("place_version"), row.getUUID("place_id"));
    }

    private static UUID visible(Caller caller, Optional<AccountState> found) {
        return found.map(AccountState::account)
                .filter(account -> AccountAccess.allows(caller, account))
                .map(Account::id)
                .orElseThrow(() -> Problems.of(ProblemCode.ACCOUNT_NOT_FOUND));
    }

    private static List<UUID> ids(List<AccountState> states) {
        return states.stream().map(state -> state.account().id()).toList();
    }
}

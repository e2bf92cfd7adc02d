package io.ballast.ledger.receipt;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Reads blocks together with what they were made of, on a connection whose transaction names the tenant. */
@ApplicationScoped
class PgBlockChecks {

    /** After the last block it begins anew; 0 while there is none. */
    private static final String NEXT = """
            select case when b.last is null then 0 when c.checked_number >= b.last then 1 else c.checked_number + 1 end
                   as number
            from block_chains c
            cross join (select max(number) as last from ledger_blocks
                        where tenant = current_setting('ballast.tenant')) b
            where c.tenant = current_setting('ballast.tenant')""";

    private static final String SELECT = """
            select b.*, c.salt_key, p.hash as hash_before, p.last_xid as xid_before, p.last_id as id_before
            from ledger_blocks b
            join block_chains c on c.tenant = b.tenant
            left join ledger_blocks p on p.tenant = b.tenant and p.number = b.number - 1
            where b.tenant = current_setting('ballast.tenant') and b.number = $1""";

    private static final String CHECKED = """
            update block_chains set checked_number = $1 where tenant = current_setting('ballast.tenant')""";

    private final PgSealable sealable;

    PgBlockChecks(PgSealable sealable) {
        this.sealable = sealable;
    }

    /** The number of the block that is to be checked next, 0 if there is none. */
    Uni<Long> next(SqlConnection connection) {
        return connection.query(NEXT).execute().map(PgBlockChecks::number);
    }

    /** The block, and what the database holds between the one before it and its own end; empty if there is none. */
    Uni<Optional<CheckedBlock>> read(SqlConnection connection, long number) {
        return connection.preparedQuery(SELECT).execute(Tuple.of(number)).flatMap(rows -> read(connection, rows));
    }

    Uni<Void> checked(SqlConnection connection, long number) {
        return connection.preparedQuery(CHECKED).execute(Tuple.of(number)).replaceWithVoid();
    }

    private Uni<Optional<CheckedBlock>> read(SqlConnection connection, RowSet<Row> rows) {
        for (Row row : rows) {
            SealedBlock sealed = new SealedBlock(PgBlocks.block(row), PgBlocks.leaves(row));
            Position last = new Position(row.getLong("last_xid"), row.getUUID("last_id"));
            int oneMore = sealed.block().count() + 1;
            return sealable.between(connection, before(row), last, oneMore)
                    .map(PgBlockChecks::transactions)
                    .flatMap(transactions -> exported(connection, transactions)
                            .map(exported -> Optional.of(checked(row, sealed, transactions, exported))));
        }
        return Uni.createFrom().item(Optional.empty());
    }

    private static Position before(Row row) {
        return row.getLong("xid_before") == null
                ? Position.START
                : new Position(row.getLong("xid_before"), row.getUUID("id_before"));
    }

    private static List<SealedTransaction> transactions(List<PlacedTransaction> placed) {
        return placed.stream().map(PlacedTransaction::transaction).toList();
    }

    private static Uni<Boolean> exported(SqlConnection connection, List<SealedTransaction> transactions) {
        return ExportedEntries.any(
                connection,
                transactions.stream().map(SealedTransaction::completedAt).toList());
    }

    private static CheckedBlock checked(
            Row row, SealedBlock sealed, List<SealedTransaction> transactions, boolean exported) {
        Hash before = row.getBuffer("hash_before") == null ? Hash.NONE : PgBlocks.hash(row, "hash_before");
        return new CheckedBlock(sealed, before, transactions, exported, PgBlocks.saltKey(row));
    }

    private static long number(RowSet<Row> rows) {
        for (Row row : rows) {
            return row.getLong("number");
        }
        return 0;
    }
}

package io.ballast.ledger.receipt;

import io.ballast.ledger.account.AccountAccess;
import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.problem.Problems;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.tenant.TenantReads;
import io.ballast.ledger.transaction.Entry;
import io.ballast.ledger.transaction.Transaction;
import io.ballast.ledger.transaction.Transactions;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Proves single transactions, and publishes what they are proven against. */
@ApplicationScoped
class Receipts {

    private final TenantReads reads;
    private final Transactions transactions;
    private final PgBlocks blocks;
    private final ReceiptConfig config;
    private final Vertx vertx;

    Receipts(TenantReads reads, Transactions transactions, PgBlocks blocks, ReceiptConfig config, Vertx vertx) {
        this.reads = reads;
        this.transactions = transactions;
        this.blocks = blocks;
        this.config = config;
        this.vertx = vertx;
    }

    /**
     * The receipt of a transaction that the caller may see; fails with a problem if there is none, or none yet.
     *
     * @param until the block that it has to reach to, or null for its own
     */
    Uni<ReceiptView> of(Caller caller, UUID id, Long until) {
        return reads.read(caller.tenant(), connection -> read(connection, caller, id, until))
                .flatMap(receipt -> vertx.executeBlocking(() -> receipt.view(caller)))
                .map(view -> view.orElseThrow(() -> Problems.of(ProblemCode.RECEIPT_MISMATCH)));
    }

    /** The last block. */
    Uni<BlockView> latest(Caller caller) {
        return reads.read(caller.tenant(), blocks::latest).map(Receipts::published);
    }

    /** The block of that number. */
    Uni<BlockView> block(Caller caller, long number) {
        return reads.read(caller.tenant(), connection -> blocks.range(connection, number, number))
                .map(found -> published(found.stream().findFirst()));
    }

    private Uni<Receipt> read(SqlConnection connection, Caller caller, UUID id, Long until) {
        return transactions
                .find(connection, id)
                .map(found -> completed(caller, found))
                .flatMap(transaction -> blocks.ofTransaction(connection, id)
                        .map(block -> block.orElseThrow(this::pending))
                        .flatMap(keyed -> read(connection, transaction, keyed, until)));
    }

    private Uni<Receipt> read(SqlConnection connection, Transaction transaction, KeyedBlock keyed, Long until) {
        return Uni.combine()
                .all()
                .unis(
                        entries(connection, transaction),
                        chain(connection, keyed.sealed().block().number(), until))
                .with((entries, chain) -> new Receipt(transaction, entries, keyed, chain));
    }

    private Uni<List<Entry>> entries(SqlConnection connection, Transaction transaction) {
        return transactions
                .entries(connection, transaction)
                .call(entries -> entries.isEmpty()
                        ? requireAtHand(connection, transaction)
                        : Uni.createFrom().voidItem());
    }

    private static Uni<Void> requireAtHand(SqlConnection connection, Transaction transaction) {
        return ExportedEntries.any(connection, List.of(transaction.completedAt()))
                .invoke(exported -> {
                    if (exported) {
                        throw Problems.of(ProblemCode.HISTORY_EXPORTED);
                    }
                })
                .replaceWithVoid();
    }

    private Uni<List<Block>> chain(SqlConnection connection, long own, Long until) {
        if (until == null || until == own) {
            return Uni.createFrom().item(List.of());
        }
        if (until < own || until - own > config.maxChain()) {
            throw Problems.of(
                    ProblemCode.INVALID_REQUEST,
                    "until must be from " + own + ", the transaction's own block, to " + (own + config.maxChain()));
        }
        return blocks.range(connection, own + 1, until).map(found -> requireAll(found, until - own));
    }

    private static List<Block> requireAll(List<Block> found, long wanted) {
        if (found.size() < wanted) {
            throw Problems.of(ProblemCode.BLOCK_NOT_FOUND);
        }
        return found;
    }

    private Transaction completed(Caller caller, Optional<Transaction> found) {
        Transaction transaction = found.filter(one ->
                        AccountAccess.allows(caller, one.account()) || AccountAccess.allows(caller, one.counterparty()))
                .orElseThrow(() -> Problems.of(ProblemCode.TRANSACTION_NOT_FOUND));
        return switch (transaction.status()) {
            case SUCCESS -> transaction;
            case PENDING -> throw pending();
            case FAILED -> throw Problems.of(ProblemCode.RECEIPT_NOT_FOUND);
        };
    }

    private HttpProblem pending() {
        long seconds = Math.max(1, config.sealInterval().toSeconds());
        return Problems.builder(ProblemCode.RECEIPT_PENDING)
                .withHeader(HttpHeaders.RETRY_AFTER, seconds)
                .build();
    }

    private static BlockView published(Optional<Block> block) {
        return BlockView.of(block.orElseThrow(() -> Problems.of(ProblemCode.BLOCK_NOT_FOUND)));
    }
}

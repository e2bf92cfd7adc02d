package io.ballast.ledger.reversal;

import io.ballast.events.outbox.Outbox;
import io.ballast.events.outbox.OutboxTransaction;
import io.ballast.ledger.idempotency.Answer;
import io.ballast.ledger.idempotency.Answers;
import io.ballast.ledger.idempotency.Claim;
import io.ballast.ledger.idempotency.OnceOnly;
import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.problem.Problems;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.tenant.TenantReads;
import io.ballast.ledger.transaction.Transaction;
import io.ballast.ledger.transaction.Transactions;
import io.ballast.ledger.transfer.TransferBatcher;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes transactions back. Of those who try at once the index {@value #ONCE} lets one through: the others' posting fails as a
 * whole, and they are told of the first.
 */
@ApplicationScoped
class Reversals {

    static final String PATH = "/v1/transactions/%s/reverse";

    private static final String ONCE = "transactions_reversal";

    private final TenantReads reads;
    private final Transactions transactions;
    private final TransferBatcher batcher;
    private final Outbox outbox;
    private final OnceOnly onceOnly;
    private final Answers answers;

    Reversals(
            TenantReads reads,
            Transactions transactions,
            TransferBatcher batcher,
            Outbox outbox,
            OnceOnly onceOnly,
            Answers answers) {
        this.reads = reads;
        this.transactions = transactions;
        this.batcher = batcher;
        this.outbox = outbox;
        this.onceOnly = onceOnly;
        this.answers = answers;
    }

    Uni<Answer> reverse(Caller caller, Claim claim, UUID id, String reason) {
        return reads.read(caller.tenant(), connection -> find(connection, id))
                .flatMap(found -> reverse(caller, claim, found, reason));
    }

    private Uni<Found> find(SqlConnection connection, UUID id) {
        return Uni.combine()
                .all()
                .unis(transactions.find(connection, id), transactions.reversalOf(connection, id))
                .with((original, earlier) ->
                        new Found(original.orElseThrow(() -> Problems.of(ProblemCode.TRANSACTION_NOT_FOUND)), earlier));
    }

    private Uni<Answer> reverse(Caller caller, Claim claim, Found found, String reason) {
        return switch (ReversalRules.judge(found.original(), found.earlier(), caller)) {
            case ReversalVerdict.Possible possible -> post(caller, claim, found.original(), reason);
            case ReversalVerdict.Done done ->
                tellOfFirst(caller, claim, found.original().id());
            case ReversalVerdict.Impossible impossible ->
                throw Problems.of(ProblemCode.NOT_REVERSIBLE, impossible.why());
            case ReversalVerdict.OwnAccount own -> throw Problems.of(ProblemCode.OWN_ACCOUNT);
        };
    }

    private Uni<Answer> post(Caller caller, Claim claim, Transaction original, String reason) {
        UUID id = original.id();
        return batcher.post(
                        caller, claim, PATH.formatted(id), ReversalRules.reversal(original, caller.userId(), reason))
                .onFailure(Reversals::cameSecond)
                .recoverWithUni(() -> tellOfFirst(caller, claim, id));
    }

    /** Under the key of the first it is the first's answer. */
    private Uni<Answer> tellOfFirst(Caller caller, Claim claim, UUID id) {
        return outbox.inTransaction(caller.tenant(), tx -> tellOfFirst(tx, claim, id));
    }

    private Uni<Answer> tellOfFirst(OutboxTransaction tx, Claim claim, UUID id) {
        String path = PATH.formatted(id);
        return onceOnly.run(
                tx.connection(),
                claim,
                path,
                () -> transactions
                        .reversalOf(tx.connection(), id)
                        .map(first -> answers.refused(alreadyReversed(first.orElseThrow()), path)));
    }

    private static HttpProblem alreadyReversed(UUID first) {
        return Problems.builder(ProblemCode.ALREADY_REVERSED)
                .with("reversalId", first)
                .build();
    }

    private static boolean cameSecond(Throwable failure) {
        return failure instanceof PgException postgres && ONCE.equals(postgres.getConstraint());
    }

    private record Found(Transaction original, Optional<UUID> earlier) {}
}

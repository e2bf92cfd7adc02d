package io.ballast.ledger.idempotency;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Supplier;

/** Does the work of a single request once, however often it is sent. */
@ApplicationScoped
public class OnceOnly {

    private final IdempotencyRecords records;
    private final Answers answers;

    OnceOnly(IdempotencyRecords records, Answers answers) {
        this.records = records;
        this.answers = answers;
    }

    /**
     * Runs the work if the key is new and saves its answer; otherwise gives the answer that is due.
     *
     * @param connection the transaction of the work and of its record
     * @param path the path of the request
     */
    public Uni<Answer> run(SqlConnection connection, Claim claim, String path, Supplier<Uni<Answer>> work) {
        return records.claim(connection, List.of(claim))
                .map(List::getFirst)
                .flatMap(verdict -> follow(verdict, connection, claim, path, work));
    }

    private Uni<Answer> follow(
            Verdict verdict, SqlConnection connection, Claim claim, String path, Supplier<Uni<Answer>> work) {
        return switch (verdict) {
            case Verdict.Proceed proceed ->
                work.get().call(answer -> records.save(connection, List.of(claim), List.of(answer)));
            case Verdict.Replay replay -> Uni.createFrom().item(replay.answer());
            case Verdict.Reused reused -> Uni.createFrom().item(answers.reused(path));
            case Verdict.InFlight inFlight -> Uni.createFrom().item(answers.inFlight(path));
            case Verdict.SameAs same -> throw new IllegalStateException("A single claim has no earlier one");
        };
    }
}

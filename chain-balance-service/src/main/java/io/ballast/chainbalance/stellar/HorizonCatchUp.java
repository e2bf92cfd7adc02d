package io.ballast.chainbalance.stellar;

import io.ballast.chainbalance.chain.ChainUnavailable;
import io.ballast.chainbalance.credit.Credit;
import io.ballast.chainbalance.credit.CreditStream;
import io.ballast.chainbalance.credit.Credits;
import io.ballast.chainbalance.credit.Cursor;
import io.ballast.chainbalance.credit.Cursors;
import io.ballast.chainbalance.credit.HeldCursor;
import io.ballast.chainbalance.credit.Recorded;
import io.ballast.chainbalance.credit.RegisteredAccounts;
import io.ballast.chainbalance.credit.Span;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds in Horizon what no RPC server remembers: the payments of each registered account from where the cursor stands until now, some
 * accounts a look. Only when all are through the cursor goes on; whoever takes over begins with the first account again, and
 * what was recorded before is recorded once.
 */
@ApplicationScoped
class HorizonCatchUp {

    /** Who is registered meanwhile comes last. */
    private static final Comparator<RegisteredAccounts.Account> ORDER =
            Comparator.comparing(RegisteredAccounts.Account::since).thenComparing(RegisteredAccounts.Account::id);

    private final RegisteredAccounts registered;
    private final Credits credits;
    private final Cursors cursors;
    private final EventConfig config;
    private final EventMetrics metrics;
    private final Clock clock = Clock.systemUTC();
    private final Map<CreditStream, Round> rounds = new ConcurrentHashMap<>();
    private final Map<CreditStream, Instant> failingSince = new ConcurrentHashMap<>();

    HorizonCatchUp(
            RegisteredAccounts registered, Credits credits, Cursors cursors, EventConfig config, EventMetrics metrics) {
        this.registered = registered;
        this.credits = credits;
        this.cursors = cursors;
        this.config = config;
        this.metrics = metrics;
    }

    /** How far a look came. */
    sealed interface Look {

        /** Nobody remembers: no Horizon is configured, or none has answered for too long. */
        record Impossible() implements Look {}

        /** Another look goes on. */
        record Unfinished() implements Look {}

        /** @param forgottenUntil the last ledger that Horizon does not remember either, after the cursor's; empty if it knew all */
        record Done(Recorded recorded, Optional<Long> forgottenUntil) implements Look {}
    }

    /**
     * A catching up under way.
     *
     * @param after where the cursor stands
     * @param oldest the first ledger that Horizon remembers
     * @param until the ledger up to which Horizon is asked: RPC servers have what comes after it
     * @param done the last account that is through
     */
    private record Round(EventPosition after, long oldest, long until, Optional<RegisteredAccounts.Account> done) {

        Round past(RegisteredAccounts.Account account) {
            return new Round(after, oldest, until, Optional.of(account));
        }

        boolean isLeft(RegisteredAccounts.Account account) {
            return done.map(last -> ORDER.compare(account, last) > 0).orElse(true);
        }

        Optional<Long> forgottenUntil() {
            return Optional.of(oldest - 1).filter(last -> last > after.ledger());
        }
    }

    Uni<Look> look(StellarChainReader reader, HeldCursor held) {
        if (!reader.hasHorizon()) {
            return Uni.createFrom().item(new Look.Impossible());
        }
        return round(reader, held)
                .chain(round -> registered.of(reader.network()).chain(accounts -> goOn(reader, held, round, accounts)))
                .invoke(() -> failingSince.remove(held.stream()))
                .onFailure(ChainUnavailable.class)
                .recoverWithUni(failure -> waitOrGiveUp(held.stream(), failure));
    }

    private Uni<Round> round(StellarChainReader reader, HeldCursor held) {
        EventPosition after = EventPosition.of(held.cursor().position().orElseThrow());
        Round running = rounds.get(held.stream());
        if (running != null && running.after().equals(after)) {
            return Uni.createFrom().item(running);
        }
        return reader.ask(RpcNode::head)
                .chain(head -> reader.askHorizon((node, deadline) -> node.root())
                        .map(root -> new Round(
                                after, root.oldest(), Math.min(root.ledger(), head.height()), Optional.empty())))
                .invoke(round -> rounds.put(held.stream(), round));
    }

    private Uni<Look> goOn(
            StellarChainReader reader, HeldCursor held, Round round, List<RegisteredAccounts.Account> accounts) {
        if (round.until() <= round.after().ledger()) {
            rounds.remove(held.stream());
            throw new ChainUnavailable("horizon_behind");
        }
        List<RegisteredAccounts.Account> left =
                accounts.stream().filter(round::isLeft).sorted(ORDER).toList();
        List<RegisteredAccounts.Account> now =
                left.stream().limit(config.catchUpAccounts()).toList();
        Uni<Optional<HeldCursor>> looked = through(reader, round, Optional.of(held), now);
        return looked.chain(still -> still.isPresent() && now.size() == left.size()
                ? finish(still.get(), round)
                : Uni.createFrom().item(new Look.Unfinished()));
    }

    /** One account after the other, as long as the cursor is ours. */
    private Uni<Optional<HeldCursor>> through(
            StellarChainReader reader,
            Round round,
            Optional<HeldCursor> held,
            List<RegisteredAccounts.Account> accounts) {
        if (held.isEmpty() || accounts.isEmpty()) {
            return Uni.createFrom().item(held);
        }
        RegisteredAccounts.Account account = accounts.getFirst();
        HorizonSearch search = new HorizonSearch(assets(reader), account, round.after(), round.until());
        return reader.askHorizon((node, deadline) -> search.in(node, clock, deadline))
                .chain(found -> keep(held.get(), found))
                .invoke(still -> rounds.computeIfPresent(held.get().stream(), (unused, one) -> one.past(account)))
                .chain(still -> through(reader, round, still, accounts.subList(1, accounts.size())));
    }

    /** Records what was found where the cursor stands, or only keeps that. */
    private Uni<Optional<HeldCursor>> keep(HeldCursor held, List<Credit> found) {
        if (found.isEmpty()) {
            return cursors.hold(held.stream());
        }
        Set<String> moved = found.stream().map(Credit::recipient).collect(Collectors.toSet());
        return credits.record(held, Span.of(held.cursor(), found, moved)).map(recorded -> switch (recorded) {
            case Recorded.NotHeld overtaken -> Optional.<HeldCursor>empty();
            case Recorded.Stored stored -> {
                metrics.recorded(held.stream().network(), stored);
                yield Optional.of(stored.cursor());
            }
        });
    }

    /** Not all that moves an account is a payment, so that all balances are due. */
    private Uni<Look> finish(HeldCursor held, Round round) {
        Cursor end = Cursor.at(
                round.until(), Optional.of(EventPosition.endOf(round.until()).id()));
        return credits.record(held, Span.gap(end))
                .invoke(() -> rounds.remove(held.stream()))
                .map(recorded -> new Look.Done(recorded, round.forgottenUntil()));
    }

    private Uni<Look> waitOrGiveUp(CreditStream stream, Throwable failure) {
        Instant since = failingSince.computeIfAbsent(stream, unused -> clock.instant());
        if (since.plus(config.catchUpPatience()).isAfter(clock.instant())) {
            return Uni.createFrom().failure(failure);
        }
        failingSince.remove(stream);
        rounds.remove(stream);
        return Uni.createFrom().item(new Look.Impossible());
    }

    private static Map<String, StellarAsset> assets(StellarChainReader reader) {
        return reader.configured().assets().stream().collect(Collectors.toMap(StellarAsset::name, Function.identity()));
    }
}

package io.ballast.chainbalance.hedera;

import io.ballast.chainbalance.chain.BlockRef;
import io.ballast.chainbalance.credit.Credit;
import io.ballast.chainbalance.credit.CreditLooks;
import io.ballast.chainbalance.credit.CreditStream;
import io.ballast.chainbalance.credit.Credits;
import io.ballast.chainbalance.credit.Cursor;
import io.ballast.chainbalance.credit.Cursors;
import io.ballast.chainbalance.credit.HeldCursor;
import io.ballast.chainbalance.credit.Recorded;
import io.ballast.chainbalance.credit.RegisteredAccounts;
import io.ballast.chainbalance.credit.Span;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Sees what is sent to registered accounts, by asking mirror nodes for transactions since the stored cursor: one replica for each
 * network, 100 accounts or 100 transactions a call, whichever is less. What happened while nobody looked is found by the next look.
 */
@ApplicationScoped
public class HederaCredits {

    private static final String STREAM = "transactions";

    private final RegisteredAccounts registered;
    private final CreditLooks looks;
    private final Cursors cursors;
    private final Credits credits;
    private final CreditPollConfig config;
    private final List<CreditLooks.Source> sources;
    private final Rereads rereads;

    HederaCredits(
            HederaReaders readers,
            RegisteredAccounts registered,
            CreditLooks looks,
            Cursors cursors,
            Credits credits,
            CreditPollConfig config) {
        this.registered = registered;
        this.looks = looks;
        this.cursors = cursors;
        this.credits = credits;
        this.config = config;
        this.rereads = new Rereads(config.overlap(), config.rereadEvery(), Clock.systemUTC());
        this.sources = readers.own().stream().map(this::source).toList();
    }

    @Scheduled(
            every = "${ballast.hedera.credits.interval:2s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @NonBlocking
    Uni<Void> look() {
        return looks.through(sources);
    }

    private CreditLooks.Source source(HederaChainReader reader) {
        return new CreditLooks.Source(
                new CreditStream(reader.network(), STREAM),
                () -> reader.ask(MirrorNode::newestBlocks).map(blocks -> cursor(blocks.newest(), blocks.end())),
                held -> goOn(reader, held));
    }

    private Uni<Void> goOn(HederaChainReader reader, HeldCursor held) {
        return reader.ask(MirrorNode::newestBlocks)
                .chain(blocks -> blocks.end().compareTo(position(held)) > 0
                        ? lookUntil(reader, held, blocks)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> lookUntil(HederaChainReader reader, HeldCursor held, MirrorBlocks blocks) {
        return registered
                .of(reader.network())
                .chain(accounts -> search(reader, held, accounts, blocks))
                .chain(found -> credits.record(held, span(held, found, blocks)))
                .invoke(recorded -> rereads.looked(held.stream(), recorded instanceof Recorded.Stored))
                .replaceWithVoid();
    }

    private Uni<List<CreditSearch.Found>> search(
            HederaChainReader reader, HeldCursor held, List<RegisteredAccounts.Account> accounts, MirrorBlocks blocks) {
        ConsensusTime after = rereads.after(held.stream(), position(held));
        return Multi.createFrom()
                .iterable(searches(reader.configured(), accounts, after, blocks))
                .onItem()
                .transformToUniAndConcatenate(search -> reader.ask(search::in).call(() -> cursors.hold(held.stream())))
                .collect()
                .asList();
    }

    /** By whichever takes fewer calls: some accounts after the other, or everything that happened on the network meanwhile. */
    private List<CreditSearch> searches(
            HederaNetwork network,
            List<RegisteredAccounts.Account> accounts,
            ConsensusTime after,
            MirrorBlocks blocks) {
        List<List<RegisteredAccounts.Account>> portions = portions(accounts, network.accountsPerCall());
        long pages = blocks.transactionsAfter(after).orElse(Long.MAX_VALUE - 1) / MirrorNode.PAGE + 1;
        boolean amongEverybodys = pages < portions.size() && pages <= config.mostPages();
        List<List<RegisteredAccounts.Account>> parts = amongEverybodys ? List.of(accounts) : portions;
        return parts.stream()
                .map(some -> new CreditSearch(
                        network.tokens(),
                        since(some),
                        amongEverybodys,
                        after,
                        blocks.end(),
                        blocks,
                        config.mostPages()))
                .toList();
    }

    private static Map<String, Instant> since(List<RegisteredAccounts.Account> accounts) {
        return accounts.stream()
                .collect(Collectors.toMap(RegisteredAccounts.Account::id, RegisteredAccounts.Account::since));
    }

    /** Up to where every portion was seen; what was seen after that is recorded already and found again. */
    private static Span span(HeldCursor held, List<CreditSearch.Found> found, MirrorBlocks blocks) {
        ConsensusTime end = found.stream()
                .map(CreditSearch.Found::end)
                .reduce(blocks.end(), (one, other) -> one.compareTo(other) < 0 ? one : other);
        ConsensusTime reached = end.compareTo(position(held)) < 0 ? position(held) : end;
        List<Credit> seen = found.stream()
                .flatMap(portion -> portion.credits().stream())
                .sorted(Comparator.comparing(Credit::happenedAt))
                .toList();
        long height =
                blocks.at(reached).map(BlockRef::height).orElse(held.cursor().height());
        return Span.of(
                Cursor.at(Math.max(height, held.cursor().height()), Optional.of(reached.toString())),
                seen,
                moved(held, found));
    }

    private static Set<String> moved(HeldCursor held, List<CreditSearch.Found> found) {
        return found.stream()
                .flatMap(portion -> portion.movedAt().stream())
                .filter(movement -> movement.at().compareTo(position(held)) > 0)
                .flatMap(movement -> movement.accounts().stream())
                .collect(Collectors.toSet());
    }

    private static Cursor cursor(BlockRef block, ConsensusTime end) {
        return Cursor.at(block.height(), Optional.of(end.toString()));
    }

    private static ConsensusTime position(HeldCursor held) {
        return ConsensusTime.of(held.cursor().position().orElseThrow());
    }

    private static <T> List<List<T>> portions(List<T> accounts, int size) {
        List<List<T>> portions = new ArrayList<>();
        for (int from = 0; from < accounts.size(); from += size) {
            portions.add(accounts.subList(from, Math.min(from + size, accounts.size())));
        }
        return portions;
    }
}

package io.ballast.chainbalance.hedera;

import io.ballast.chainbalance.chain.BlockRef;
import io.ballast.chainbalance.credit.Credit;
import io.ballast.chainbalance.credit.CreditLooks;
import io.ballast.chainbalance.credit.CreditStream;
import io.ballast.chainbalance.credit.Credits;
import io.ballast.chainbalance.credit.Cursor;
import io.ballast.chainbalance.credit.Cursors;
import io.ballast.chainbalance.credit.HeldCursor;
import io.ballast.chainbalance.credit.Span;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Sees what is sent to registered accounts, by asking mirror nodes for their transactions since the stored cursor: one
 * replica for each network, 100 accounts a call. What happened while nobody looked is found by the next look.
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
                .replaceWithVoid();
    }

    private Uni<List<CreditSearch.Found>> search(
            HederaChainReader reader, HeldCursor held, List<RegisteredAccounts.Account> accounts, MirrorBlocks blocks) {
        return Multi.createFrom()
                .iterable(portions(accounts, reader.configured().accountsPerCall()))
                .map(some -> search(reader.configured(), held, some, blocks))
                .onItem()
                .transformToUniAndConcatenate(search -> reader.ask(search::in).call(() -> cursors.hold(held.stream())))
                .collect()
                .asList();
    }

    private CreditSearch search(
            HederaNetwork network, HeldCursor held, List<RegisteredAccounts.Account> accounts, MirrorBlocks blocks) {
        ConsensusTime after = ConsensusTime.of(position(held).instant().minus(config.overlap()));
        return new CreditSearch(network.tokens(), accounts, after, blocks.end(), blocks, config.mostPages());
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

package io.ballast.chainbalance.stellar;

import io.ballast.chainbalance.credit.CreditLooks;
import io.ballast.chainbalance.credit.CreditStream;
import io.ballast.chainbalance.credit.Credits;
import io.ballast.chainbalance.credit.Cursor;
import io.ballast.chainbalance.credit.HeldCursor;
import io.ballast.chainbalance.credit.Recorded;
import io.ballast.chainbalance.credit.Span;
import io.ballast.chainbalance.provider.RpcException;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Follows what asset contracts tell of transfers, with one cursor for each network, whatever the number of wallets. What
 * happened while nobody looked is found by the next look, as far back as a server remembers; what it has forgotten is looked for in
 * Horizon. If nobody remembers, this is said, and goes on with what there is.
 */
@ApplicationScoped
public class StellarCredits {

    private static final Logger LOG = Logger.getLogger(StellarCredits.class);
    private static final String STREAM = CreditStream.TRANSFERS;

    private final CreditLooks looks;
    private final Credits credits;
    private final HorizonCatchUp horizon;
    private final EventConfig config;
    private final EventMetrics metrics;
    private final List<CreditLooks.Source> sources;

    StellarCredits(
            StellarReaders readers,
            CreditLooks looks,
            Credits credits,
            HorizonCatchUp horizon,
            EventConfig config,
            EventMetrics metrics) {
        this.looks = looks;
        this.horizon = horizon;
        this.credits = credits;
        this.config = config;
        this.metrics = metrics;
        this.sources = readers.own().stream().map(this::source).toList();
        readers.own().forEach(reader -> metrics.follows(reader.network()));
    }

    /** What a server answered to a look: events, or that it has forgotten where to begin. */
    private sealed interface Look {

        record Seen(EventPage page) implements Look {}

        /** @param oldest the first ledger it still remembers */
        record Forgotten(long oldest) implements Look {}
    }

    @Scheduled(
            every = "${ballast.stellar.credits.interval:1s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @NonBlocking
    Uni<Void> look() {
        return looks.through(sources);
    }

    private CreditLooks.Source source(StellarChainReader reader) {
        return new CreditLooks.Source(
                new CreditStream(reader.network(), STREAM),
                () -> reader.ask(RpcNode::head).map(head -> endOf(head.height())),
                held -> goOn(reader, held, config.mostPages()));
    }

    private Uni<Void> goOn(StellarChainReader reader, HeldCursor held, int pagesLeft) {
        EventPosition after = position(held);
        return reader.ask(node -> lookAfter(node, reader.configured(), after)).chain(look -> switch (look) {
            case Look.Seen(EventPage page) -> record(reader, held, page, pagesLeft);
            case Look.Forgotten(long oldest) -> catchUp(reader, held, oldest, pagesLeft);
        });
    }

    private Look lookAfter(RpcNode node, StellarNetwork network, EventPosition after) throws RpcException {
        List<String> contracts =
                network.assets().stream().map(StellarAsset::contract).toList();
        try {
            return new Look.Seen(node.events(after, contracts, TransferEvents.NAMES, config.pageSize()));
        } catch (RpcNode.OutOfRange outOfRange) {
            RpcNode.Kept kept = node.kept();
            if (after.ledger() < kept.oldest()) {
                return new Look.Forgotten(kept.oldest());
            }
            throw RpcException.unavailable("node_behind");
        }
    }

    private Uni<Void> record(StellarChainReader reader, HeldCursor held, EventPage page, int pagesLeft) {
        metrics.stands(reader.network(), held.cursor().height());
        EventPage whole = page.ofWholeLedgers();
        if (whole.end().compareTo(position(held)) <= 0) {
            return Uni.createFrom().voidItem();
        }
        return credits.record(held, span(reader.configured(), held, whole))
                .chain(recorded -> next(reader, recorded, page.full() ? pagesLeft - 1 : 0));
    }

    private Uni<Void> next(StellarChainReader reader, Recorded recorded, int pagesLeft) {
        return switch (recorded) {
            case Recorded.NotHeld overtaken -> Uni.createFrom().voidItem();
            case Recorded.Stored stored -> {
                metrics.recorded(reader.network(), stored);
                yield pagesLeft > 0
                        ? goOn(reader, stored.cursor(), pagesLeft)
                        : Uni.createFrom().voidItem();
            }
        };
    }

    private Span span(StellarNetwork network, HeldCursor held, EventPage page) {
        TransferEvents events = new TransferEvents(
                network.assets().stream().collect(Collectors.toMap(StellarAsset::contract, Function.identity())));
        TransferEvents.Income income = events.of(page.events());
        metrics.unreadable(network.name(), income.unreadable());
        long height = Math.max(page.height(), held.cursor().height());
        return Span.of(
                Cursor.at(height, Optional.of(page.end().id())), income.credits(), Set.copyOf(income.accounts()));
    }

    private Uni<Void> catchUp(StellarChainReader reader, HeldCursor held, long oldest, int pagesLeft) {
        return horizon.look(reader, held).chain(look -> switch (look) {
            case HorizonCatchUp.Look.Impossible nobody -> skip(reader, held, oldest, pagesLeft);
            case HorizonCatchUp.Look.Unfinished later -> Uni.createFrom().voidItem();
            case HorizonCatchUp.Look.Done done -> {
                done.forgottenUntil().ifPresent(last -> tellOfGap(done.recorded(), held, last + 1));
                yield next(reader, done.recorded(), pagesLeft - 1);
            }
        });
    }

    /**
     * Goes on with the oldest ledger that is remembered. What happened before was not seen and will not be; the balances that
     * it changed are: all of them are due.
     */
    private Uni<Void> skip(StellarChainReader reader, HeldCursor held, long oldest, int pagesLeft) {
        Cursor next =
                Cursor.at(oldest - 1, Optional.of(EventPosition.startOf(oldest).id()));
        return credits.record(held, Span.gap(next))
                .invoke(recorded -> tellOfGap(recorded, held, oldest))
                .chain(recorded -> next(reader, recorded, pagesLeft - 1));
    }

    private void tellOfGap(Recorded recorded, HeldCursor held, long oldest) {
        if (recorded instanceof Recorded.NotHeld) {
            return;
        }
        LOG.errorf(
                "%s: no server remembers the ledgers %d to %d; income in them was not told",
                held.stream(), position(held).ledger() + 1, oldest - 1);
        metrics.missed(held.stream().network());
    }

    private static Cursor endOf(long ledger) {
        return Cursor.at(ledger, Optional.of(EventPosition.endOf(ledger).id()));
    }

    private static EventPosition position(HeldCursor held) {
        return EventPosition.of(held.cursor().position().orElseThrow());
    }
}

package io.ballast.chainbalance.history;

import io.ballast.chainbalance.finality.Finalities;
import io.ballast.chainbalance.wallet.Wallet;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Puts a wallet's history together, asset by asset. */
@ApplicationScoped
class WalletHistory {

    private final PgHistory history;
    private final Finalities finalities;

    WalletHistory(PgHistory history, Finalities finalities) {
        this.history = history;
        this.finalities = finalities;
    }

    Uni<HistoryView> history(Wallet wallet, Optional<String> asset, Instant from, Instant to, HistoryStep step) {
        return history.stretch(wallet, asset, from, to, Optional.of(step))
                .map(stretch -> new HistoryView(
                        wallet.id(),
                        from,
                        to,
                        step.code(),
                        parts(stretch).map(part -> part.history(from, to, step)).toList()));
    }

    Uni<AnalyticsView> analytics(Wallet wallet, Optional<String> asset, Instant from, Instant to) {
        return history.stretch(wallet, asset, from, to, Optional.empty())
                .map(stretch -> new AnalyticsView(
                        wallet.id(),
                        from,
                        to,
                        parts(stretch).map(part -> part.analytics(from, to)).toList()));
    }

    Uni<BalancesAtView> at(Wallet wallet, Optional<String> asset, Instant time) {
        return history.at(wallet, asset, time)
                .map(values -> values.stream()
                        .map(value -> value.by(finalities.of(wallet.network())))
                        .toList())
                .map(values -> BalancesAtView.of(wallet.id(), time, values));
    }

    private static Stream<Part> parts(PgHistory.Stretch stretch) {
        return Stream.concat(
                        stretch.opening().stream().map(ValueAt::asset),
                        stretch.changes().stream().map(StepChanges::asset))
                .distinct()
                .sorted()
                .map(asset -> new Part(
                        asset,
                        stretch.opening().stream()
                                .filter(value -> value.asset().equals(asset))
                                .findFirst(),
                        stretch.changes().stream()
                                .filter(changes -> changes.asset().equals(asset))
                                .toList()));
    }

    /** One asset's part of a stretch. */
    private record Part(String asset, Optional<ValueAt> opening, List<StepChanges> changes) {

        HistoryView.AssetHistory history(Instant from, Instant to, HistoryStep step) {
            return new HistoryView.AssetHistory(
                    asset,
                    decimals(),
                    HistoryRules.points(from, to, step, opening, changes).stream()
                            .map(point -> HistoryView.Point.of(point, decimals()))
                            .toList());
        }

        AnalyticsView.AssetAnalytics analytics(Instant from, Instant to) {
            return AnalyticsView.AssetAnalytics.of(
                    asset,
                    decimals(),
                    AnalysisRules.of(from, to, opening, changes.stream().findFirst()));
        }

        private int decimals() {
            return changes.isEmpty()
                    ? opening.orElseThrow().decimals()
                    : changes.getLast().decimals();
        }
    }
}

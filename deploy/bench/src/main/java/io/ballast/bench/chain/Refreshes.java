package io.ballast.bench.chain;

import io.ballast.bench.report.Figure;
import io.ballast.bench.report.Progress;
import io.ballast.bench.report.Series;
import io.ballast.infrastructure.StellarSandbox;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All wallets of a chain refreshed by the service, beside wallets read one by one with the chain's SDK. */
final class Refreshes {

    private static final double FASTER = 20;
    private static final double FEWER = 50;
    private static final int CALLS_FOR = 10_000;
    private static final String BY_MIRROR = "one wallet after the other by mirror node";

    private final SlowChains chains;
    private final Wallets wallets;
    private final ChainSettings settings;
    private final Progress progress;
    private final Map<Network, Side> sides = new EnumMap<>(Network.class);
    private final Series mirrorRate = new Series("wallets/s");
    private final Series mirrorCalls = new Series("calls");

    /** Rates and calls of one chain, the service's and the SDK's. */
    private record Side(Series rate, Series calls, Series peerRate, Series peerCalls) {

        static Side create() {
            return new Side(new Series("wallets/s"), new Series("calls"), new Series("wallets/s"), new Series("calls"));
        }
    }

    Refreshes(SlowChains chains, Wallets wallets, ChainSettings settings, Progress progress) {
        this.chains = chains;
        this.wallets = wallets;
        this.settings = settings;
        this.progress = progress;
    }

    /** Wallets that were never read have more to tell than others, so the first refresh of each is none that is measured. */
    void round() throws Exception {
        try (OneByOne peer = new OneByOne(chains, StellarSandbox.usdc())) {
            for (Network network : Network.values()) {
                Side side = sides.computeIfAbsent(network, any -> Side.create());
                batched(network, side);
                oneByOne(network, side, peer);
            }
            oneByOneByMirror(peer);
        }
    }

    private void batched(Network network, Side side) throws Exception {
        chains.way(network).takeCalls();
        wallets.makeDue(network);
        double rate = settings.wallets() / wallets.awaitRead(network);
        double calls = (double) chains.way(network).takeCalls() * CALLS_FOR / settings.wallets();
        side.rate().add(rate);
        side.calls().add(calls);
        progress.value(network.title() + ", batched", rate, "wallets/s, %.0f calls per 10,000".formatted(calls));
    }

    private void oneByOne(Network network, Side side, OneByOne peer) throws Exception {
        OneByOne.Done done = peer.read(network, settings.wallets(), settings.duration());
        side.peerRate().add(done.perSecond());
        side.peerCalls().add(done.callsFor(CALLS_FOR));
        said(network.title() + ", one by one", done);
    }

    private void oneByOneByMirror(OneByOne peer) throws Exception {
        OneByOne.Done done = peer.readByMirror(settings.wallets(), settings.duration());
        mirrorRate.add(done.perSecond());
        mirrorCalls.add(done.callsFor(CALLS_FOR));
        said("Hedera mirror, one by one", done);
    }

    private void said(String name, OneByOne.Done done) {
        String unit = "wallets/s, %.0f calls per 10,000 (by %d wallets)";
        progress.value(name, done.perSecond(), unit.formatted(done.callsFor(CALLS_FOR), done.wallets()));
    }

    List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        sides.forEach((network, side) -> {
            String latency = String.format(
                    Locale.ROOT, ", %d ms a call", settings.latency().toMillis());
            figures.add(Figure.rate(
                    network.title() + ": wallets refreshed" + latency,
                    side.rate(),
                    "one call a wallet, " + sdk(network),
                    side.peerRate(),
                    FASTER));
            figures.add(Figure.latency(
                    network.title() + ": calls for 10,000 wallets",
                    side.calls(),
                    "one call a wallet, " + sdk(network),
                    side.peerCalls(),
                    FEWER));
        });
        Side hedera = sides.get(Network.HEDERA);
        figures.add(Figure.rate("Hedera: wallets refreshed", hedera.rate(), BY_MIRROR, mirrorRate, null));
        figures.add(Figure.latency("Hedera: calls for 10,000 wallets", hedera.calls(), BY_MIRROR, mirrorCalls, null));
        return figures;
    }

    private static String sdk(Network network) {
        return switch (network) {
            case EVM -> "web3j";
            case STELLAR -> "stellar-sdk";
            case HEDERA -> "hedera sdk";
        };
    }
}

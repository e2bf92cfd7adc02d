package io.ballast.chainbalance.evm;

import io.ballast.chainbalance.provider.ProviderPool;
import io.ballast.chainbalance.provider.RpcException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.WorkerExecutor;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/**
 * How one network is asked: its configuration, its providers, and the threads that wait for them.
 */
final class EvmAccess {

    private final EvmNetwork network;
    private final ProviderPool<EvmProvider> providers;
    private final WorkerExecutor workers;
    private final Duration batchTimeout;

    EvmAccess(EvmNetwork network, ProviderPool<EvmProvider> providers, WorkerExecutor workers, Duration batchTimeout) {
        this.network = network;
        this.providers = providers;
        this.workers = workers;
        this.batchTimeout = batchTimeout;
    }

    /** Questions to one node. */
    @FunctionalInterface
    interface Question<T> {
        T to(EvmProvider provider) throws RpcException;
    }

    EvmNetwork network() {
        return network;
    }

    /** Whether there is a provider to ask now. */
    boolean isAskable() {
        return providers.isAskable();
    }

    /** Until when a batch that begins now may go on. */
    Deadline deadline() {
        return Deadline.in(batchTimeout, Clock.systemUTC());
    }

    /** Runs work that blocks on a thread of its own. */
    <T> Uni<T> inBackground(Callable<T> work) {
        return workers.executeBlocking(work, false);
    }

    /** The answer of the first provider that gives one. Blocks. */
    <T> T ask(Question<T> question) {
        return providers.call(provider -> noting(provider, question));
    }

    /** The answers of that many providers. Blocks. */
    <T> List<T> askSeveral(int wanted, Question<T> question) {
        return providers.several(wanted, provider -> noting(provider, question)).stream()
                .map(ProviderPool.Answer::value)
                .toList();
    }

    /** The answer that as many providers give as the quorum is. Blocks. */
    <T> T askQuorum(Question<T> question) {
        return providers.agreed(network.quorum(), provider -> noting(provider, question));
    }

    /** Answers of different providers, until there are enough or no provider is left. Blocks. */
    <T> List<T> gather(Question<T> question, Predicate<List<T>> enough) {
        return providers
                .gather(
                        provider -> noting(provider, question),
                        given -> enough.test(
                                given.stream().map(ProviderPool.Answer::value).toList()))
                .stream()
                .map(ProviderPool.Answer::value)
                .toList();
    }

    private <T> T noting(EvmProvider provider, Question<T> question) throws RpcException {
        T answer = question.to(provider);
        provider.height().ifPresent(height -> providers.saw(provider, height));
        return answer;
    }
}

package io.ballast.chainbalance.provider;

import io.ballast.chainbalance.chain.ChainNetwork;
import io.ballast.chainbalance.chain.ChainUnavailable;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * The providers of one network behind one face. A call goes to the one that answered last, if that keeps up, and from
 * each that fails on to the next; one that keeps failing, or asked for a pause, is left alone until that is over. What
 * fails is told as {@link RpcException} by the call and, when no provider is left, as {@link ChainUnavailable} by the pool.
 *
 * @param <C> the client of one provider
 */
public final class ProviderPool<C> {

    private static final Logger LOG = Logger.getLogger(ProviderPool.class);

    private final ChainNetwork network;
    private final List<Provider<C>> providers;
    private final int maxLag;
    private final Clock clock;
    private volatile int preferred = 1;

    ProviderPool(ChainNetwork network, List<Provider<C>> providers, int maxLag, Clock clock) {
        this.network = network;
        this.providers = List.copyOf(providers);
        this.maxLag = maxLag;
        this.clock = clock;
    }

    /** A call that blocks. */
    @FunctionalInterface
    public interface Call<C, T> {
        T on(C client) throws RpcException;
    }

    /** What one provider answered. */
    public record Answer<C, T>(C client, T value) {}

    /** The number of configured providers. */
    public int size() {
        return providers.size();
    }

    /**
     * The answer of the first provider that gives one. Blocks the calling thread.
     *
     * @throws ChainUnavailable with the code of the last failure if none does
     */
    public <T> T call(Call<C, T> call) {
        return several(1, call).getFirst().value();
    }

    /**
     * The answers of that many different providers, to be compared. Blocks the calling thread.
     *
     * @throws ChainUnavailable if fewer answer
     */
    public <T> List<Answer<C, T>> several(int wanted, Call<C, T> call) {
        List<Answer<C, T>> answers = gather(call, given -> given.size() == wanted);
        if (answers.size() < wanted) {
            throw new ChainUnavailable("quorum_missing");
        }
        return answers;
    }

    /**
     * The answer that so many different providers give, word for word. Blocks the calling thread.
     *
     * @throws ChainUnavailable with {@code quorum_disagreement} if enough answer but not the same
     */
    public <T> T agreed(int wanted, Call<C, T> call) {
        List<T> answers = gather(
                        call, given -> Quorum.agreed(values(given), wanted).isPresent())
                .stream()
                .map(Answer::value)
                .toList();
        return Quorum.agreed(answers, wanted)
                .orElseThrow(
                        () -> new ChainUnavailable(answers.size() < wanted ? "quorum_missing" : "quorum_disagreement"));
    }

    /**
     * Answers of different providers, until there are enough or no provider is left. Blocks the calling thread.
     *
     * @return at least one
     * @throws ChainUnavailable with the code of the last failure if no provider answers
     */
    public <T> List<Answer<C, T>> gather(Call<C, T> call, Predicate<List<Answer<C, T>>> enough) {
        List<Answer<C, T>> answers = new ArrayList<>();
        String code = "rpc_unreachable";
        for (Provider<C> provider : inOrder()) {
            if (!provider.health().begin(clock.instant())) {
                code = provider.health().lastCode();
                continue;
            }
            try {
                answers.add(new Answer<>(provider.client(), ended(provider, call)));
            } catch (RpcException failure) {
                code = failure.code();
                failed(provider, failure);
            }
            if (!answers.isEmpty() && enough.test(answers)) {
                return answers;
            }
        }
        if (answers.isEmpty()) {
            throw new ChainUnavailable(code);
        }
        return answers;
    }

    /**
     * The same for calls that do not block: the answer of the first provider that gives one.
     *
     * @param call fails with {@link RpcException} where the provider is at fault; another failure ends the attempt
     */
    public <T> Uni<T> callAsync(Function<C, Uni<T>> call) {
        return severalAsync(1, call).map(answers -> answers.getFirst().value());
    }

    /** The answers of that many different providers, to be compared. */
    public <T> Uni<List<Answer<C, T>>> severalAsync(int wanted, Function<C, Uni<T>> call) {
        return Uni.createFrom().deferred(() -> gather(inOrder(), wanted, call, new ArrayList<>(), "rpc_unreachable"));
    }

    /** Whether a provider may be asked now; else all of them are left alone for a while. */
    public boolean isAskable() {
        Instant now = clock.instant();
        return providers.stream().anyMatch(provider -> provider.health().isAskable(now));
    }

    /** Notes how far along a provider is; one that lags behind the others is asked last. */
    public void saw(C client, long height) {
        providers.stream()
                .filter(provider -> provider.client() == client)
                .forEach(provider -> provider.health().saw(height));
    }

    /** The highest block any provider has told of, or -1. */
    public long highest() {
        return providers.stream()
                .mapToLong(provider -> provider.health().height())
                .max()
                .orElse(-1);
    }

    private static <C, T> List<T> values(List<Answer<C, T>> answers) {
        return answers.stream().map(Answer::value).toList();
    }

    private <T> T ended(Provider<C> provider, Call<C, T> call) throws RpcException {
        try {
            T value = call.on(provider.client());
            succeeded(provider);
            return value;
        } catch (RuntimeException bug) {
            failed(provider, RpcException.unavailable("rpc_malformed"));
            throw bug;
        }
    }

    private <T> Uni<List<Answer<C, T>>> gather(
            List<Provider<C>> left, int wanted, Function<C, Uni<T>> call, List<Answer<C, T>> answers, String code) {
        if (answers.size() == wanted) {
            return Uni.createFrom().item(answers);
        }
        if (left.isEmpty()) {
            return Uni.createFrom().failure(new ChainUnavailable(answers.isEmpty() ? code : "quorum_missing"));
        }
        Provider<C> provider = left.getFirst();
        List<Provider<C>> rest = left.subList(1, left.size());
        if (!provider.health().begin(clock.instant())) {
            return gather(rest, wanted, call, answers, provider.health().lastCode());
        }
        return Uni.createFrom()
                .deferred(() -> call.apply(provider.client()))
                .onItem()
                .invoke(value -> succeeded(provider))
                .onItem()
                .invoke(value -> answers.add(new Answer<>(provider.client(), value)))
                .map(value -> code)
                .onFailure()
                .invoke(failure -> failed(provider, asRpcException(failure)))
                .onCancellation()
                .invoke(() -> failed(provider, RpcException.unavailable("rpc_timeout")))
                .onFailure(RpcException.class)
                .recoverWithItem(failure -> asRpcException(failure).code())
                .chain(next -> gather(rest, wanted, call, answers, next));
    }

    /** The preferred one first and then by configuration, but those that lag behind last. */
    private List<Provider<C>> inOrder() {
        long highest = highest();
        int first = preferred;
        return providers.stream()
                .sorted(Comparator.<Provider<C>, Boolean>comparing(provider -> isLagging(provider, highest))
                        .thenComparing(provider -> provider.number() != first)
                        .thenComparing(Provider::number))
                .toList();
    }

    private boolean isLagging(Provider<C> provider, long highest) {
        long height = provider.health().height();
        return height >= 0 && height < highest - maxLag;
    }

    private void succeeded(Provider<C> provider) {
        provider.health().succeeded();
        preferred = provider.number();
    }

    private void failed(Provider<C> provider, RpcException failure) {
        Instant now = clock.instant();
        boolean wasPaused = provider.health().isPaused(now);
        provider.health().failed(failure, now);
        LOG.debugf("%s provider %d: %s", network, provider.number(), failure.code());
        if (!wasPaused && provider.health().isPaused(now)) {
            LOG.infof("%s provider %d is left alone for a while (%s)", network, provider.number(), failure.code());
        }
    }

    private static RpcException asRpcException(Throwable failure) {
        return failure instanceof RpcException rpc ? rpc : RpcException.unavailable("rpc_malformed");
    }
}

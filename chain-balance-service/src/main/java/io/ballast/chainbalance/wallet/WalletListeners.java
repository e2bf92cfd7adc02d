package io.ballast.chainbalance.wallet;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Tells everybody who wants to know of wallets, one after the other. */
@ApplicationScoped
class WalletListeners {

    private final List<WalletListener> listeners;

    WalletListeners(@All List<WalletListener> listeners) {
        this.listeners = listeners;
    }

    /** Makes a change of an owner's wallets that everybody knows of before and after it. */
    <T> Uni<T> around(WalletChange change, Supplier<Uni<T>> work) {
        return tell(listener -> listener.changing(change))
                .chain(() -> work.get())
                .eventually(() -> tell(listener -> listener.changed(change)));
    }

    Uni<Void> registered(Wallet wallet) {
        return tell(listener -> listener.registered(wallet));
    }

    private Uni<Void> tell(Function<WalletListener, Uni<Void>> news) {
        return Multi.createFrom()
                .iterable(listeners)
                .onItem()
                .transformToUniAndConcatenate(news::apply)
                .collect()
                .last();
    }
}

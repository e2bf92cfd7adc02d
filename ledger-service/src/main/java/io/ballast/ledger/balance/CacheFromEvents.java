package io.ballast.ledger.balance;

import io.ballast.events.Event;
import io.ballast.events.inbox.EventReceiver;
import io.ballast.events.ledger.BalanceUpdated;
import io.ballast.ledger.account.OwnerType;
import io.ballast.ledger.asset.AssetConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Brings the cache up to date from our own events. The write after a commit can be lost with the process or with the way to
 * Redis, and the balance before it would then be served for as long as it lives; an event is never lost.
 */
@ApplicationScoped
class CacheFromEvents {

    private final EventReceiver receiver;
    private final BalanceCache cache;
    private final String asset;

    CacheFromEvents(EventReceiver receiver, BalanceCache cache, AssetConfig assets) {
        this.receiver = receiver;
        this.cache = cache;
        this.asset = assets.defaultCode();
    }

    @Incoming("ledger-balances")
    Uni<Void> consume(ConsumerRecord<String, String> record) {
        return receiver.receive(record, this::apply);
    }

    private Uni<Void> apply(Event<?> event) {
        if (event.data() instanceof BalanceUpdated updated && isCached(updated)) {
            return cache.write(
                    event.tenant(), new CacheableBalance(updated.userId(), updated.newBalance(), updated.version()));
        }
        return Uni.createFrom().voidItem();
    }

    /** A user has one account of an asset. */
    private boolean isCached(BalanceUpdated updated) {
        return updated.ownerType().equals(OwnerType.USER.wireName())
                && updated.asset().equals(asset);
    }
}

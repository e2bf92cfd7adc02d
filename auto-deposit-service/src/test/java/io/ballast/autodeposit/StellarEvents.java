package io.ballast.autodeposit;

import io.ballast.events.Event;
import io.ballast.events.EventData;
import io.ballast.events.chain.ChainBalanceChanged;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/** Builds the {@code chain_balance_changed} events of one wallet, as chain-balance-service publishes them. */
public record StellarEvents(
        UUID walletId, String tenant, String userId, String chain, String asset, String ownerType, int decimals) {

    public static StellarEvents ofWallet(String tenant, String userId) {
        return new StellarEvents(UUID.randomUUID(), tenant, userId, "stellar", "USDC", "user", 7);
    }

    public StellarEvents onChain(String other) {
        return new StellarEvents(walletId, tenant, userId, other, asset, ownerType, decimals);
    }

    public StellarEvents ofAsset(String other) {
        return new StellarEvents(walletId, tenant, userId, chain, other, ownerType, decimals);
    }

    public StellarEvents ownedBy(String otherType) {
        return new StellarEvents(walletId, tenant, userId, chain, asset, otherType, decimals);
    }

    public StellarEvents ofUser(String otherTenant, String otherUser) {
        return new StellarEvents(walletId, otherTenant, otherUser, chain, asset, ownerType, decimals);
    }

    public StellarEvents withDecimals(int other) {
        return new StellarEvents(walletId, tenant, userId, chain, asset, ownerType, other);
    }

    /** The wallet's Stellar account. */
    public String publicKey() {
        return "G" + walletId.toString().replace("-", "").toUpperCase(Locale.ROOT);
    }

    public Event<ChainBalanceChanged> balance(String balance, long version) {
        return event(data(new BigDecimal(balance), version));
    }

    public <T extends EventData> Event<T> event(T data) {
        return new Event<>(UUID.randomUUID(), "/chain-balance-service", Instant.now(), tenant, null, data);
    }

    public ChainBalanceChanged data(BigDecimal balance, long version) {
        return data(balance, balance.movePointRight(decimals).toBigInteger().toString(), version);
    }

    public ChainBalanceChanged data(BigDecimal balance, String raw, long version) {
        return new ChainBalanceChanged(
                walletId,
                chain,
                "testnet",
                publicKey(),
                "custodial",
                ownerType,
                userId,
                asset,
                decimals,
                version,
                balance,
                raw,
                null,
                null,
                1000 + version,
                null,
                "finalized",
                "blockchain",
                Instant.parse("2026-11-21T09:30:00Z"));
    }
}

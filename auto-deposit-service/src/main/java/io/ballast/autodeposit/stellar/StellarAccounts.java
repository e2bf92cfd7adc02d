package io.ballast.autodeposit.stellar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ballast.autodeposit.asset.UsdcAmount;
import io.ballast.autodeposit.deposit.DepositChain.ChainUnavailable;
import io.ballast.autodeposit.deposit.Outcomes.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.stellar.sdk.Asset;
import org.stellar.sdk.KeyPair;
import org.stellar.sdk.Network;
import org.stellar.sdk.TrustLineAsset;
import org.stellar.sdk.xdr.LedgerEntry.LedgerEntryData;
import org.stellar.sdk.xdr.LedgerEntryType;
import org.stellar.sdk.xdr.LedgerKey;
import org.stellar.sdk.xdr.TrustLineEntry;

/** What accounts hold, as of the newest ledger. Blocks the calling thread for a bounded time. */
public final class StellarAccounts {

    private static final int AUTHORIZED = 1;

    private static final int MOST_PAGES = 20;

    /** One is how long a transaction may take place; the other is for a server that is behind by as much. */
    private static final int WINDOWS = 2;

    private final Servers servers;
    private final StellarSettings settings;
    private final String usdcContract;

    StellarAccounts(Servers servers, StellarSettings settings) {
        this.servers = servers;
        this.settings = settings;
        this.usdcContract = contractOf(settings);
    }

    /**
     * What an account holds.
     *
     * @param available what it can spend: nothing where the issuer does not allow it
     * @param ledger at which that was so
     */
    public record Holding(UsdcAmount available, long ledger) {}

    /**
     * What came in.
     *
     * @param events in the order of the chain
     * @param upTo the ledger up to which that is all
     */
    public record Incoming(List<TransferEvent> events, long upTo) {}

    /**
     * What went to vaults.
     *
     * @param transfers in the order of the chain
     * @param closedAt when the newest ledger was closed that this is all of, by the network's clock
     * @param settledAt when nothing can take place any more that was signed until then
     */
    public record IntoVaults(List<VaultTransfer> transfers, long closedAt, long settledAt) {}

    /** What events tell, and the ledger up to which that is all. */
    private record Told<T>(List<T> events, long upTo) {}

    /** The USDC of the account; empty if it has none of a line of trust, or is none. */
    public Optional<Holding> usdc(String account) throws ChainUnavailable {
        LedgerKey key = new LedgerKey.Builder()
                .discriminant(LedgerEntryType.TRUSTLINE)
                .trustLine(new LedgerKey.LedgerKeyTrustLine.Builder()
                        .accountID(KeyPair.fromAccountId(account).getXdrAccountId())
                        .asset(TrustLineAsset.create(Asset.create(settings.usdc()))
                                .toXdr())
                        .build())
                .build();
        JsonNode answer = entry(key);
        Optional<LedgerEntryData> found = data(answer);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Holding(available(found.get().getTrustLine()), StellarRpc.number(answer, "latestLedger")));
    }

    /**
     * What came to the account from that ledger on, as the network's events tell; at most 20 pages of them.
     *
     * @return empty if no server remembers that ledger, or there is more than can be read
     * @throws ChainUnavailable also while a server may still come to that ledger
     */
    public Optional<Incoming> incoming(String account, long fromLedger) throws ChainUnavailable {
        ObjectNode query = EventQueries.incoming(usdcContract, account, fromLedger);
        return told(query, fromLedger, TransferEvents::incoming).map(told -> new Incoming(told.events(), told.upTo()));
    }

    /**
     * What went from the account to any of the vaults from that ledger on.
     *
     * @return empty if no server remembers that ledger, or there is more than can be read
     * @throws ChainUnavailable also while a server may still come to that ledger
     */
    public Optional<IntoVaults> intoVaults(String account, long fromLedger) throws ChainUnavailable {
        JsonNode newest = servers.first(StellarRpc::newest);
        long ledger = StellarRpc.number(newest, "latestLedger");
        long closedAt = StellarRpc.number(newest, "latestLedgerCloseTime");
        ObjectNode query = EventQueries.outgoing(usdcContract, account, fromLedger);
        Optional<Told<VaultTransfer>> told =
                told(query, fromLedger, event -> TransferEvents.into(settings.vaults(), event));
        if (told.filter(all -> all.upTo() < ledger).isPresent()) {
            throw new ChainUnavailable("rpc_behind");
        }
        long settledAt = closedAt + WINDOWS * settings.window().toSeconds();
        return told.map(all -> new IntoVaults(all.events(), closedAt, settledAt));
    }

    private <T> Optional<Told<T>> told(ObjectNode query, long fromLedger, Function<JsonNode, Optional<T>> reading)
            throws ChainUnavailable {
        List<T> found = new ArrayList<>();
        try {
            for (int page = 0; page < MOST_PAGES; page++) {
                JsonNode answer = servers.first(server -> server.events(query));
                answer.path("events").forEach(event -> reading.apply(event).ifPresent(found::add));
                String cursor = StellarRpc.text(answer, "cursor");
                long latest = StellarRpc.number(answer, "latestLedger");
                if (TransferEvents.ledger(cursor) >= latest) {
                    return Optional.of(new Told<>(List.copyOf(found), latest));
                }
                EventQueries.goOn(query, cursor);
            }
        } catch (ChainUnavailable unavailable) {
            requireForgotten(unavailable, fromLedger);
        }
        return Optional.empty();
    }

    /**
     * A server says the same of a ledger that it has forgotten and of one that is still to come. The oldest one that it has tells
     * them apart; the newest does not, because it may have come to it since.
     */
    private void requireForgotten(ChainUnavailable unavailable, long ledger) throws ChainUnavailable {
        if (!StellarRpc.OUT_OF_RANGE.equals(unavailable.getMessage())) {
            throw unavailable;
        }
        for (JsonNode remembered : servers.each(StellarRpc::newest)) {
            if (StellarRpc.number(remembered, "oldestLedger") <= ledger) {
                throw new ChainUnavailable("rpc_behind");
            }
        }
    }

    Optional<Source> source(String account, long closedAt) throws ChainUnavailable {
        LedgerKey key = new LedgerKey.Builder()
                .discriminant(LedgerEntryType.ACCOUNT)
                .account(new LedgerKey.LedgerKeyAccount.Builder()
                        .accountID(KeyPair.fromAccountId(account).getXdrAccountId())
                        .build())
                .build();
        JsonNode answer = entry(key);
        Optional<LedgerEntryData> found = data(answer);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        long sequence = found.get().getAccount().getSeqNum().getSequenceNumber().getInt64();
        return Optional.of(new Source(sequence, StellarRpc.number(answer, "latestLedger"), closedAt));
    }

    String usdcContract() {
        return usdcContract;
    }

    private static String contractOf(StellarSettings settings) {
        try {
            return Asset.create(settings.usdc()).getContractId(new Network(settings.passphrase()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode entry(LedgerKey key) throws ChainUnavailable {
        try {
            String wanted = key.toXdrBase64();
            return servers.first(server -> server.entry(wanted));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<LedgerEntryData> data(JsonNode answer) throws ChainUnavailable {
        JsonNode entry = answer.path("entries").path(0);
        if (entry.isMissingNode()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LedgerEntryData.fromXdrBase64(StellarRpc.text(entry, "xdr")));
        } catch (IOException unreadable) {
            throw new ChainUnavailable("rpc_malformed");
        }
    }

    /** What offers bind can not be spent. */
    private static UsdcAmount available(TrustLineEntry line) {
        boolean allowed = (line.getFlags().getUint32().getNumber().intValue() & AUTHORIZED) != 0;
        long bound = line.getExt().getDiscriminant() == 1
                ? line.getExt().getV1().getLiabilities().getSelling().getInt64()
                : 0;
        long free = allowed ? Math.max(0, line.getBalance().getInt64() - bound) : 0;
        return UsdcAmount.ofUnits(BigInteger.valueOf(free));
    }
}

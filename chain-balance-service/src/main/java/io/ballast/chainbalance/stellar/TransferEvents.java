package io.ballast.chainbalance.stellar;

import io.ballast.chainbalance.chain.Finality;
import io.ballast.chainbalance.credit.Credit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stellar.sdk.StrKey;
import org.stellar.sdk.scval.Scv;
import org.stellar.sdk.xdr.SCVal;
import org.stellar.sdk.xdr.SCValType;

/**
 * What the events of asset contracts say of income (CAP-67): a {@code transfer} to an account, and a {@code mint}, which is
 * what is told in its place where the issuer itself pays. What cannot be read is left out and counted by the caller.
 */
final class TransferEvents {

    /** The first topics that tell of income, as a server compares them. */
    static final List<String> NAMES = List.of(symbol("transfer"), symbol("mint"));

    private static final int ADDRESS = SCValType.SCV_ADDRESS.getValue();
    private static final int ACCOUNT = 0;
    private static final int CONTRACT = 1;
    private static final int KEY_BYTES = 32;
    private static final SCVal AMOUNT = Scv.toSymbol("amount");

    private final Map<String, StellarAsset> assets;

    /** @param assets by the address of their contract */
    TransferEvents(Map<String, StellarAsset> assets) {
        this.assets = Map.copyOf(assets);
    }

    /** What a page of events brought. */
    record Income(List<Credit> credits, List<String> accounts, int unreadable) {}

    Income of(List<ContractEvent> events) {
        List<Credit> credits = new ArrayList<>();
        List<String> accounts = new ArrayList<>();
        int unreadable = 0;
        for (ContractEvent event : events) {
            try {
                read(event, credits, accounts);
            } catch (IOException | RuntimeException malformed) {
                unreadable++;
            }
        }
        return new Income(credits, accounts, unreadable);
    }

    private void read(ContractEvent event, List<Credit> credits, List<String> accounts) throws IOException {
        StellarAsset asset = assets.get(event.contract());
        if (asset == null || !event.happened() || !NAMES.contains(event.topics().getFirst())) {
            return;
        }
        boolean isMint = event.topics().getFirst().equals(NAMES.get(1));
        Optional<String> from = isMint ? asset.issuer() : address(event.topics().get(1));
        Optional<String> to = address(event.topics().get(isMint ? 1 : 2));
        from.filter(TransferEvents::isAccount).ifPresent(accounts::add);
        BigInteger amount = amount(SCVal.fromXdrBase64(event.value()));
        if (to.filter(TransferEvents::isAccount).isPresent() && amount.signum() > 0 && !to.equals(from)) {
            accounts.add(to.get());
            credits.add(credit(event, asset, to.get(), from, amount));
        }
    }

    private static Credit credit(
            ContractEvent event, StellarAsset asset, String to, Optional<String> from, BigInteger amount) {
        return new Credit(
                event.position().id(),
                to,
                from,
                asset.asset(),
                asset.roles(),
                amount,
                event.transactionHash(),
                event.ledger(),
                Optional.empty(),
                Finality.FINALIZED,
                event.closedAt());
    }

    /** The amount itself, or the amount of a map that says more of the receiver beside it. */
    private static BigInteger amount(SCVal value) {
        return value.getDiscriminant() == SCValType.SCV_MAP
                ? Scv.fromInt128(Scv.fromMap(value).get(AMOUNT))
                : Scv.fromInt128(value);
    }

    /**
     * Who is named by a topic: an account, a contract, or empty for a claimable balance or pool, which hold for others.
     * The SDK knows the first two only and refuses the rest.
     */
    private static Optional<String> address(String topic) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(topic));
        if (bytes.getInt() != ADDRESS) {
            throw new IllegalArgumentException("not an address");
        }
        return switch (bytes.getInt()) {
            case ACCOUNT ->
                Optional.of(StrKey.encodeEd25519PublicKey(key(bytes.position(bytes.position() + Integer.BYTES))));
            case CONTRACT -> Optional.of(StrKey.encodeContract(key(bytes)));
            default -> Optional.empty();
        };
    }

    private static byte[] key(ByteBuffer bytes) {
        byte[] key = Arrays.copyOfRange(bytes.array(), bytes.position(), bytes.limit());
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("not a key");
        }
        return key;
    }

    private static boolean isAccount(String address) {
        return address.startsWith("G");
    }

    private static String symbol(String name) {
        try {
            return Scv.toSymbol(name).toXdrBase64();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

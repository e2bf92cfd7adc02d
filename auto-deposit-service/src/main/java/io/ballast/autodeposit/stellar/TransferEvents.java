package io.ballast.autodeposit.stellar;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.autodeposit.asset.UsdcAmount;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.stellar.sdk.scval.Scv;
import org.stellar.sdk.xdr.SCVal;
import org.stellar.sdk.xdr.SCValType;

/** Reads the events that tell of USDC on its way to an account (CAP-67): {@code transfer}, and {@code mint} by the issuer. */
final class TransferEvents {

    private static final SCVal AMOUNT = Scv.toSymbol("amount");

    private TransferEvents() {}

    /** The income that the event tells of, or empty if it is none or can not be read. */
    static Optional<TransferEvent> incoming(JsonNode event) {
        try {
            UsdcAmount amount = UsdcAmount.ofUnits(
                    amount(SCVal.fromXdrBase64(event.path("value").asText())));
            boolean happened = event.path("inSuccessfulContractCall").asBoolean(true);
            return happened && !amount.isZero() ? Optional.of(transfer(event, amount)) : Optional.empty();
        } catch (IOException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    /** What the event tells of, if one of these got it. */
    static Optional<VaultTransfer> into(Set<String> vaults, JsonNode event) {
        boolean happened = event.path("inSuccessfulContractCall").asBoolean(true);
        return address(event.path("topic").path(2).asText())
                .filter(recipient -> happened && vaults.contains(recipient))
                .map(vault -> new VaultTransfer(
                        event.path("txHash").asText(), event.path("ledger").asLong()));
    }

    /** The ledger that a place among the events is in. */
    static long ledger(String cursor) {
        return Long.parseLong(cursor.split("-", 2)[0]) >>> Integer.SIZE;
    }

    private static TransferEvent transfer(JsonNode event, UsdcAmount amount) {
        JsonNode topics = event.path("topic");
        boolean isMint = topics.path(0).asText().equals(EventQueries.MINT);
        return new TransferEvent(
                event.path("id").asText(),
                isMint ? Optional.empty() : address(topics.path(1).asText()),
                amount,
                event.path("txHash").asText(),
                event.path("ledger").asLong(),
                Instant.parse(event.path("ledgerClosedAt").asText()));
    }

    /** Some are claimable balances and pools, which the SDK does not know; nobody of ours is among them. */
    private static Optional<String> address(String topic) {
        try {
            return Optional.of(Scv.fromAddress(SCVal.fromXdrBase64(topic)).toString());
        } catch (IOException | RuntimeException unknownKind) {
            return Optional.empty();
        }
    }

    /** The amount itself, or the amount of a map that says more of the receiver beside it. */
    private static BigInteger amount(SCVal value) {
        return value.getDiscriminant() == SCValType.SCV_MAP
                ? Scv.fromInt128(Scv.fromMap(value).get(AMOUNT))
                : Scv.fromInt128(value);
    }
}

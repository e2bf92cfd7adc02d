package io.ballast.infrastructure.stellar;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.stellar.sdk.scval.Scv;
import org.stellar.sdk.xdr.SCVal;

/**
 * What an asset's contract tells of a movement (CAP-67): a transfer between two holders; a mint where the issuer pays,
 * and a burn where it is paid, since an issuer holds nothing of its own asset.
 */
final class AssetEvents {

    private final Contracts contracts;

    AssetEvents(Contracts contracts) {
        this.contracts = contracts;
    }

    /** @param toMuxedId what the receiver's address or the memo adds to the receiver */
    Event moved(String from, String to, String asset, long amount, Optional<SCVal> toMuxedId) {
        SCVal value = toMuxedId.map(id -> withId(amount, id)).orElseGet(() -> amount(amount));
        SCVal name = Scv.toString(asset);
        List<SCVal> topics;
        if (!asset.equals(Moves.NATIVE) && Moves.issuer(asset).equals(from)) {
            topics = List.of(Scv.toSymbol("mint"), Scv.toAddress(to), name);
        } else if (!asset.equals(Moves.NATIVE) && Moves.issuer(asset).equals(to)) {
            topics = List.of(Scv.toSymbol("burn"), Scv.toAddress(from), name);
        } else {
            topics = List.of(Scv.toSymbol("transfer"), Scv.toAddress(from), Scv.toAddress(to), name);
        }
        return new Event(contracts.ofAsset(asset), topics, value);
    }

    Event authorized(String trustor, String asset, boolean authorized) {
        List<SCVal> topics = List.of(Scv.toSymbol("set_authorized"), Scv.toAddress(trustor), Scv.toString(asset));
        return new Event(contracts.ofAsset(asset), topics, Scv.toBoolean(authorized));
    }

    private static SCVal amount(long amount) {
        return Scv.toInt128(BigInteger.valueOf(amount));
    }

    private static SCVal withId(long amount, SCVal id) {
        LinkedHashMap<SCVal, SCVal> map = new LinkedHashMap<>();
        map.put(Scv.toSymbol("amount"), amount(amount));
        map.put(Scv.toSymbol("to_muxed_id"), id);
        return Scv.toMap(map);
    }
}

package io.ballast.infrastructure.stellar;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import org.stellar.sdk.StrKey;
import org.stellar.sdk.scval.Scv;
import org.stellar.sdk.xdr.SCVal;

/**
 * A small model of a DeFindex vault of one asset, USDC: who deposits gets shares in proportion to what the vault
 * manages, and gives them back for it. It earns nothing by itself.
 */
public final class Vault {

    /** Where the vault is. */
    public static final String CONTRACT =
            StrKey.encodeContract(SandboxNetwork.sha256("ballast vault".getBytes(StandardCharsets.UTF_8)));

    static final int AMOUNT_NOT_ALLOWED = 110;
    static final int INSUFFICIENT_BALANCE = 111;
    static final int INSUFFICIENT_AMOUNT = 117;
    static final int STRATEGY_PAUSED = 144;

    /** Of the first deposit, so many shares belong to nobody for ever: they keep the share's price from being forced. */
    private static final BigInteger LOCKED = BigInteger.valueOf(1000);

    private static final String SHARES = "shares of ";
    private static final String SUPPLY = "supply";
    private static final String MANAGED = "managed";

    private final State state;

    Vault(State state) {
        this.state = state;
    }

    BigInteger sharesOf(String holder) {
        return state.number(CONTRACT, SHARES + holder);
    }

    /** The amount that a deposit takes from its sender. */
    BigInteger wanted(ContractCall call) {
        List<BigInteger> desired = call.amounts(0);
        List<BigInteger> least = call.amounts(1);
        if (desired.size() != 1 || least.size() != 1 || desired.getFirst().signum() <= 0) {
            throw ContractCall.Trapped.contract(AMOUNT_NOT_ALLOWED);
        }
        if (desired.getFirst().compareTo(least.getFirst()) < 0) {
            throw ContractCall.Trapped.contract(INSUFFICIENT_AMOUNT);
        }
        return desired.getFirst();
    }

    /** Books the deposit; returns the new shares. */
    BigInteger book(String depositor, BigInteger amount) {
        BigInteger supply = state.number(CONTRACT, SUPPLY);
        BigInteger managed = state.number(CONTRACT, MANAGED);
        BigInteger minted = supply.signum() == 0
                ? amount.subtract(LOCKED)
                : amount.multiply(supply).divide(managed);
        if (minted.signum() <= 0) {
            throw ContractCall.Trapped.contract(INSUFFICIENT_AMOUNT);
        }
        BigInteger locked = supply.signum() == 0 ? LOCKED : BigInteger.ZERO;
        state.setNumber(CONTRACT, SUPPLY, supply.add(minted).add(locked));
        state.setNumber(CONTRACT, MANAGED, managed.add(amount));
        state.setNumber(CONTRACT, SHARES + depositor, sharesOf(depositor).add(minted));
        return minted;
    }

    /** Takes the shares back; returns the amount that they are worth. */
    BigInteger redeem(String holder, BigInteger shares) {
        BigInteger supply = state.number(CONTRACT, SUPPLY);
        BigInteger managed = state.number(CONTRACT, MANAGED);
        if (shares.signum() <= 0 || sharesOf(holder).compareTo(shares) < 0) {
            throw ContractCall.Trapped.contract(INSUFFICIENT_BALANCE);
        }
        BigInteger worth = shares.multiply(managed).divide(supply);
        state.setNumber(CONTRACT, SUPPLY, supply.subtract(shares));
        state.setNumber(CONTRACT, MANAGED, managed.subtract(worth));
        state.setNumber(CONTRACT, SHARES + holder, sharesOf(holder).subtract(shares));
        return worth;
    }

    static Event deposited(String depositor, BigInteger amount, BigInteger minted) {
        LinkedHashMap<SCVal, SCVal> data = new LinkedHashMap<>();
        data.put(Scv.toSymbol("amounts"), Scv.toVec(List.of(Scv.toInt128(amount))));
        data.put(Scv.toSymbol("depositor"), Scv.toAddress(depositor));
        data.put(Scv.toSymbol("df_tokens_minted"), Scv.toInt128(minted));
        return new Event(CONTRACT, topics("deposit"), Scv.toMap(data));
    }

    static Event withdrawn(String holder, BigInteger worth, BigInteger burned) {
        LinkedHashMap<SCVal, SCVal> data = new LinkedHashMap<>();
        data.put(Scv.toSymbol("amounts_withdrawn"), Scv.toVec(List.of(Scv.toInt128(worth))));
        data.put(Scv.toSymbol("df_tokens_burned"), Scv.toInt128(burned));
        data.put(Scv.toSymbol("withdrawer"), Scv.toAddress(holder));
        return new Event(CONTRACT, topics("withdraw"), Scv.toMap(data));
    }

    private static List<SCVal> topics(String what) {
        return List.of(Scv.toString("DeFindexVault"), Scv.toSymbol(what));
    }
}

package io.ballast.infrastructure.stellar;

import io.ballast.infrastructure.stellar.Entry.Account;
import io.ballast.infrastructure.stellar.Entry.TrustLine;
import java.math.BigInteger;
import java.util.Optional;

/**
 * Moves amounts from one holder to another. A holder is an account or a contract; an issuer has as much of its own asset
 * as anybody wants. A move that is refused may have been done half: the caller takes it back.
 */
final class Moves {

    static final String NATIVE = "native";

    /** Why an amount does not move; the names are those of the protocol's payment results. */
    enum Refusal {
        UNDERFUNDED,
        SRC_NO_TRUST,
        SRC_NOT_AUTHORIZED,
        NO_DESTINATION,
        NO_TRUST,
        NOT_AUTHORIZED,
        LINE_FULL
    }

    private final State state;
    private final Contracts contracts;

    Moves(State state, Contracts contracts) {
        this.state = state;
        this.contracts = contracts;
    }

    static String issuer(String asset) {
        return asset.substring(asset.indexOf(':') + 1);
    }

    static boolean isContract(String holder) {
        return holder.startsWith("C");
    }

    /** Moves the amount, or says why not. */
    Optional<Refusal> move(String from, String to, String asset, long amount) {
        if (!isContract(to) && state.account(to).isEmpty()) {
            return Optional.of(Refusal.NO_DESTINATION);
        }
        return give(to, asset, amount).or(() -> take(from, asset, amount));
    }

    private Optional<Refusal> give(String to, String asset, long amount) {
        if (isContract(to)) {
            return addToContract(to, asset, amount);
        }
        if (asset.equals(NATIVE)) {
            Account account = state.account(to).orElseThrow();
            if (account.balance() > Long.MAX_VALUE - account.buying() - amount) {
                return Optional.of(Refusal.LINE_FULL);
            }
            state.put(account.withBalance(account.balance() + amount));
            return Optional.empty();
        }
        return issuer(asset).equals(to) ? Optional.empty() : addToLine(to, asset, amount);
    }

    private Optional<Refusal> take(String from, String asset, long amount) {
        if (isContract(from)) {
            return addToContract(from, asset, -amount);
        }
        if (asset.equals(NATIVE)) {
            Account account = state.account(from).orElseThrow();
            if (Reserve.available(account) < amount) {
                return Optional.of(Refusal.UNDERFUNDED);
            }
            state.put(account.withBalance(account.balance() - amount));
            return Optional.empty();
        }
        return issuer(asset).equals(from) ? Optional.empty() : takeFromLine(from, asset, amount);
    }

    private Optional<Refusal> addToLine(String account, String asset, long amount) {
        TrustLine line = state.trustLine(account, asset).orElse(null);
        if (line == null) {
            return Optional.of(Refusal.NO_TRUST);
        }
        if (!line.isAuthorized()) {
            return Optional.of(Refusal.NOT_AUTHORIZED);
        }
        if (line.balance() > line.limit() - line.buying() - amount) {
            return Optional.of(Refusal.LINE_FULL);
        }
        state.put(line.withBalance(line.balance() + amount));
        return Optional.empty();
    }

    private Optional<Refusal> takeFromLine(String account, String asset, long amount) {
        TrustLine line = state.trustLine(account, asset).orElse(null);
        if (line == null) {
            return Optional.of(Refusal.SRC_NO_TRUST);
        }
        if (!line.isAuthorized()) {
            return Optional.of(Refusal.SRC_NOT_AUTHORIZED);
        }
        if (line.balance() - line.selling() < amount) {
            return Optional.of(Refusal.UNDERFUNDED);
        }
        state.put(line.withBalance(line.balance() - amount));
        return Optional.empty();
    }

    private Optional<Refusal> addToContract(String holder, String asset, long amount) {
        String contract = contracts.ofAsset(asset);
        BigInteger next = state.number(contract, holder).add(BigInteger.valueOf(amount));
        if (next.signum() < 0) {
            return Optional.of(Refusal.UNDERFUNDED);
        }
        state.setNumber(contract, holder, next);
        return Optional.empty();
    }
}

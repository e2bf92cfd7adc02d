package io.ballast.chainbalance.refresh;

import io.ballast.chainbalance.chain.ChainRead;
import java.util.UUID;

/**
 * What an observation is of: a wallet's balance of an asset, or a spender's allowance over it.
 *
 * @param spender empty for a balance
 */
public record ReadKey(UUID walletId, String asset, String spender) {

    private static final String NO_SPENDER = "";

    public static ReadKey of(UUID walletId, ChainRead read) {
        String spender = switch (read) {
            case ChainRead.BalanceOf balance -> NO_SPENDER;
            case ChainRead.AllowanceOf allowance -> allowance.spender();
        };
        return new ReadKey(walletId, read.asset().symbol(), spender);
    }

    public boolean isBalance() {
        return spender.equals(NO_SPENDER);
    }
}

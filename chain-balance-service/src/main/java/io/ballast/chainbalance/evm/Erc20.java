package io.ballast.chainbalance.evm;

import io.ballast.chainbalance.chain.ChainRead;
import io.ballast.chainbalance.chain.ReadResult;
import java.math.BigInteger;
import java.util.HexFormat;

/** The two questions that Ballast asks an ERC-20 contract. */
final class Erc20 {

    private static final String BALANCE_OF = "70a08231";
    private static final String ALLOWANCE = "dd62ed3e";
    private static final String ADDRESS_PADDING = "0".repeat(24);
    private static final int UINT256_BYTES = 32;

    private Erc20() {}

    static byte[] callData(ChainRead read) {
        return HexFormat.of()
                .parseHex(
                        switch (read) {
                            case ChainRead.BalanceOf balance -> BALANCE_OF + word(balance.address());
                            case ChainRead.AllowanceOf allowance ->
                                ALLOWANCE + word(allowance.address()) + word(allowance.spender());
                        });
    }

    /** A call to an address without code succeeds and returns nothing, which says nothing about an amount. */
    static ReadResult answer(Multicall3.Result result) {
        if (!result.success()) {
            return new ReadResult.Failed("reverted");
        }
        return switch (result.data().length) {
            case 0 -> new ReadResult.Absent("no_contract");
            case UINT256_BYTES -> new ReadResult.Value(new BigInteger(1, result.data()));
            default -> new ReadResult.Failed("malformed_result");
        };
    }

    private static String word(String address) {
        return ADDRESS_PADDING + address.substring(2);
    }
}

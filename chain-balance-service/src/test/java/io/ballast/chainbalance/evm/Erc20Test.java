package io.ballast.chainbalance.evm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ballast.chainbalance.chain.Asset;
import io.ballast.chainbalance.chain.ChainRead;
import io.ballast.chainbalance.chain.ReadResult;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Erc20Test {

    private static final Asset USDC = new Asset("USDC", 6);
    private static final String WALLET = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
    private static final String SPENDER = "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359";

    @Test
    void givenABalanceRead_whenEncoded_thenItNamesTheWallet() {
        // when
        byte[] data = Erc20.callData(new ChainRead.BalanceOf(WALLET, USDC));

        // then
        assertEquals(
                "70a08231" + "000000000000000000000000" + "5aaeb6053f3e94c9b9a09f33669435e7ef1beaed",
                HexFormat.of().formatHex(data));
    }

    @Test
    void givenAnAllowanceRead_whenEncoded_thenItNamesOwnerAndSpender() {
        // when
        byte[] data = Erc20.callData(new ChainRead.AllowanceOf(WALLET, USDC, SPENDER));

        // then
        assertEquals(
                "dd62ed3e"
                        + "000000000000000000000000" + "5aaeb6053f3e94c9b9a09f33669435e7ef1beaed"
                        + "000000000000000000000000" + "fb6916095ca1df60bb79ce92ce3ea74c37c5d359",
                HexFormat.of().formatHex(data));
    }

    @Test
    void givenTheLargestAmount_whenRead_thenItIsPositive() {
        // given
        byte[] all = new byte[32];
        Arrays.fill(all, (byte) 0xff);

        // then
        assertEquals(
                new ReadResult.Value(BigInteger.TWO.pow(256).subtract(BigInteger.ONE)),
                Erc20.answer(new Multicall3.Result(true, all)));
    }

    @Test
    void givenZeroNothingAndFailure_whenRead_thenTheyAreThreeThings() {
        // then
        assertEquals(new ReadResult.Value(BigInteger.ZERO), Erc20.answer(new Multicall3.Result(true, new byte[32])));
        assertEquals(new ReadResult.Absent("no_contract"), Erc20.answer(new Multicall3.Result(true, new byte[0])));
        assertEquals(new ReadResult.Failed("reverted"), Erc20.answer(new Multicall3.Result(false, new byte[32])));
        assertEquals(
                new ReadResult.Failed("malformed_result"), Erc20.answer(new Multicall3.Result(true, new byte[31])));
    }
}

package io.ballast.chainbalance.evm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ballast.chainbalance.chain.Asset;
import io.ballast.chainbalance.chain.ChainRead;
import io.ballast.chainbalance.chain.ReadResult;
import io.ballast.chainbalance.provider.RpcException;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The form of packed reads; that their code does what it says is shown on a real node ({@link EvmReaderIT}). */
class PackedReadsTest {

    private static final String TOKEN = "0x3c499c542cef5e3811e1192ce70d8cc03d5c3359";
    private static final String OWNER = "0x71c7656ec7ab88b098defb751b7401b5f6d8976f";
    private static final String SPENDER = "0x4bfb41d5b3570defd03c39a9a4d8de6bd8b8982e";
    private static final String NOBODY = "0".repeat(40);
    private static final String MARK = "c66f5fd213b8d92f39d086729ef4a17398293b4f1297442f375a741c2f35e9";

    @Test
    void givenReads_whenEncoded_thenEachIsTokenOwnerAndSpender() {
        // given
        Asset usdc = new Asset("USDC", 6);
        List<ChainRead> reads =
                List.of(new ChainRead.BalanceOf(OWNER, usdc), new ChainRead.AllowanceOf(OWNER, usdc, SPENDER));

        // when
        String encoded = PackedReads.encode(reads, Map.of("USDC", TOKEN));

        // then
        String token = TOKEN.substring(2);
        String owner = OWNER.substring(2);
        assertEquals("0x" + token + owner + NOBODY + token + owner + SPENDER.substring(2), encoded);
    }

    @Test
    void givenAmountsAndMarks_whenDecoded_thenZeroAbsentAndFailedAreThreeThings() throws RpcException {
        // given
        String returned = "0x" + "0".repeat(64) + "f".repeat(64) + MARK + "01" + MARK + "02" + MARK + "03";

        // then
        assertEquals(
                List.of(
                        new ReadResult.Value(BigInteger.ZERO),
                        new ReadResult.Value(BigInteger.TWO.pow(256).subtract(BigInteger.ONE)),
                        new ReadResult.Failed("reverted"),
                        new ReadResult.Absent("no_contract"),
                        new ReadResult.Failed("malformed_result")),
                PackedReads.decode(returned, 5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0x", "0x00", "nothing", "0xzz"})
    void givenAnAnswerThatIsPartialOrNonsense_whenDecoded_thenNothingOfItIsBelieved(String returned) {
        // then
        assertThrows(RpcException.class, () -> PackedReads.decode(returned, 1));
        assertThrows(RpcException.class, () -> PackedReads.decode("0x" + "0".repeat(64), 2));
        assertFalse(PackedReads.isProven(returned));
    }
}

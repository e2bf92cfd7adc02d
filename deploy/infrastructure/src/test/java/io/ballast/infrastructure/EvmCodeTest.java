package io.ballast.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class EvmCodeTest {

    private static final String ADDRESS = "0xcA11bde05977b3631167028862bE2a173976CA11";

    @Test
    void givenAddressAndAmount_whenCallIsWritten_thenEachIsAWordOf32Bytes() {
        String call = EvmCode.call("0xa9059cbb", ADDRESS, BigInteger.valueOf(1_000_000));

        assertThat(call)
                .isEqualTo("0xa9059cbb"
                        + "000000000000000000000000ca11bde05977b3631167028862be2a173976ca11"
                        + "00000000000000000000000000000000000000000000000000000000000f4240");
    }

    @Test
    void givenTheLargestNumber_whenCallIsWritten_thenItFits() {
        BigInteger largest = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);

        assertThat(EvmCode.call("0x", largest)).isEqualTo("0x" + "f".repeat(64));
    }

    @Test
    void givenANumberOutOfRange_whenCallIsWritten_thenItIsRefused() {
        assertThatThrownBy(() -> EvmCode.call("0x", BigInteger.TWO.pow(256)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EvmCode.call("0x", BigInteger.valueOf(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void givenNoCode_whenReadAsNumber_thenItIsZero() {
        assertThat(EvmCode.number("0x")).isZero();
        assertThat(EvmCode.number("0x10")).isEqualTo(16);
    }
}

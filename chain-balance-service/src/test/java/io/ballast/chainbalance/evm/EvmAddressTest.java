package io.ballast.chainbalance.evm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.ballast.chainbalance.chain.AddressCheck;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples are those of EIP-55. */
class EvmAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0x52908400098527886E0F7030069857D2E4169EE7",
                "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
                "0xde709f2102306220921060314715629080e2fb77",
                "0x27b1fdb04752bbc536007a920d24acb045561c26",
                "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
                "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
                "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
                "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb"
            })
    void givenAnAddressInAnyCase_whenChecked_thenItsCanonicalFormIsTheChecksummedOne(String address) {
        // given
        String digits = address.substring(2);

        // then
        assertEquals(new AddressCheck.Valid(address), EvmAddress.check(address));
        assertEquals(new AddressCheck.Valid(address), EvmAddress.check("0x" + digits.toLowerCase(Locale.ROOT)));
        assertEquals(new AddressCheck.Valid(address), EvmAddress.check("0x" + digits.toUpperCase(Locale.ROOT)));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "0x",
                "5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
                "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe",
                "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAedd",
                "0X5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
                "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeg",
                "0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
                "0x0000000000000000000000000000000000000000",
                " 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"
            })
    void givenAnythingElse_whenChecked_thenItIsRefused(String text) {
        // then
        assertInstanceOf(AddressCheck.Refused.class, EvmAddress.check(text));
    }
}

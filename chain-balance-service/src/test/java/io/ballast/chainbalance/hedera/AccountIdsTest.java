package io.ballast.chainbalance.hedera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.ballast.chainbalance.chain.AddressCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountIdsTest {

    private final AccountIds ids = new AccountIds(Hip15.named("mainnet"));

    @ParameterizedTest
    @CsvSource({"mainnet, vfmkw", "testnet, esxsf", "previewnet, ogizo", "00, vfmkw"})
    void givenTheExampleOfHip15_whenItsChecksumIsComputed_thenItIsTheNetworks(String network, String checksum) {
        // then
        assertEquals(checksum, Hip15.named(network).checksum("0.0.123"));
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.123, 0.0.123",
        "0.0.123-vfmkw, 0.0.123",
        "0.0.1, 0.0.1",
        "0x000000000000000000000000000000000000007b, 0.0.123",
        "0x000000000000000000000000000000000000007B, 0.0.123"
    })
    void givenAnId_whenChecked_thenItHasOneCanonicalForm(String text, String canonical) {
        // then
        assertEquals(new AddressCheck.Valid(canonical), ids.check(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "123",
                "0.0",
                "0.0.0",
                "0.0.0123",
                "1.0.5",
                "0.0.-5",
                "0.0.5 ",
                "0.0.1234567890123456789",
                "0.0.123-vfmkx",
                "0.0.124-vfmkw",
                "0.0.123-VFMKW",
                "0.0.123-esxsf",
                "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
                "0x0000000000000000000000000000000000000000",
                "0x000000000000000000000000ffffffffffffffff",
                "0x7b"
            })
    void givenWhatIsNoIdOfThisNetwork_whenChecked_thenItIsRefused(String text) {
        // then
        assertInstanceOf(AddressCheck.Refused.class, ids.check(text));
    }

    @Test
    void givenNothing_whenChecked_thenItIsRefused() {
        // then
        assertInstanceOf(AddressCheck.Refused.class, ids.check(null));
    }
}

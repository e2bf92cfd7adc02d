package io.ballast.chainbalance.stellar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.chainbalance.chain.AddressCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class StellarAddressTest {

    private static final String USDC_ISSUER = "GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN";

    @Test
    void givenAnAccount_whenChecked_thenItIsItsOwnCanonicalForm() {
        assertEquals(new AddressCheck.Valid(USDC_ISSUER), StellarAddress.check(USDC_ISSUER));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "G",
                "ga5zsejyb37jrc5avcia5mop4rhtm335x2kgx3ihojapp5re34k4kzvn",
                "GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVM",
                "GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZV1",
                " GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN",
                "SBGWSG6BTNCKCOB3DIFBGCVMUPQFYPA2G4O34RMTB343OYPXU5DJDVMN"
            })
    void givenWhatIsNoAccount_whenChecked_thenItIsRefused(String text) {
        assertInstanceOf(AddressCheck.Refused.class, StellarAddress.check(text));
    }

    @Test
    void givenAnAddressOfAnotherKind_whenChecked_thenTheRefusalSaysWhatToDo() {
        String muxed = "MA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVAAAAAAAAAAAAAJLK";
        String contract = "CDLZFC3SYJYDZT7K67VZ75HPJVIEUVNIXF47ZG2FB2RMQQVU2HHGCYSC";

        assertTrue(((AddressCheck.Refused) StellarAddress.check(muxed)).reason().contains("muxed"));
        assertTrue(
                ((AddressCheck.Refused) StellarAddress.check(contract)).reason().contains("contract"));
    }

    @Test
    void givenABadAddressInTheConfiguration_whenRead_thenTheSettingIsNamed() {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> StellarAddress.configured("G", "the.setting"))
                .getMessage();

        assertTrue(message.startsWith("the.setting: "));
    }
}

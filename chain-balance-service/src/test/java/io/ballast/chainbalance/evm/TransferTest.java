package io.ballast.chainbalance.evm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TransferTest {

    private static final String ALICE = "0x71C7656EC7ab88b098defB751B7401B5f6d8976F";
    private static final String BOB = "0x2791Bca1f2de4661ED88A30C99A7a9449Aa84174";
    private static final String ZERO = "0x0000000000000000000000000000000000000000";
    private static final String AMOUNT = "0x" + "0".repeat(62) + "2a";

    @Test
    void givenALogOfAnErc20_whenRead_thenItSaysWhoGaveWhomHowMuch() {
        // when
        Optional<Transfer.Parties> parties = Transfer.parties(List.of(Transfer.TOPIC, word(ALICE), word(BOB)), AMOUNT);

        // then
        assertEquals(Optional.of(new Transfer.Parties(ALICE, BOB, BigInteger.valueOf(42))), parties);
    }

    @Test
    void givenAnotherLog_whenRead_thenItIsNoTransfer() {
        // then
        assertEquals(
                Optional.empty(), Transfer.parties(List.of(Transfer.TOPIC, word(ALICE), word(BOB), word(BOB)), "0x"));
        assertEquals(Optional.empty(), Transfer.parties(List.of(word(ALICE), word(ALICE), word(BOB)), AMOUNT));
        assertEquals(Optional.empty(), Transfer.parties(List.of(Transfer.TOPIC, word(ALICE), word(BOB)), "0x"));
        assertEquals(Optional.empty(), Transfer.parties(List.of(Transfer.TOPIC, "0xzz", word(BOB)), AMOUNT));
        assertEquals(Optional.empty(), Transfer.parties(List.of(), AMOUNT));
    }

    @Test
    void givenTransfers_whenLookedAt_thenIncomeIsSomethingForSomebodyFromSomebodyElse() {
        // then
        assertTrue(transfer(ALICE, BOB, 1).isIncome());
        assertTrue(transfer(ZERO, BOB, 1).isIncome());
        assertFalse(transfer(ALICE, ALICE, 1).isIncome());
        assertFalse(transfer(ALICE, ZERO, 1).isIncome());
        assertFalse(transfer(ALICE, BOB, 0).isIncome());
        assertEquals(Optional.empty(), transfer(ZERO, BOB, 1).sender());
        assertEquals(Optional.of(ALICE), transfer(ALICE, BOB, 1).sender());
    }

    private static Transfer transfer(String from, String to, long raw) {
        return new Transfer("0xtoken", from, to, BigInteger.valueOf(raw), "0xaa", 3, 7, "0xblock");
    }

    private static String word(String address) {
        return "0x" + "0".repeat(24) + address.substring(2).toLowerCase(Locale.ROOT);
    }
}

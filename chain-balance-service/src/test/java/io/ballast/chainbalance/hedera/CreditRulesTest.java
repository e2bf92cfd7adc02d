package io.ballast.chainbalance.hedera;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballast.chainbalance.chain.Asset;
import io.ballast.chainbalance.chain.BlockRef;
import io.ballast.chainbalance.chain.Finality;
import io.ballast.chainbalance.chain.WalletRole;
import io.ballast.chainbalance.credit.Credit;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CreditRulesTest {

    private static final Set<WalletRole> ROLES = Set.of(WalletRole.CUSTODIAL);
    private static final List<HtsToken> TOKENS =
            List.of(HtsToken.hbar(ROLES), new HtsToken(new Asset("SMILES", 0), Optional.of("0.0.77"), ROLES));
    private static final BlockRef BLOCK = new BlockRef(9, "0xab", Instant.EPOCH, Finality.FINALIZED);

    @Test
    void givenHbarAndTokensInOneTransaction_whenRead_thenEachIsIncomeOfItsOwn() throws Exception {
        // when
        List<Credit> credits = credits(Set.of("0.0.5"), """
                [{"account":"0.0.2","amount":-1100},{"account":"0.0.5","amount":1000},{"account":"0.0.3","amount":100}]""", """
                [{"token_id":"0.0.77","account":"0.0.2","amount":-4},{"token_id":"0.0.77","account":"0.0.5","amount":4},
                 {"token_id":"0.0.99","account":"0.0.5","amount":1}]""");

        // then
        assertEquals(2, credits.size());
        Credit hbar = credits.getFirst();
        assertEquals("1700000000.000000007/hbar/0.0.5", hbar.eventId());
        assertEquals("0.0.5", hbar.recipient());
        assertEquals(Optional.of("0.0.2"), hbar.sender());
        assertEquals(BigInteger.valueOf(1000), hbar.raw());
        assertEquals("HBAR", hbar.asset().symbol());
        assertEquals("0.0.2-1699999999-000000001", hbar.transactionHash());
        assertEquals(9, hbar.height());
        assertEquals(Instant.ofEpochSecond(1_700_000_000, 7), hbar.happenedAt());
        Credit smiles = credits.get(1);
        assertEquals("1700000000.000000007/0.0.77/0.0.5", smiles.eventId());
        assertEquals(BigInteger.valueOf(4), smiles.raw());
    }

    @Test
    void givenAnAccountThatGetsAndGivesTheSameToken_whenRead_thenOnlyWhatRemainsIsIncome() throws Exception {
        // when
        List<Credit> credits = credits(Set.of("0.0.5", "0.0.6"), "[]", """
                [{"token_id":"0.0.77","account":"0.0.5","amount":10},{"token_id":"0.0.77","account":"0.0.5","amount":-3},
                 {"token_id":"0.0.77","account":"0.0.6","amount":3},{"token_id":"0.0.77","account":"0.0.6","amount":-3},
                 {"token_id":"0.0.77","account":"0.0.8","amount":-7}]""");

        // then
        assertEquals(1, credits.size());
        assertEquals("0.0.5", credits.getFirst().recipient());
        assertEquals(BigInteger.valueOf(7), credits.getFirst().raw());
    }

    @Test
    void givenASenderAndSomebodyElse_whenRead_thenNeitherHasIncome() throws Exception {
        // then
        assertEquals(
                List.of(),
                credits(
                        Set.of("0.0.2"),
                        "[{\"account\":\"0.0.2\",\"amount\":-5},{\"account\":\"0.0.9\",\"amount\":5}]",
                        "[]"));
    }

    private static List<Credit> credits(Set<String> accounts, String transfers, String tokens) throws Exception {
        MirrorTransaction transaction =
                MirrorTransaction.of(new ObjectMapper().readTree("""
                        {"transaction_id":"0.0.2-1699999999-000000001","consensus_timestamp":"1700000000.000000007",
                         "transfers":%s,"token_transfers":%s}""".formatted(transfers, tokens)));
        return CreditRules.of(transaction, TOKENS, accounts, BLOCK);
    }
}

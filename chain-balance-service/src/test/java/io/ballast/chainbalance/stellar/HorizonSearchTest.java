package io.ballast.chainbalance.stellar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballast.chainbalance.chain.Asset;
import io.ballast.chainbalance.chain.WalletRole;
import io.ballast.chainbalance.credit.Credit;
import io.ballast.chainbalance.credit.RegisteredAccounts;
import io.ballast.chainbalance.provider.RpcException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HorizonSearchTest {

    private static final String ISSUER = "GISSUER";
    private static final String ALICE = "GALICE";
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final StellarAsset USDC =
            new StellarAsset(new Asset("USDC", 7), Optional.empty(), "USDC:" + ISSUER, "C", Set.of(WalletRole.DERIVED));
    private static final StellarAsset XLM =
            new StellarAsset(new Asset("XLM", 7), Optional.empty(), "native", "C", Set.of(WalletRole.DERIVED));

    /** The first operation of the second transaction of ledger 7. */
    private static final long OPERATION = (7L << 32 | 2 << 12) + 1;

    private final HorizonSearch search = new HorizonSearch(
            Map.of(USDC.name(), USDC, XLM.name(), XLM),
            new RegisteredAccounts.Account(ALICE, NOON.plusMillis(900)),
            EventPosition.endOf(5),
            9);

    @Test
    void givenAPayment_whenRead_thenItIsTheCreditOfItsEvent() throws Exception {
        // when
        Credit credit = credits("""
                "type":"payment","from":"GBOB","to":"GALICE","amount":"1.2500000","asset_type":"credit_alphanum4",
                "asset_code":"USDC","asset_issuer":"GISSUER"
                """).getFirst();

        // then
        assertEquals("0000000030064779264-0000000000", credit.eventId());
        assertEquals(new EventPosition(OPERATION - 1, 0).id(), credit.eventId());
        assertEquals(BigInteger.valueOf(12_500_000), credit.raw());
        assertEquals(Optional.of("GBOB"), credit.sender());
        assertEquals("USDC", credit.asset().symbol());
        assertEquals(7, credit.height());
        assertEquals("hash", credit.transactionHash());
        assertEquals(NOON, credit.happenedAt());
    }

    @Test
    void givenANewAccount_whenRead_thenItsFirstBalanceIsIncome() throws Exception {
        // when
        Credit credit = credits("""
                "type":"create_account","funder":"GBOB","account":"GALICE","starting_balance":"5.0"
                """).getFirst();

        // then
        assertEquals("XLM", credit.asset().symbol());
        assertEquals(BigInteger.valueOf(50_000_000), credit.raw());
        assertEquals(new EventPosition(OPERATION - 1, 0).id(), credit.eventId());
    }

    @Test
    void givenOperationsThatMoveSeveralThings_whenRead_thenEachIncomeHasAPlaceThatNoEventHas() throws Exception {
        // given
        String contract = """
                "type":"invoke_host_function","asset_balance_changes":[
                {"type":"transfer","from":"GALICE","to":"GBOB","amount":"1","asset_type":"native"},
                {"type":"burn","from":"GALICE","amount":"1","asset_type":"native"},
                {"type":"transfer","from":"CVAULT","to":"GALICE","amount":"2","asset_type":"native"},
                {"type":"mint","to":"GALICE","amount":"3","asset_type":"credit_alphanum4","asset_code":"USDC",
                 "asset_issuer":"GISSUER"}]
                """;

        // when
        List<Credit> credits = credits(contract);

        // then
        assertEquals(2, credits.size());
        assertEquals(
                new EventPosition(OPERATION - 1, 0x8000_0001L).id(),
                credits.getFirst().eventId());
        assertEquals(
                new EventPosition(OPERATION - 1, 0x8000_0002L).id(),
                credits.getLast().eventId());
        assertEquals(Optional.of("CVAULT"), credits.getFirst().sender());
        assertEquals(Optional.of(ISSUER), credits.getLast().sender());
    }

    @Test
    void givenWhatIsNoIncome_whenRead_thenThereIsNone() throws Exception {
        // then
        assertEquals(List.of(), credits(payment("GALICE", "GBOB", "USDC")));
        assertEquals(List.of(), credits(payment("GALICE", "GALICE", "USDC")));
        assertEquals(List.of(), credits(payment("GBOB", "GALICE", "OTHER")));
        assertEquals(List.of(), credits("\"type\":\"account_merge\",\"account\":\"GBOB\",\"into\":\"GALICE\""));
        assertEquals(
                List.of(),
                search.of(HorizonPayment.of(new ObjectMapper()
                        .readTree(json(payment("GBOB", "GALICE", "USDC")).replace("12:00:00Z", "11:59:59Z")))));
    }

    @Test
    void givenNonsense_whenRead_thenItIsNoAnswer() {
        // then
        assertThrows(RpcException.class, () -> credits("\"type\":\"payment\""));
        assertThrows(
                RpcException.class,
                () -> credits(payment("GBOB", "GALICE", "USDC").replace("1.5", "1.00000001")));
    }

    private List<Credit> credits(String fields) throws Exception {
        return search.of(HorizonPayment.of(new ObjectMapper().readTree(json(fields))));
    }

    private static String payment(String from, String to, String code) {
        return """
                "type":"payment","from":"%s","to":"%s","amount":"1.5","asset_type":"credit_alphanum12","asset_code":"%s",
                "asset_issuer":"GISSUER"
                """.formatted(from, to, code);
    }

    private static String json(String fields) {
        return """
                {"id":"%d","paging_token":"%d","transaction_successful":true,"transaction_hash":"hash",
                 "created_at":"2026-11-28T12:00:00Z",%s}
                """.formatted(OPERATION, OPERATION, fields);
    }
}

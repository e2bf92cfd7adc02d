package io.ballast.chainbalance.stellar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.chainbalance.chain.Asset;
import io.ballast.chainbalance.chain.Finality;
import io.ballast.chainbalance.chain.WalletRole;
import io.ballast.chainbalance.credit.Credit;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stellar.sdk.KeyPair;
import org.stellar.sdk.StrKey;
import org.stellar.sdk.scval.Scv;
import org.stellar.sdk.xdr.SCVal;

class TransferEventsTest {

    private static final String ISSUER = KeyPair.random().getAccountId();
    private static final String ALICE = KeyPair.random().getAccountId();
    private static final String BOB = KeyPair.random().getAccountId();
    private static final String CONTRACT = StrKey.encodeContract(new byte[32]);
    private static final String POOL = Base64.getEncoder()
            .encodeToString(ByteBuffer.allocate(40).putInt(18).putInt(4).array());
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final StellarAsset USDC = new StellarAsset(
            new Asset("USDC", 7), Optional.empty(), "USDC:" + ISSUER, CONTRACT, Set.of(WalletRole.DERIVED));

    private final TransferEvents events = new TransferEvents(Map.of(CONTRACT, USDC));

    @Test
    void givenATransfer_whenRead_thenItIsTheReceiversIncome() {
        // when
        TransferEvents.Income income =
                events.of(List.of(event(amount(25), symbol("transfer"), address(ALICE), address(BOB), asset())));

        // then
        Credit expected = new Credit(
                "0000000030064775169-0000000000",
                BOB,
                Optional.of(ALICE),
                USDC.asset(),
                USDC.roles(),
                BigInteger.valueOf(25),
                "hash",
                7,
                Optional.empty(),
                Finality.FINALIZED,
                NOON);
        assertEquals(List.of(expected), income.credits());
        assertEquals(List.of(ALICE, BOB), income.accounts());
        assertEquals(0, income.unreadable());
    }

    @Test
    void givenTheIssuerPays_whenRead_thenTheMintIsIncomeFromIt() {
        // when
        TransferEvents.Income income = events.of(List.of(event(amount(25), symbol("mint"), address(BOB), asset())));

        // then
        assertEquals(Optional.of(ISSUER), income.credits().getFirst().sender());
        assertEquals(BOB, income.credits().getFirst().recipient());
    }

    @Test
    void givenAnAmountThatSaysMoreOfTheReceiver_whenRead_thenTheAmountIsTheSame() {
        // given
        LinkedHashMap<SCVal, SCVal> map = new LinkedHashMap<>();
        map.put(Scv.toSymbol("amount"), Scv.toInt128(BigInteger.TEN));
        map.put(Scv.toSymbol("to_muxed_id"), Scv.toUint64(BigInteger.TWO));

        // when
        TransferEvents.Income income = events.of(
                List.of(event(base64(Scv.toMap(map)), symbol("transfer"), address(ALICE), address(BOB), asset())));

        // then
        assertEquals(BigInteger.TEN, income.credits().getFirst().raw());
    }

    @Test
    void givenASenderThatIsNoAccount_whenRead_thenItIsIncomeAllTheSame() {
        // when
        TransferEvents.Income income = events.of(List.of(
                event(amount(1), symbol("transfer"), POOL, address(BOB), asset()),
                event(amount(2), symbol("transfer"), address(CONTRACT), address(BOB), asset())));

        // then
        assertEquals(Optional.empty(), income.credits().getFirst().sender());
        assertEquals(Optional.of(CONTRACT), income.credits().get(1).sender());
        assertEquals(List.of(BOB, BOB), income.accounts());
    }

    @Test
    void givenWhatIsNobodysIncome_whenRead_thenItIsNone() {
        // when
        TransferEvents.Income income = events.of(List.of(
                event(amount(1), symbol("burn"), address(BOB), asset()),
                event(amount(1), symbol("transfer"), address(ALICE), address(ALICE), asset()),
                event(amount(0), symbol("transfer"), address(ALICE), address(BOB), asset()),
                event(amount(1), symbol("transfer"), address(ALICE), address(CONTRACT), asset()),
                event(amount(1), symbol("transfer"), address(ALICE), POOL, asset()),
                failed(event(amount(1), symbol("transfer"), address(ALICE), address(BOB), asset()))));

        // then
        assertTrue(income.credits().isEmpty());
        assertEquals(0, income.unreadable());
    }

    @Test
    void givenNonsense_whenRead_thenItSpoilsOnlyItself() {
        // when
        TransferEvents.Income income = events.of(List.of(
                event("AAAA", symbol("transfer"), address(ALICE), address(BOB), asset()),
                event(amount(1), symbol("transfer"), "AAAA", address(BOB), asset()),
                event(amount(1), symbol("transfer"), asset(), address(BOB), asset()),
                event(amount(1), symbol("transfer")),
                event(asset(), symbol("transfer"), address(ALICE), address(BOB), asset()),
                event(amount(9), symbol("transfer"), address(ALICE), address(BOB), asset())));

        // then
        assertEquals(5, income.unreadable());
        assertEquals(
                List.of(BigInteger.valueOf(9)),
                income.credits().stream().map(Credit::raw).toList());
    }

    private static ContractEvent event(String value, String... topics) {
        return new ContractEvent(
                new EventPosition(7L << 32 | 4097, 0), 7, NOON, CONTRACT, List.of(topics), value, "hash", true);
    }

    private static ContractEvent failed(ContractEvent event) {
        return new ContractEvent(event.position(), 7, NOON, CONTRACT, event.topics(), event.value(), "hash", false);
    }

    private static String amount(long units) {
        return base64(Scv.toInt128(BigInteger.valueOf(units)));
    }

    private static String symbol(String name) {
        return base64(Scv.toSymbol(name));
    }

    private static String address(String address) {
        return base64(Scv.toAddress(address));
    }

    private static String asset() {
        return base64(Scv.toString(USDC.name()));
    }

    private static String base64(SCVal value) {
        try {
            return value.toXdrBase64();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

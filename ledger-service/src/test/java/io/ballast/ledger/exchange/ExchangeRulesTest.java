package io.ballast.ledger.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ballast.ledger.asset.Asset;
import io.ballast.ledger.asset.AssetAmount;
import io.ballast.ledger.transaction.TransactionIds;
import io.ballast.ledger.transaction.TransactionType;
import io.ballast.ledger.transfer.Chain;
import io.ballast.ledger.transfer.Transfer;
import io.ballast.ledger.transfer.TransferNote;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExchangeRulesTest {

    private static final Asset USD = new Asset("USD", 2, "US dollar");
    private static final Asset DEEP = new Asset("DEEP", 18, "Deep");

    @ParameterizedTest
    @CsvSource({
        "10000, 92500, 0.000000000000000925",
        "100, 1000000000000000000, 1",
        "300, 1000000000000000000, 0.333333333333333333",
        "1, 999999999999999, 0.0999999999999999"
    })
    void givenTwoAmounts_whenTheRateIsTold_thenItIsPlainAndAsExactAsItsDigits(long given, long taken, String rate) {
        assertEquals(rate, ExchangeRules.rate(new AssetAmount(USD, given), new AssetAmount(DEEP, taken)));
    }

    @Test
    void givenAnExchange_whenItIsPlanned_thenEachLegKnowsTheOther() {
        // given
        ExchangeLeg given = leg(USD, 10_000);
        ExchangeLeg taken = leg(DEEP, 2_000);

        // when
        Chain chain = ExchangeRules.chain(given, taken, TransferNote.askedBy("service-1", "trip"));

        // then
        List<Transfer> transfers = chain.transfers();
        assertEquals(2, transfers.size());
        assertEquals(given.transactionId(), transfers.getFirst().transactionId());
        assertEquals(TransactionType.EXCHANGE, transfers.getFirst().type());
        assertEquals(
                taken.transactionId().toString(),
                transfers.getFirst().note().metadata().get("otherTransactionId"));
        assertEquals("DEEP", transfers.getFirst().note().metadata().get("otherAsset"));
        assertEquals("100.00", transfers.getLast().note().metadata().get("otherAmount"));
        assertEquals(
                given.transactionId().toString(),
                transfers.getLast().note().metadata().get("otherTransactionId"));
        assertEquals("trip", transfers.getLast().note().reference());
    }

    private static ExchangeLeg leg(Asset asset, long units) {
        return new ExchangeLeg(
                TransactionIds.next(), UUID.randomUUID(), UUID.randomUUID(), new AssetAmount(asset, units));
    }
}

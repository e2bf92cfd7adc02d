package io.ballast.bench.deposit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class CreditTest {

    @Test
    void theEventNamesTheWalletAndTheIncomeOfItsRoundOnly() throws Exception {
        // given
        Wallet wallet = Wallet.of(7);

        // when
        ProducerRecord<String, String> record = new Credit(wallet, 2, 100_000_001, "hash", 42).record();

        // then
        JsonNode data = new ObjectMapper().readTree(record.value());
        assertThat(record.key()).isEqualTo(wallet.id().toString());
        assertThat(new String(record.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8))
                .isEqualTo("chain_credit_detected");
        assertThat(record.value()).contains("\"amount\":10.0000001,");
        assertThat(data.path("amountRaw").asText()).isEqualTo("100000001");
        assertThat(data.path("address").asText()).isEqualTo(wallet.account());
        assertThat(data.path("chainEventId").asText()).isEqualTo("bench-2-7");
        assertThat(data.path("blockHeight").asLong()).isEqualTo(42);
    }

    @Test
    void aWalletIsTheSameInEveryRun() {
        assertThat(Wallet.of(3)).extracting(Wallet::id).isEqualTo(Wallet.of(3).id());
        assertThat(Wallet.of(3).account()).isNotEqualTo(Wallet.of(4).account());
    }

    @Test
    void asManyTransactionsAsTheirPaymentsNeed() {
        assertThat(Payers.transactions(1)).isEqualTo(1);
        assertThat(Payers.transactions(100)).isEqualTo(1);
        assertThat(Payers.transactions(1_000)).isEqualTo(10);
        assertThat(Payers.transactions(1_001)).isEqualTo(11);
    }
}

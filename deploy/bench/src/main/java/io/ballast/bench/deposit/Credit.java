package io.ballast.bench.deposit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ballast.infrastructure.StellarSandbox;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * {@code chain_credit_detected} as chain-balance-service publishes it, by its contract: CloudEvents in binary mode.
 *
 * @param round in which the wallet received
 * @param units of USDC, its smallest
 * @param ledger that contains the payment
 */
record Credit(Wallet wallet, int round, long units, String transactionHash, long ledger) {

    static final String TOPIC = "chain.balances.v1";

    private static final String TENANT = "default";
    private static final int DECIMALS = 7;
    private static final ObjectMapper JSON = new ObjectMapper();

    ProducerRecord<String, String> record() {
        String walletId = wallet.id().toString();
        ProducerRecord<String, String> record = new ProducerRecord<>(TOPIC, walletId, data());
        header(record, "ce_specversion", "1.0");
        header(record, "ce_id", UUID.randomUUID().toString());
        header(record, "ce_type", "chain_credit_detected");
        header(record, "ce_source", "/chain-balance-service");
        header(record, "ce_time", Instant.now().toString());
        header(record, "ce_subject", walletId);
        header(record, "ce_tenant", TENANT);
        header(record, "content-type", "application/json");
        return record;
    }

    private String data() {
        ObjectNode data = JSON.createObjectNode()
                .put("walletId", wallet.id().toString())
                .put("chain", "stellar")
                .put("network", "local")
                .put("address", wallet.account())
                .put("role", "custodial")
                .put("ownerType", "user")
                .put("userId", wallet.user())
                .put("asset", "USDC")
                .put("decimals", DECIMALS)
                .put("chainEventId", "bench-" + round + "-" + wallet.number())
                .put("sender", StellarSandbox.usdcIssuer())
                .put("amount", BigDecimal.valueOf(units, DECIMALS))
                .put("amountRaw", Long.toString(units))
                .put("transactionHash", transactionHash)
                .put("blockHeight", ledger)
                .put("finality", "finalized")
                .put("timestamp", Instant.now().toString());
        return data.toString();
    }

    private static void header(ProducerRecord<String, String> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}

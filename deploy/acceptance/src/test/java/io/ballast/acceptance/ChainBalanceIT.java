package io.ballast.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.acceptance.Api.Answer;
import io.ballast.events.chain.ChainBalanceChanged;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An ERC-20 transfer on the node shows in the reference's answer, and as an event. */
class ChainBalanceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    static final RunningSet SET = RunningSet.shared();

    @Test
    void aTransferOnTheNodeShows() {
        // given
        String user = "eve-" + UUID.randomUUID();
        String token = SET.api().token(user, "user");
        String derived = SET.chain().freshAddress();
        String proxy = SET.chain().freshAddress();
        register(token, derived, "derived");
        register(token, proxy, "proxy");
        await().atMost(PATIENCE)
                .until(() -> SET.api().get(token, "/api/balance").status() == 200);

        // when
        SET.chain().transfer(derived, 24_000_000L);
        SET.chain().transfer(proxy, 349_852_118L);

        // then
        await().atMost(PATIENCE).untilAsserted(() -> assertReferenceAnswer(token));
        await().atMost(PATIENCE).untilAsserted(() -> assertEvent(proxy, "349852118"));
    }

    private static void register(String token, String address, String role) {
        Answer registered = SET.api()
                .post(
                        token,
                        "/v1/wallets",
                        "{\"chain\":\"evm\",\"network\":\"local\",\"address\":\"%s\",\"role\":\"%s\"}"
                                .formatted(address, role));
        assertThat(registered.status()).as(registered.body().toString()).isEqualTo(201);
    }

    private static void assertReferenceAnswer(String token) {
        JsonNode answer = SET.api().get(token, "/api/balance").body();
        assertThat(answer.get("success").asBoolean()).isTrue();
        assertThat(answer.get("balance").decimalValue()).isEqualByComparingTo("373.852118");
        assertThat(answer.get("derived_balance").decimalValue()).isEqualByComparingTo("24");
        assertThat(answer.get("proxy_balance").decimalValue()).isEqualByComparingTo("349.852118");
        assertThat(answer.get("proxy_allowance").isNumber()).isTrue();
        assertThat(answer.get("proxy_allowance_raw").isTextual()).isTrue();
        assertThat(answer.get("currency").asText()).isEqualTo("USDC");
        assertThat(answer.get("source").asText()).isEqualTo("blockchain");
        assertThat(answer.get("cached").asBoolean()).isTrue();
        assertThat(answer.get("stale").asBoolean()).isFalse();
        assertThat(answer.has("timestamp")).isTrue();
        assertThat(answer.has("updating")).isTrue();
        assertThat(answer.has("asOf")).isTrue();
    }

    private static void assertEvent(String address, String raw) {
        assertThat(SET.events().read(ChainBalanceChanged.class))
                .filteredOn(changed -> changed.address().equalsIgnoreCase(address))
                .extracting(ChainBalanceChanged::newBalanceRaw)
                .endsWith(raw);
    }
}

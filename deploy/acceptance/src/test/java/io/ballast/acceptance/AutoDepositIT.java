package io.ballast.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.acceptance.Api.Answer;
import io.ballast.infrastructure.StellarSandbox;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** USDC arrives on the Stellar network, and moves itself into the vault while the phone is told each step. */
class AutoDepositIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long USDC = 10_000_000;

    @RegisterExtension
    static final RunningSet SET = RunningSet.shared();

    @Test
    void incomeMovesItselfIntoTheVaultAndThePhoneIsToldEachStep() {
        // given a wallet that holds 50 USDC, and a rule that keeps 20
        String user = "nora-" + UUID.randomUUID();
        String token = SET.api().token(user, "user");
        String admin = SET.api().token("admin-" + UUID.randomUUID(), "admin");
        String account = SET.stellar().open("deposit-1", 50 * USDC);
        String wallet = register(admin, user, account);
        await().atMost(PATIENCE).until(() -> rules(token).size() == 1);
        await().atMost(PATIENCE).until(() -> snapshots(token, "poll").size() == 1);
        Answer rule = SET.api().put(token, "/v1/deposit-rules/" + wallet, "{\"enabled\":true,\"floor\":20}");
        assertThat(rule.status()).as(rule.body().toString()).isEqualTo(200);

        try (Phone phone = Phone.connect(SET.api(), token)) {
            phone.awaitFrame("balance_initial");

            // when
            SET.stellar().pay(account, 100 * USDC);

            // then the phone hears every step
            JsonNode triggered = phone.awaitFrame("deposit_triggered").data();
            phone.awaitFrame("deposit_submitted");
            JsonNode confirmed = phone.awaitFrame("deposit_confirmed").data();
            String hash = confirmed.get("transactionHash").asText();
            assertThat(triggered.get("amount").decimalValue()).isEqualByComparingTo("100");
            assertThat(confirmed.get("amount").decimalValue()).isEqualByComparingTo("100");

            // then the vault has it, and the history says so
            assertThat(SET.stellar().usdc(account)).isEqualTo(50 * USDC);
            assertThat(SET.stellar().shares(account)).isPositive();
            assertThat(Long.toString(SET.stellar().shares(account)))
                    .isEqualTo(confirmed.get("shares").asText());
            JsonNode snapshot = snapshots(token, "auto_deposit_trigger").get(0);
            assertThat(snapshot.get("autoDepositTriggered").asBoolean()).isTrue();
            assertThat(snapshot.get("transactionHash").asText()).isEqualTo(hash);
            JsonNode deposit =
                    SET.api().get(token, "/v1/deposits").body().get("items").get(0);
            assertThat(deposit.get("state").asText()).isEqualTo("confirmed");
            assertThat(deposit.get("transactionHash").asText()).isEqualTo(hash);

            // then the balance that everybody sees is the new one, and nothing more moves
            phone.awaitFrame(
                    "chain_balance_changed",
                    data -> data.path("newBalanceRaw").asText().equals(Long.toString(50 * USDC))
                            && data.path("asset").asText().equals("USDC")
                            && data.hasNonNull("previousBalance"));
            Answer check = SET.api().post(token, "/api/wallet/defindex/auto-deposit", "");
            assertThat(check.status()).as(check.body().toString()).isEqualTo(200);
            JsonNode looked = check.body().get("wallets").get(0);
            assertThat(looked.get("reason").asText()).isEqualTo("no_income");
            assertThat(looked.get("currentBalance").decimalValue()).isEqualByComparingTo("50");
        }

        // then no key was ever written into a log
        String seed = new String(StellarSandbox.key("deposit-1").getSecretSeed());
        for (String service : new String[] {"auto-deposit-service", "chain-balance-service", "notification-service"}) {
            assertThat(SET.log(service)).noneMatch(line -> line.contains(seed) || line.contains("X-Stamp"));
        }
    }

    private static String register(String admin, String user, String account) {
        Answer registered = SET.api()
                .post(
                        admin,
                        "/v1/wallets",
                        ("{\"chain\":\"stellar\",\"network\":\"local\",\"address\":\"%s\",\"role\":\"custodial\","
                                        + "\"ownerType\":\"user\",\"ownerId\":\"%s\"}")
                                .formatted(account, user));
        assertThat(registered.status()).as(registered.body().toString()).isEqualTo(201);
        return registered.body().get("id").asText();
    }

    private static JsonNode rules(String token) {
        return SET.api().get(token, "/v1/deposit-rules").body();
    }

    private static JsonNode snapshots(String token, String type) {
        return SET.api().get(token, "/v1/snapshots?type=" + type).body().get("items");
    }
}

package io.ballast.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.acceptance.Api.Answer;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a user's and a community's wallets on Hedera hold shows in the profile, and what comes in reaches the phone. */
class HederaWalletsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    static final RunningSet SET = RunningSet.shared();

    @Test
    void smilesAndHbarShowInTheProfileAndTransfersReachThePhone() {
        // given a community that holds Smiles, and a user with a custodial wallet
        HederaNetwork hedera = SET.hedera();
        String user = "mia-" + UUID.randomUUID();
        String community = "clean-up-" + UUID.randomUUID();
        String token = SET.api().token(user, "user");
        String admin = SET.api().token("admin-" + UUID.randomUUID(), "admin");
        String communityAccount = hedera.account(100_000_000_000L, 50_000);
        String userAccount = hedera.account(4_250_000_000L, 320);
        register(admin, "community", community, "community", communityAccount);
        register(admin, "user", user, "custodial", userAccount);
        await().atMost(PATIENCE).untilAsserted(() -> assertProfile(token, "320", "42.5"));
        await().atMost(PATIENCE).untilAsserted(() -> assertSmiles(admin, community, "50000"));

        try (Phone phone = Phone.connect(SET.api(), token)) {
            phone.awaitFrame("balance_initial");

            // when
            hedera.moveSmiles(communityAccount, userAccount, 20);
            hedera.sendHbar(userAccount, 250_000_000);

            // then
            assertCredit(phone, "SMILES", "20", communityAccount);
            assertCredit(phone, "HBAR", "2.5", "0.0.2");
            phone.awaitFrame("chain_balance_changed", data -> isBalance(data, "SMILES", "340"));
            phone.awaitFrame("chain_balance_changed", data -> isBalance(data, "HBAR", "4500000000"));
            await().atMost(PATIENCE).untilAsserted(() -> assertProfile(token, "340", "45"));
            await().atMost(PATIENCE).untilAsserted(() -> assertSmiles(admin, community, "49980"));
            assertThat(phone.frames("chain_credit_detected")).hasSize(2);
        }
    }

    private static void register(String token, String ownerType, String owner, String role, String account) {
        Answer registered = SET.api()
                .post(
                        token,
                        "/v1/wallets",
                        ("{\"chain\":\"hedera\",\"network\":\"local\",\"address\":\"%s\",\"role\":\"%s\","
                                        + "\"ownerType\":\"%s\",\"ownerId\":\"%s\"}")
                                .formatted(account, role, ownerType, owner));
        assertThat(registered.status()).as(registered.body().toString()).isEqualTo(201);
    }

    private static void assertProfile(String token, String smiles, String hbar) {
        Answer answer = SET.api().get(token, "/api/user/profile");
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        JsonNode profile = answer.body();
        assertThat(profile.get("success").asBoolean()).isTrue();
        assertThat(profile.get("smiles").decimalValue()).isEqualByComparingTo(smiles);
        assertThat(profile.get("hbar").decimalValue()).isEqualByComparingTo(hbar);
        assertThat(profile.get("smiles_status").asText()).isEqualTo("FRESH");
        assertThat(profile.get("stale").asBoolean()).isFalse();
    }

    private static void assertSmiles(String admin, String community, String smiles) {
        Answer answer = SET.api().get(admin, "/v1/communities/" + community + "/balances");
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        assertThat(answer.body().get("totals"))
                .filteredOn(total -> total.get("asset").asText().equals("SMILES"))
                .singleElement()
                .satisfies(
                        total -> assertThat(total.get("amount").decimalValue()).isEqualByComparingTo(smiles));
    }

    private static void assertCredit(Phone phone, String asset, String amount, String sender) {
        JsonNode credit = phone.awaitFrame(
                        "chain_credit_detected",
                        data -> data.path("asset").asText().equals(asset))
                .data();
        assertThat(credit.get("amount").decimalValue()).isEqualByComparingTo(amount);
        assertThat(credit.get("sender").asText()).isEqualTo(sender);
        assertThat(credit.get("finality").asText()).isEqualTo("finalized");
        assertThat(credit.has("chainEventId")).isTrue();
    }

    private static boolean isBalance(JsonNode changed, String asset, String raw) {
        return changed.path("asset").asText().equals(asset)
                && changed.path("newBalanceRaw").asText().equals(raw);
    }
}

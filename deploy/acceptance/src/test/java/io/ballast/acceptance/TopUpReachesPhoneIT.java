package io.ballast.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.acceptance.Api.Answer;
import io.ballast.acceptance.Phone.Frame;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The story Ballast exists for: money changes, and the owner's device shows it; nobody else's does. */
class TopUpReachesPhoneIT {

    @RegisterExtension
    static final RunningSet SET = RunningSet.shared();

    private Api api;
    private Customer anna;
    private Customer ben;

    @BeforeEach
    void twoCustomersWithAnAccount() {
        api = SET.api();
        anna = Customer.withAccount(api, "anna");
        ben = Customer.withAccount(api, "ben");
    }

    @Test
    void anApprovedTopUpArrivesAtItsOwnerOnly() {
        try (Phone annasPhone = Phone.connect(api, anna.token());
                Phone bensPhone = Phone.connect(api, ben.token())) {
            // given
            assertThat(annasPhone
                            .awaitFrame("balance_initial")
                            .data()
                            .get("balance")
                            .decimalValue())
                    .isEqualByComparingTo("10000.00");
            bensPhone.awaitFrame("balance_initial");

            // when
            Answer topUp = api.post(anna.token(), "/transactions/topup", "{\"amount\":50.00}");
            assertThat(topUp.status()).isEqualTo(201);
            Answer processed = api.patch(
                    api.token("admin-1", "admin"),
                    "/transactions/topup/" + topUp.id() + "/process",
                    "{\"status\":\"success\"}");
            assertThat(processed.status()).isEqualTo(200);

            // then
            Frame updated = annasPhone.awaitFrame("balance_updated");
            assertTopUp(updated.data(), topUp.id());
            assertThat(updated.data().get("previousBalance").decimalValue()).isEqualByComparingTo("10000");
            assertThat(updated.id()).matches(".+:\\d+");
            Frame completed = annasPhone.awaitFrame("transaction_completed");
            assertTopUp(completed.data(), topUp.id());
            assertToldNothing(bensPhone);
        }
    }

    /** The answer to the question comes after whatever had been sent to this socket before. */
    private static void assertToldNothing(Phone phone) {
        phone.send("{\"event\":\"get_current_balance\"}");
        phone.awaitFrame("balance_current");
        assertThat(phone.frames()).extracting(Frame::event).containsExactly("balance_initial", "balance_current");
    }

    private static void assertTopUp(JsonNode data, String transactionId) {
        assertThat(data.get("newBalance").decimalValue()).isEqualByComparingTo("10050");
        assertThat(data.get("amount").decimalValue()).isEqualByComparingTo("50");
        assertThat(data.get("newBalance").isNumber()).isTrue();
        assertThat(data.get("transactionId").asText()).isEqualTo(transactionId);
        assertThat(data.get("transactionType").asText()).isEqualTo("topup");
        assertThat(Instant.parse(data.get("timestamp").asText())).isBefore(Instant.now());
    }

    @Test
    void aPaymentTooLargeIsRefusedAndTold() {
        try (Phone annasPhone = Phone.connect(api, anna.token());
                Phone bensPhone = Phone.connect(api, ben.token())) {
            // given
            annasPhone.awaitFrame("balance_initial");
            bensPhone.awaitFrame("balance_initial");

            // when
            Answer refused = api.post(anna.token(), "/transactions", "{\"amount\":-10000.01,\"type\":\"payment\"}");

            // then
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.headers().get("content-type")).startsWith("application/problem+json");
            assertThat(refused.body().get("type").asText()).isEqualTo("urn:ballast:problem:insufficient-funds");
            JsonNode told = annasPhone.awaitFrame("balance_insufficient").data();
            assertThat(told.get("requiredAmount").decimalValue()).isEqualByComparingTo("10000.01");
            assertThat(told.get("currentBalance").decimalValue()).isEqualByComparingTo("10000");
            assertThat(told.get("shortfall").decimalValue()).isEqualByComparingTo("0.01");
            assertToldNothing(bensPhone);
            assertThat(anna.balance()).isEqualByComparingTo("10000");
        }
    }

    @Test
    void aTransferIsSeenByBothOwners() {
        try (Phone annasPhone = Phone.connect(api, anna.token());
                Phone bensPhone = Phone.connect(api, ben.token())) {
            // given
            annasPhone.awaitFrame("balance_initial");
            bensPhone.awaitFrame("balance_initial");

            // when
            Answer transfer = anna.transferTo(ben, "120.55");

            // then
            assertThat(transfer.status()).isEqualTo(201);
            JsonNode atAnnas = annasPhone.awaitFrame("balance_updated").data();
            JsonNode atBens = bensPhone.awaitFrame("balance_updated").data();
            assertThat(atAnnas.get("newBalance").decimalValue()).isEqualByComparingTo("9879.45");
            assertThat(atBens.get("newBalance").decimalValue()).isEqualByComparingTo("10120.55");
        }
    }

    @Test
    void theSocketAnswersWhatTheReferencesClientsAsk() {
        try (Phone phone = Phone.connect(api, anna.token())) {
            // given
            phone.awaitFrame("balance_initial");

            // when
            phone.send("{\"event\":\"subscribe_balance\"}");
            phone.send("{\"event\":\"get_current_balance\"}");

            // then
            phone.awaitFrame("balance_subscribed");
            assertThat(phone.awaitFrame("balance_current").data().get("balance").decimalValue())
                    .isEqualByComparingTo("10000");
        }
    }
}

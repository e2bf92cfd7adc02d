package io.ballast.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ballast.acceptance.Api.Answer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One origin for clients: health, refusals and errors look the same whichever service answers. */
class GatewayIT {

    @RegisterExtension
    static final RunningSet SET = RunningSet.shared();

    /** While a part is replaced under the set, as make acceptance-scale does, 503 is the honest answer. */
    private static final Duration FAILOVER = Duration.ofSeconds(30);

    @Test
    void healthIsOneAnswerForAllFour() {
        Answer health = await().atMost(FAILOVER)
                .until(() -> SET.api().getAnonymously("/api/health"), answer -> answer.status() == 200);

        assertThat(health.body().toString())
                .contains(List.of(
                        "ledger-service", "chain-balance-service", "notification-service", "auto-deposit-service"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/transactions/balance/cached", "/api/balance", "/v1/snapshots", "/v1/accounts/1", "/v1/wallets"
            })
    void withoutATokenEveryServiceRefuses(String path) {
        Answer refused = SET.api().getAnonymously(path);

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.headers()).containsKey("www-authenticate");
        assertProblem(refused, "unauthorized");
    }

    @Test
    void aSocketWithoutATokenIsRefused() {
        ThrowingCallable connect = () -> Phone.connect(SET.api(), "not-a-token");

        assertThatThrownBy(connect)
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("WebSocketHandshakeException");
    }

    @Test
    void anUnknownPathIsAProblem() {
        assertProblem(SET.api().getAnonymously("/no/such/path"), "not-found");
    }

    @Test
    void aForeignAccountIsNotFound() {
        Customer anna = Customer.withAccount(SET.api(), "anna");
        String stranger = SET.api().token("stranger", "user");
        String otherTenant = SET.api().token(anna.userId(), "user", "other");

        assertProblem(SET.api().get(stranger, "/v1/accounts/" + anna.accountId()), "account-not-found");
        assertProblem(SET.api().get(otherTenant, "/v1/accounts/" + anna.accountId()), "account-not-found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"amount\":0}", "{\"amount\":-1}", "{\"amount\":1.001}", "{\"amount\":\"NaN\"}", "{", "[]"})
    void badInputIsAProblemAndChangesNothing(String body) {
        Customer anna = Customer.withAccount(SET.api(), "anna");

        Answer refused = SET.api().post(anna.token(), "/transactions/topup", body);

        assertThat(refused.status()).isBetween(400, 422);
        assertThat(refused.body().get("type").asText()).startsWith("urn:ballast:problem:");
        assertThat(refused.body().toString()).doesNotContain("Exception").doesNotContain("io.ballast");
        assertThat(anna.balance()).isEqualByComparingTo("10000");
    }

    @Test
    void aRepeatedKeyGivesTheSavedAnswer() {
        Customer anna = Customer.withAccount(SET.api(), "anna");
        Customer ben = Customer.withAccount(SET.api(), "ben");
        String key = UUID.randomUUID().toString();

        Answer first = anna.transferTo(ben, "5.00", key);
        Answer second = anna.transferTo(ben, "5.00", key);
        Answer other = anna.transferTo(ben, "6.00", key);

        assertThat(second.status()).isEqualTo(first.status());
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(other.status()).isEqualTo(422);
        assertThat(anna.balance()).isEqualByComparingTo("9995");
    }

    @Test
    void aBrowserCanBeRegisteredForPushes() {
        Customer anna = Customer.withAccount(SET.api(), "anna");
        String key = SET.api()
                .get(anna.token(), "/v1/devices")
                .body()
                .get("webPushPublicKey")
                .asText();
        // any point of the curve is a browser's key: the sender's own is one
        String subscription =
                "{\"kind\":\"web-push\",\"subscription\":{\"endpoint\":\"https://fcm.googleapis.com/wp/acceptance-"
                        + UUID.randomUUID() + "\",\"keys\":{\"p256dh\":\"" + key
                        + "\",\"auth\":\"AAECAwQFBgcICQoLDA0ODw\"}}}";

        assertThat(SET.api().post(anna.token(), "/v1/devices", subscription).status())
                .isEqualTo(201);

        assertThat(SET.api().get(anna.token(), "/v1/devices").body().get("devices"))
                .hasSize(1);
    }

    private static void assertProblem(Answer answer, String code) {
        assertThat(answer.headers().get("content-type")).startsWith("application/problem+json");
        assertThat(answer.body().get("type").asText()).isEqualTo("urn:ballast:problem:" + code);
        assertThat(answer.body().get("status").asInt()).isEqualTo(answer.status());
    }
}

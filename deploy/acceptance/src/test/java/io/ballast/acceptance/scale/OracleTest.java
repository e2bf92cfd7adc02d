package io.ballast.acceptance.scale;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.ballast.events.json.EventJson;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An oracle that cannot be displeased would prove nothing. */
class OracleTest {

    private final Oracle oracle = new Oracle("mine");

    @Test
    void givenEverythingInOrder_whenJudged_thenNothingIsBroken() {
        see("balance_initial", "e:4", "\"accountId\":\"mine\",\"version\":1,\"balance\":10000.00");
        see("balance_updated", "e:5", "\"accountId\":\"mine\",\"version\":2,\"newBalance\":10001.00");
        see("transaction_completed", "e:6", "\"accountId\":\"mine\",\"version\":2,\"transactionId\":\"t2\"");

        assertThat(oracle.takeBroken()).isEmpty();
        assertThat(oracle.untold(Map.of("t1", 1L, "t2", 2L))).isEmpty();
        assertThat(oracle.balance()).isEqualByComparingTo("10001");
        assertThat(oracle.last()).contains("e:6");
    }

    @Test
    void givenASequenceThatIsMissing_whenJudged_thenItIsAGap() {
        begin();
        see("balance_updated", "e:6", "\"accountId\":\"mine\",\"version\":2,\"newBalance\":10001.00");

        assertThat(oracle.takeBroken()).containsExactly("not the next: e:6 after e:4");
    }

    @Test
    void givenASequenceThatIsLeftOutByName_whenALaterBalanceStandsForIt_thenNothingIsBroken() {
        begin();
        see("transaction_completed", "e:6", "\"accountId\":\"mine\",\"transactionId\":\"t2\",\"skipped\":[5]");
        assertThat(oracle.withoutSuccessor()).containsExactly(5L);
        see("balance_updated", "e:7", "\"accountId\":\"mine\",\"version\":3,\"newBalance\":1,\"conflates\":[5]");

        assertThat(oracle.takeBroken()).isEmpty();
        assertThat(oracle.withoutSuccessor()).isEmpty();
    }

    @Test
    void givenATransactionTwice_whenJudged_thenItIsTold() {
        begin();
        see("transaction_completed", "e:5", "\"accountId\":\"mine\",\"transactionId\":\"t2\"");
        see("transaction_completed", "e:6", "\"accountId\":\"mine\",\"transactionId\":\"t2\"");

        assertThat(oracle.takeBroken()).containsExactly("told twice: t2");
    }

    @Test
    void givenAnEventOfAnotherAccount_whenJudged_thenItIsTold() {
        begin();
        see("transaction_completed", "e:5", "\"accountId\":\"yours\",\"transactionId\":\"t2\"");

        assertThat(oracle.takeBroken()).hasSize(1).first().asString().startsWith("somebody else's");
    }

    @Test
    void givenATransactionThatNobodyToldOf_whenJudged_thenItIsUntoldUntilItIsSettled() {
        begin();

        assertThat(oracle.untold(Map.of("t1", 1L, "t2", 2L))).containsExactly("t2");
        oracle.settle(List.of("t2"));
        assertThat(oracle.untold(Map.of("t2", 2L))).isEmpty();
    }

    @Test
    void givenAStreamThatBeginsAnew_whenItHasAnotherEpoch_thenItsBalanceStandsForWhatWasUntold() {
        begin();
        see("balance_initial", "f:0", "\"accountId\":\"mine\",\"version\":5,\"balance\":10004.00");

        assertThat(oracle.takeBroken()).isEmpty();
        assertThat(oracle.untold(Map.of("t5", 5L, "t6", 6L))).containsExactly("t6");
        assertThat(oracle.beginningsAnew()).isOne();
    }

    @Test
    void givenAnotherEpoch_whenThereWasNoBeginning_thenItIsTold() {
        begin();
        see("transaction_completed", "f:5", "\"accountId\":\"mine\",\"transactionId\":\"t2\"");

        assertThat(oracle.takeBroken()).containsExactly("another epoch without a beginning: f:5 after e:4");
    }

    private void begin() {
        see("balance_initial", "e:4", "\"accountId\":\"mine\",\"version\":1,\"balance\":10000.00");
    }

    private void see(String event, String id, String data) {
        try {
            oracle.see(EventJson.mapper()
                    .readTree("{\"event\":\"%s\",\"id\":\"%s\",\"data\":{%s}}".formatted(event, id, data)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}

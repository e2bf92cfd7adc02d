package io.ballast.bench.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeliveriesTest {

    private static final int USER = 3;
    private static final int NONE_BEFORE = -1;

    private final Deliveries deliveries = new Deliveries();

    @Test
    void givenMessagesOfAUser_whenItsSocketGetsThemInOrder_thenNothingIsBroken() {
        int first = send(USER);
        int second = send(USER);

        deliveries.receive(USER, NONE_BEFORE, first, 0);
        deliveries.receive(USER, first, second, 0);

        assertThat(deliveries.broken()).isNull();
        assertThat(deliveries.done()).isEqualTo(2);
        assertThat(deliveries.takeLatencies().size()).isEqualTo(2);
    }

    @Test
    void givenABalanceThatStandsForOthers_whenItArrives_thenTheyAreDoneAndCounted() {
        send(USER);
        send(USER);
        int last = send(USER);

        deliveries.receive(USER, NONE_BEFORE, last, 2);

        assertThat(deliveries.done()).isEqualTo(3);
        assertThat(deliveries.conflated()).isEqualTo(2);
    }

    @Test
    void givenAMessage_whenItArrivesTwice_thenThatIsBroken() {
        int number = send(USER);

        deliveries.receive(USER, NONE_BEFORE, number, 0);
        deliveries.receive(USER, number, number, 0);

        assertThat(deliveries.broken()).isEqualTo("user 3 got message 0 after 0");
        assertThat(deliveries.done()).isEqualTo(1);
    }

    @Test
    void givenAMessageOfAnother_whenASocketGetsIt_thenThatIsBroken() {
        int number = send(USER + 1);

        deliveries.receive(USER, NONE_BEFORE, number, 0);

        assertThat(deliveries.broken()).contains("message 0 of user 4");
    }

    @Test
    void givenAMessageForEverybody_whenASocketGetsIt_thenNothingIsBroken() {
        int number = send(Deliveries.EVERYBODY);

        deliveries.receive(USER, NONE_BEFORE, number, 0);

        assertThat(deliveries.broken()).isNull();
    }

    @Test
    void givenNothingWasSent_whenASocketGetsSomething_thenThatIsBroken() {
        deliveries.receive(USER, NONE_BEFORE, 7, 0);

        assertThat(deliveries.broken()).contains("was not sent");
    }

    private int send(int user) {
        return deliveries.send(user, System.nanoTime());
    }
}

package io.ballast.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ballast.events.Event;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** The trace of a request goes on with the events that it caused. */
@QuarkusTest
class TraceIT extends RunningService {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    @Test
    void givenARequestWithATrace_whenItMovesMoney_thenItsEventsBelongToTheTrace() {
        // given
        openAccount(user);

        // when
        once(asUser())
                .header("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01")
                .body(payment("-1"))
                .post("/transactions")
                .then()
                .statusCode(201);

        // then
        try (EventsFixture events = new EventsFixture(broker.bootstrapServers())) {
            eventually().until(() -> events.of(TENANT, user).size() == 4);
            for (Event<?> event : events.of(TENANT, user).subList(2, 4)) {
                assertEquals(TRACE, event.traceparent().split("-")[1]);
            }
        }
    }
}

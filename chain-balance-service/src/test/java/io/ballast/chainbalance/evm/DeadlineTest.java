package io.ballast.chainbalance.evm;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ballast.chainbalance.provider.RpcException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Clock AT_NOON = Clock.fixed(NOON, ZoneOffset.UTC);

    @Test
    void givenTimeIsLeft_whenChecked_thenTheCallMayBeMade() {
        // then
        assertDoesNotThrow(Deadline.in(Duration.ofSeconds(20), AT_NOON)::check);
    }

    @Test
    void givenTheTimeIsOver_whenChecked_thenTheNetworkGaveNoAnswer() {
        // given
        Deadline over = new Deadline(AT_NOON, NOON.minusMillis(1));

        // then
        assertEquals(
                "rpc_timeout", assertThrows(RpcException.class, over::check).code());
    }
}

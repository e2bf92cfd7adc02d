package io.ballast.events.json;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.math.BigDecimal;
import java.time.Instant;

/** An answer with what the shared JSON form is about. */
@Path("/amount")
class AmountResource {

    record Amount(BigDecimal balance, BigDecimal raw, String nothing, Instant asOf) {}

    @GET
    public Amount amount() {
        return new Amount(
                new BigDecimal("150.50"), new BigDecimal("1E-19"), null, Instant.parse("2026-11-04T10:30:00Z"));
    }
}

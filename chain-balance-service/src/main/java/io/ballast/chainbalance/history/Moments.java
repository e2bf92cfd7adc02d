package io.ballast.chainbalance.history;

import io.ballast.chainbalance.problem.Problems;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/** Reads moments of a query: RFC 3339, to the database's microsecond. */
public final class Moments {

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private Moments() {}

    /**
     * The moment that the text names.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 400 if it is none, or not of the years 1970 to 9999
     */
    public static Instant read(String name, String text) {
        try {
            Instant moment = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
            if (!moment.isBefore(Instant.EPOCH) && !moment.isAfter(LATEST)) {
                return moment;
            }
        } catch (DateTimeException noMoment) {
            // Said below, as for one out of range.
        }
        throw Problems.invalid(name, name + " is an RFC 3339 date-time such as 2026-01-31T12:00:00Z.");
    }
}

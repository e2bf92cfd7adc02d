package io.ballast.autodeposit.deposit;

import io.ballast.autodeposit.problem.Problems;
import io.ballast.autodeposit.security.Caller;
import io.ballast.autodeposit.snapshot.SnapshotCursor;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/**
 * The query of a request for deposits as it was typed. The parameters are read here and not by the framework, which would
 * answer an unreadable one with 404.
 */
public class DepositParameters {

    private static final int USUAL = 50;
    private static final int MOST = 200;
    private static final OffsetDateTime BEGINNING = OffsetDateTime.of(1, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
    private static final OffsetDateTime END = OffsetDateTime.of(9999, 12, 31, 0, 0, 0, 0, ZoneOffset.UTC);
    private static final UUID LAST_ID = new UUID(-1L, -1L);

    @QueryParam("from")
    @Parameter(
            description = "The earliest time, inclusive.",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    String from;

    @QueryParam("to")
    @Parameter(description = "The end, exclusive.", schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    String to;

    @QueryParam("state")
    @Parameter(description = "Only deposits in this state.")
    String state;

    @QueryParam("limit")
    @Parameter(
            description = "How many at most, 50 where it is left out; more than 200 is answered with 200.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1"))
    String limit;

    @QueryParam("cursor")
    @Parameter(description = "The `nextCursor` of the page before.")
    String cursor;

    @QueryParam("userId")
    @Parameter(description = "Whose deposits; only an admin or a service may name another user.")
    String userId;

    Optional<String> requestedUser() {
        return given(userId).map(DepositParameters::userId);
    }

    /** The filter these parameters describe, or the problem that says which one can not be understood. */
    DepositFilter toFilter(String owner) {
        Optional<SnapshotCursor> after = given(cursor).map(DepositParameters::cursor);
        return new DepositFilter(
                owner,
                given(from).map(text -> time("from", text)).orElse(BEGINNING),
                given(to).map(text -> time("to", text)).orElse(END),
                after.map(place -> place.createdAt().atOffset(ZoneOffset.UTC)).orElse(END),
                after.map(SnapshotCursor::id).orElse(LAST_ID),
                given(state).map(DepositParameters::state).orElse(null),
                Math.min(given(limit).map(DepositParameters::limit).orElse(USUAL), MOST));
    }

    private static Optional<String> given(String text) {
        return Optional.ofNullable(text).filter(value -> !value.isEmpty());
    }

    private static String userId(String text) {
        if (Caller.isSubject(text)) {
            return text;
        }
        throw Problems.invalidParameter("userId", "is not 1 to 128 characters without control characters");
    }

    private static OffsetDateTime time(String parameter, String text) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            return time.isBefore(BEGINNING) ? BEGINNING : time.isAfter(END) ? END : time;
        } catch (DateTimeException unreadable) {
            throw Problems.invalidParameter(parameter, "is not an RFC 3339 time like 2026-11-21T09:30:00Z");
        }
    }

    private static String state(String text) {
        return Arrays.stream(DepositState.values())
                .map(DepositState::wireName)
                .filter(text::equals)
                .findFirst()
                .orElseThrow(() -> Problems.invalidParameter("state", "is no state of a deposit"));
    }

    private static SnapshotCursor cursor(String text) {
        return SnapshotCursor.decode(text)
                .filter(place -> place.createdAt().isAfter(BEGINNING.toInstant())
                        && place.createdAt().isBefore(END.toInstant()))
                .orElseThrow(() -> Problems.invalidParameter("cursor", "is not a nextCursor of this service"));
    }

    private static int limit(String text) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1) {
                return limit;
            }
        } catch (NumberFormatException unreadable) {
            // told below, like a number out of range
        }
        throw Problems.invalidParameter("limit", "is not a whole number from 1");
    }
}

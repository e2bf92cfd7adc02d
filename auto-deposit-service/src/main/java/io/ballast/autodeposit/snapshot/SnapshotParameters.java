package io.ballast.autodeposit.snapshot;

import io.ballast.autodeposit.problem.Problems;
import io.ballast.autodeposit.security.Caller;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/**
 * The query of a history request as it was typed. The parameters are read here and not by the framework, which would
 * answer an unreadable one with 404.
 */
public class SnapshotParameters {

    @QueryParam("from")
    @Parameter(
            description = "The earliest time, inclusive.",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    String from;

    @QueryParam("to")
    @Parameter(description = "The end, exclusive.", schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    String to;

    @QueryParam("type")
    @Parameter(
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"poll", "webhook", "manual", "auto_deposit_trigger"}))
    String type;

    @QueryParam("limit")
    @Parameter(
            description = "How many at most; more than the service's page size is answered with a full page.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1"))
    String limit;

    @QueryParam("cursor")
    @Parameter(description = "The `nextCursor` of the page before.")
    String cursor;

    @QueryParam("userId")
    @Parameter(description = "Whose snapshots; only an admin or a service may name another user.")
    String userId;

    /** Whose snapshots are asked for, if the request names somebody. */
    Optional<String> requestedUser() {
        return given(userId).map(SnapshotParameters::userId);
    }

    /** The filter these parameters describe, or the problem that says which one can not be understood. */
    SnapshotFilter toFilter(String owner, SnapshotConfig config) {
        return new SnapshotFilter(
                owner,
                given(from).map(text -> time("from", text)),
                given(to).map(text -> time("to", text)),
                given(type).map(SnapshotParameters::type),
                given(cursor).map(SnapshotParameters::cursor),
                Math.min(given(limit).map(SnapshotParameters::limit).orElse(config.pageSize()), config.maxPageSize()));
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

    private static Instant time(String parameter, String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException unreadable) {
            throw Problems.invalidParameter(parameter, "is not an RFC 3339 time like 2026-11-21T09:30:00Z");
        }
    }

    private static SnapshotType type(String text) {
        return SnapshotType.ofWireName(text)
                .orElseThrow(() ->
                        Problems.invalidParameter("type", "is none of poll, webhook, manual, auto_deposit_trigger"));
    }

    private static SnapshotCursor cursor(String text) {
        return SnapshotCursor.decode(text)
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

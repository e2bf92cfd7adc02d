package io.ballast.notification.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballast.events.EventData;
import io.ballast.events.json.EventJson;
import io.ballast.events.ledger.BalanceHeld;
import io.ballast.events.ledger.BalanceInsufficient;
import io.ballast.events.ledger.BalanceUpdated;
import io.ballast.events.ledger.TransactionCompleted;
import io.ballast.events.ledger.TransactionFailed;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * The {@code data} of the frames, one record for each event of the reference (reference/websocket-balance-updates.md):
 * its fields first, then what Ballast adds. Fields without a value are left out.
 */
final class Payloads {

    private Payloads() {}

    record Updated(
            BigDecimal newBalance,
            BigDecimal previousBalance,
            UUID transactionId,
            String transactionType,
            BigDecimal amount,
            Instant timestamp,
            UUID accountId,
            String asset,
            long version) {

        static Updated of(BalanceUpdated data) {
            return new Updated(
                    data.newBalance(),
                    data.previousBalance(),
                    data.transactionId(),
                    data.transactionType(),
                    data.amount(),
                    data.timestamp(),
                    data.accountId(),
                    data.asset(),
                    data.version());
        }
    }

    record Completed(
            UUID transactionId,
            String transactionType,
            BigDecimal amount,
            BigDecimal newBalance,
            Instant timestamp,
            UUID accountId,
            String asset,
            long version) {

        static Completed of(TransactionCompleted data) {
            return new Completed(
                    data.transactionId(),
                    data.transactionType(),
                    data.amount(),
                    data.newBalance(),
                    data.timestamp(),
                    data.accountId(),
                    data.asset(),
                    data.version());
        }
    }

    record Failed(
            UUID transactionId,
            String transactionType,
            Instant timestamp,
            BigDecimal amount,
            String reason,
            UUID accountId,
            String asset) {

        static Failed of(TransactionFailed data) {
            return new Failed(
                    data.transactionId(),
                    data.transactionType(),
                    data.timestamp(),
                    data.amount(),
                    data.reason(),
                    data.accountId(),
                    data.asset());
        }
    }

    record Insufficient(
            BigDecimal requiredAmount,
            BigDecimal currentBalance,
            BigDecimal shortfall,
            Instant timestamp,
            String transactionType,
            UUID accountId,
            String asset) {

        static Insufficient of(BalanceInsufficient data) {
            return new Insufficient(
                    data.requiredAmount(),
                    data.currentBalance(),
                    data.shortfall(),
                    data.timestamp(),
                    data.transactionType(),
                    data.accountId(),
                    data.asset());
        }
    }

    /** What the reference does not know: an account keeps more or less back than before. */
    record Held(
            BigDecimal balance,
            BigDecimal held,
            BigDecimal available,
            BigDecimal change,
            String reason,
            UUID holdId,
            Instant timestamp,
            UUID accountId,
            String asset,
            long version,
            long holdVersion) {

        static Held of(BalanceHeld data) {
            return new Held(
                    data.balance(),
                    data.held(),
                    data.available(),
                    data.change(),
                    data.reason(),
                    data.holdId(),
                    data.timestamp(),
                    data.accountId(),
                    data.asset(),
                    data.version(),
                    data.holdVersion());
        }
    }

    /** Who it is for goes without saying on the user's own socket. */
    @JsonIgnoreProperties({"userId", "ownerType"})
    private abstract static class WithoutOwner {}

    /** Events of other topics than the reference's go out as they came, without their owner. */
    private static final ObjectMapper MAPPER = EventJson.mapper().copy().addMixIn(EventData.class, WithoutOwner.class);

    static String json(Object payload) {
        try {
            return MAPPER.writeValueAsString(payload);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.ballast.chainbalance.stellar;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.chainbalance.provider.RpcException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An operation that moved something, as Horizon lists it.
 *
 * @param id its number: ledger, transaction and its place there, counted from 1 (SEP-35)
 * @param movements what it moved, as far as the list tells the amounts
 * @param isOne whether it is of a kind that moves exactly one thing, so that exactly one event tells of it
 */
record HorizonPayment(long id, List<Movement> movements, boolean isOne, String transaction, Instant closedAt) {

    /**
     * One amount from one to another.
     *
     * @param from empty where none is named
     * @param asset {@code native} or {@code CODE:ISSUER}
     * @param units in the smallest unit
     */
    record Movement(Optional<String> from, String to, String asset, BigInteger units) {}

    HorizonPayment {
        movements = List.copyOf(movements);
    }

    /** Kinds whose amounts are not in the list, such as merged accounts, move nothing that is known. */
    static HorizonPayment of(JsonNode record) throws RpcException {
        String type = text(record, "type");
        return new HorizonPayment(
                id(record),
                record.path("transaction_successful").asBoolean(true) ? movements(type, record) : List.of(),
                type.equals("payment") || type.equals("create_account"),
                text(record, "transaction_hash"),
                closedAt(record));
    }

    long ledger() {
        return id >>> Integer.SIZE;
    }

    private static List<Movement> movements(String type, JsonNode record) throws RpcException {
        return switch (type) {
            case "create_account" ->
                List.of(new Movement(
                        Optional.of(text(record, "funder")),
                        text(record, "account"),
                        StellarAsset.NATIVE,
                        units(text(record, "starting_balance"))));
            case "payment", "path_payment_strict_receive", "path_payment_strict_send" -> List.of(movement(record));
            case "invoke_host_function" -> changes(record);
            default -> List.of();
        };
    }

    /** What a contract moved of assets that accounts hold, too. */
    private static List<Movement> changes(JsonNode record) throws RpcException {
        List<Movement> movements = new ArrayList<>();
        for (JsonNode change : record.path("asset_balance_changes")) {
            if (change.hasNonNull("to")) {
                movements.add(movement(change));
            }
        }
        return movements;
    }

    private static Movement movement(JsonNode json) throws RpcException {
        return new Movement(
                Optional.ofNullable(json.path("from").textValue()),
                text(json, "to"),
                asset(json),
                units(text(json, "amount")));
    }

    private static String asset(JsonNode json) throws RpcException {
        return "native".equals(json.path("asset_type").asText())
                ? StellarAsset.NATIVE
                : text(json, "asset_code") + ":" + text(json, "asset_issuer");
    }

    private static BigInteger units(String amount) throws RpcException {
        try {
            return new BigDecimal(amount).movePointRight(StellarAsset.DECIMALS).toBigIntegerExact();
        } catch (ArithmeticException | NumberFormatException notAnAmount) {
            throw malformed();
        }
    }

    private static long id(JsonNode record) throws RpcException {
        try {
            return Long.parseLong(text(record, "id"));
        } catch (NumberFormatException notANumber) {
            throw malformed();
        }
    }

    private static Instant closedAt(JsonNode record) throws RpcException {
        try {
            return Instant.parse(text(record, "created_at"));
        } catch (DateTimeParseException notATime) {
            throw malformed();
        }
    }

    private static String text(JsonNode json, String field) throws RpcException {
        JsonNode value = json.path(field);
        if (!value.isTextual()) {
            throw malformed();
        }
        return value.asText();
    }

    private static RpcException malformed() {
        return RpcException.unavailable("rpc_malformed");
    }
}

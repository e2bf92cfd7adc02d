package io.ballast.notification.push.device;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a user wants to be told on devices.
 *
 * @param deposits whether what becomes of deposits is told
 * @param thresholds by asset: changes of at least so much are told; of other assets as the service is configured
 */
public record Preferences(boolean deposits, Map<String, BigDecimal> thresholds, Optional<QuietHours> quietHours) {

    /** What holds for a user who has said nothing. */
    public static final Preferences DEFAULT = new Preferences(true, Map.of(), Optional.empty());

    private static final int MAX_THRESHOLDS = 50;
    private static final int MAX_DIGITS = 60;
    private static final Pattern ASSET = Pattern.compile("[^\\p{Cntrl}\\p{Cs}]{1,64}");
    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");
    private static final Set<String> FIELDS = Set.of("deposits", "thresholds", "quietHours");
    private static final Set<String> QUIET_FIELDS = Set.of("from", "to", "timeZone");

    public Preferences {
        thresholds = Map.copyOf(thresholds);
    }

    /** Is thrown for JSON that says no preferences; its message is for the client. */
    static final class Unreadable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private Unreadable(String detail) {
            super(detail, null, false, false);
        }
    }

    /**
     * Reads JSON; what is left out has its default.
     *
     * @throws Unreadable with a sentence for the client
     */
    static Preferences of(JsonNode body) {
        require(body.isObject() && hasOnly(body, FIELDS), "The fields are deposits, thresholds and quietHours.");
        JsonNode deposits = body.path("deposits");
        require(deposits.isMissingNode() || deposits.isBoolean(), "deposits is true or false.");
        return new Preferences(
                deposits.asBoolean(true), thresholds(body.path("thresholds")), quietHours(body.path("quietHours")));
    }

    private static Map<String, BigDecimal> thresholds(JsonNode node) {
        require(
                node.isMissingNode() || node.isObject() && node.size() <= MAX_THRESHOLDS,
                "thresholds are at most 50 numbers by asset.");
        Map<String, BigDecimal> thresholds = new TreeMap<>();
        node.properties().forEach(entry -> thresholds.put(asset(entry.getKey()), threshold(entry.getValue())));
        return thresholds;
    }

    private static String asset(String text) {
        require(ASSET.matcher(text).matches(), "An asset is a text of at most 64 characters.");
        return text;
    }

    private static BigDecimal threshold(JsonNode node) {
        String detail = "A threshold is a number from 0 with at most 60 digits.";
        require(node.isNumber(), detail);
        BigDecimal value = node.decimalValue();
        require(
                value.signum() >= 0 && value.precision() <= MAX_DIGITS && Math.abs((long) value.scale()) <= MAX_DIGITS,
                detail);
        return value;
    }

    private static Optional<QuietHours> quietHours(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        require(node.isObject() && hasOnly(node, QUIET_FIELDS), "quietHours has from, to and timeZone.");
        LocalTime from = time(node.path("from"));
        LocalTime to = time(node.path("to"));
        require(!from.equals(to), "quietHours begin and end at different times.");
        return Optional.of(new QuietHours(from, to, zone(node.path("timeZone"))));
    }

    private static LocalTime time(JsonNode node) {
        require(node.isTextual() && TIME.matcher(node.textValue()).matches(), "from and to are times such as 22:00.");
        return LocalTime.parse(node.textValue());
    }

    private static ZoneId zone(JsonNode node) {
        try {
            return ZoneId.of(node.asText());
        } catch (DateTimeException unknown) {
            throw new Unreadable("timeZone is a name such as Europe/Berlin.");
        }
    }

    private static boolean hasOnly(JsonNode node, Set<String> fields) {
        return node.properties().stream().allMatch(field -> fields.contains(field.getKey()));
    }

    private static void require(boolean holds, String detail) {
        if (!holds) {
            throw new Unreadable(detail);
        }
    }
}

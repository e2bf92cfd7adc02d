package io.ballast.infrastructure.hedera;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ids of accounts and tokens: {@code 0.0.N}, or the number alone. There is one shard and one realm. */
final class EntityId {

    private static final Pattern FORM = Pattern.compile("(?:0\\.0\\.)?(\\d{1,10})");

    private EntityId() {}

    static String text(long number) {
        return "0.0." + number;
    }

    static Optional<Long> parse(String text) {
        Matcher id = FORM.matcher(text);
        return id.matches() ? Optional.of(Long.parseLong(id.group(1))) : Optional.empty();
    }
}

package io.ballast.bench.fanout;

import io.ballast.bench.load.HttpText;
import java.time.Instant;
import java.util.Locale;

/** A change of a balance, as events and frames tell it. Its number is the end of the transaction's id. */
final class Message {

    /** What is before the digits of the number. */
    static final String MARKER = "\"transactionId\":\"00000000-0000-4000-8000-";

    static final int DIGITS = 12;

    private Message() {}

    /** The data of a frame of notification-service; peers send the same. */
    static String frameData(int user, long version, int number) {
        return "{\"newBalance\":" + version + ".00,\"previousBalance\":" + (version - 1) + ".00," + change(number)
                + ",\"timestamp\":\"" + Instant.now() + "\",\"accountId\":\"" + account(user)
                + "\",\"asset\":\"USD\",\"version\":" + version + "}";
    }

    /** The data of {@code balance_updated} on Kafka. */
    static String eventData(int user, long version, int number) {
        return "{\"userId\":\"" + Peer.room(user) + "\",\"ownerType\":\"user\",\"accountId\":\"" + account(user)
                + "\",\"asset\":\"USD\",\"version\":" + version + ",\"newBalance\":" + version
                + ".00,\"previousBalance\":" + (version - 1) + ".00," + change(number) + ",\"timestamp\":\""
                + Instant.now() + "\"}";
    }

    static String account(int user) {
        return HttpText.account(Math.max(0, user));
    }

    private static String change(int number) {
        return String.format(Locale.ROOT, "%s%012d\",\"transactionType\":\"topup\",\"amount\":1.00", MARKER, number);
    }
}

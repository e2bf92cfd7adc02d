package io.ballast.infrastructure.stellar;

/**
 * What a node does wrong.
 *
 * @param kind what it does
 * @param method the only RPC method (on Horizon: the first segment of the path) it does so for; empty for all
 * @param value milliseconds of {@link Kind#DELAY}, the status of {@link Kind#STATUS}; else of no matter
 * @param retryAfter the seconds that a status is sent with, 0 for none
 * @param times how often it still does so; negative for ever
 */
public record Fault(Kind kind, String method, int value, int retryAfter, int times) {

    /** What can go wrong. */
    public enum Kind {
        /** Answers late. */
        DELAY,
        /** Answers with a status in place of the answer. */
        STATUS,
        /** Answers something that is no JSON. */
        GARBAGE,
        /** Does what it is asked and closes the connection without an answer. */
        LOSE_REPLY,
        /** Says {@code TRY_AGAIN_LATER} to every transaction. */
        TRY_AGAIN_LATER,
        /** Names another network. */
        WRONG_NETWORK,
        /** Sees no ledger after the one that was newest when it began to lag. */
        LAG
    }

    public Fault {
        if (times == 0) {
            throw new IllegalArgumentException("A fault happens at least once");
        }
    }

    public static Fault delay(int millis) {
        return new Fault(Kind.DELAY, "", millis, 0, -1);
    }

    public static Fault status(int status) {
        return new Fault(Kind.STATUS, "", status, 0, -1);
    }

    /** 429 with {@code Retry-After}. */
    public static Fault throttled(int retryAfterSeconds) {
        return new Fault(Kind.STATUS, "", 429, retryAfterSeconds, -1);
    }

    public static Fault garbage() {
        return new Fault(Kind.GARBAGE, "", 0, 0, -1);
    }

    public static Fault loseReply() {
        return new Fault(Kind.LOSE_REPLY, "", 0, 0, -1);
    }

    public static Fault tryAgainLater() {
        return new Fault(Kind.TRY_AGAIN_LATER, "", 0, 0, -1);
    }

    public static Fault wrongNetwork() {
        return new Fault(Kind.WRONG_NETWORK, "", 0, 0, -1);
    }

    public static Fault lag() {
        return new Fault(Kind.LAG, "", 0, 0, -1);
    }

    /** The same for one method only. */
    public Fault of(String onlyMethod) {
        return new Fault(kind, onlyMethod, value, retryAfter, times);
    }

    /** The same so many times, and then no more. */
    public Fault times(int number) {
        return new Fault(kind, method, value, retryAfter, number);
    }

    boolean concerns(String called) {
        return method.isEmpty() || method.equals(called);
    }
}

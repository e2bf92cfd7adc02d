package io.ballast.chainbalance.provider;

import java.time.Duration;
import java.util.Optional;

/** A call to a provider gave no answer. Carries a stable code and nothing of the URL, the host or the provider's own words. */
public final class RpcException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final Kind kind;
    private final transient Optional<Duration> retryAfter;

    /** What a failure says of the provider. */
    public enum Kind {
        /** It is of no use for now. */
        UNAVAILABLE,
        /** It wants to be left alone for a while. */
        THROTTLED,
        /** It answers, but refuses this call; half of it may pass. */
        REFUSED,
        /** It answers, and is not as far as what is asked for; another may be. */
        BEHIND
    }

    private RpcException(String code, Kind kind, Optional<Duration> retryAfter) {
        super(code, null, false, false);
        this.code = code;
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    /** The provider is of no use for now. */
    public static RpcException unavailable(String code) {
        return new RpcException(code, Kind.UNAVAILABLE, Optional.empty());
    }

    /** @param retryAfter when it may be asked again, if it said so */
    public static RpcException throttled(Optional<Duration> retryAfter) {
        return new RpcException("rpc_throttled", Kind.THROTTLED, retryAfter);
    }

    /** The provider answers, but refuses this call; half of it may pass. */
    public static RpcException refused(String code) {
        return new RpcException(code, Kind.REFUSED, Optional.empty());
    }

    /** The provider answers, but is not as far as others were, or moves on while it is asked. */
    public static RpcException behind(String code) {
        return new RpcException(code, Kind.BEHIND, Optional.empty());
    }

    public String code() {
        return code;
    }

    public Kind kind() {
        return kind;
    }

    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    public boolean worthHalving() {
        return kind == Kind.REFUSED;
    }
}

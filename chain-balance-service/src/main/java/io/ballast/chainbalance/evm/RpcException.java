package io.ballast.chainbalance.evm;

/** An RPC call gave no answer. Carries a stable code and nothing of the URL, the host or the node's own words. */
final class RpcException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final boolean tooMuch;

    private RpcException(String code, boolean tooMuch) {
        super(code, null, false, false);
        this.code = code;
        this.tooMuch = tooMuch;
    }

    /** The provider is of no use for now. */
    static RpcException unavailable(String code) {
        return new RpcException(code, false);
    }

    /** The provider answers, but refuses this call; half of it may pass. */
    static RpcException refused(String code) {
        return new RpcException(code, true);
    }

    String code() {
        return code;
    }

    boolean worthHalving() {
        return tooMuch;
    }
}

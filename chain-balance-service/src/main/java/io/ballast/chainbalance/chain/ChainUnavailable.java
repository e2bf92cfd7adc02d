package io.ballast.chainbalance.chain;

/** A network gave no usable answer. Carries a stable code only: an RPC URL can hold a credential or a private address. */
public final class ChainUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    /** @param code a stable word, for example {@code rpc_unreachable} */
    public ChainUnavailable(String code) {
        super(code, null, false, false);
        this.code = code;
    }

    public String code() {
        return code;
    }
}

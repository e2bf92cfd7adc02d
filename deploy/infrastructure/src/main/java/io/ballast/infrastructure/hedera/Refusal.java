package io.ballast.infrastructure.hedera;

import com.hedera.hashgraph.sdk.proto.ResponseCodeEnum;

/** The network does not do what was asked, with its own word for why. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final ResponseCodeEnum code;

    Refusal(ResponseCodeEnum code) {
        super(code.name(), null, false, false);
        this.code = code;
    }

    ResponseCodeEnum code() {
        return code;
    }

    static void unless(boolean holds, ResponseCodeEnum code) throws Refusal {
        if (!holds) {
            throw new Refusal(code);
        }
    }
}

package io.ballast.infrastructure.stellar;

/** A JSON-RPC error. */
final class RpcError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int code;

    private RpcError(int code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    static RpcError parse() {
        return new RpcError(-32700, "parse error");
    }

    static RpcError invalidRequest(String message) {
        return new RpcError(-32600, message);
    }

    static RpcError unknownMethod(String method) {
        return new RpcError(-32601, "no such method \"" + method + "\"");
    }

    static RpcError invalidParameters(String message) {
        return new RpcError(-32602, message);
    }

    int code() {
        return code;
    }
}

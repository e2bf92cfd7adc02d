package io.ballast.bench;

/** The endpoint that the cached balance is compared with: the same checks of the token, and an answer from memory. */
final class Constant {

    static final String PATH = "/v1/assets/default";

    private Constant() {}
}

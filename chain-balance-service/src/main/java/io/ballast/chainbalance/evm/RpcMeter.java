package io.ballast.chainbalance.evm;

/** Counts calls to nodes. */
@FunctionalInterface
interface RpcMeter {

    void called(String method);
}

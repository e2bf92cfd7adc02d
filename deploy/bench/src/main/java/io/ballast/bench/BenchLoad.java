package io.ballast.bench;

/** What can be put on the service, each beside its peer: a run measures all, or those that are named. */
enum BenchLoad {
    SPREAD,
    HOT,
    BATCHES,
    LATENCY,
    READS,
    GROWN
}

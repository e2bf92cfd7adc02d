package io.ballast.chainbalance.provider;

/**
 * One URL of a network.
 *
 * @param number its place in the configuration, beginning with 1: the only name under which it is logged and measured
 * @param client what talks to it
 */
record Provider<C>(int number, C client, ProviderHealth health) {}

/**
 * The set as it is in a cluster, on one machine: replicas of every service on parts that survive the loss of one of them.
 * Runs by {@code make acceptance-scale}, and not with the other tests.
 */
package io.ballast.acceptance.scale;

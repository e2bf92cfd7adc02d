/** A Hedera network in small: consensus node by gRPC, mirror node by REST. Runs in a JVM of its own. */
package io.ballast.infrastructure.hedera;

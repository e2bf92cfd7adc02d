/**
 * The real parts of the set without Docker: PostgreSQL, Kafka, Redis, an EVM node, and tokens. Each part listens on
 * loopback only, can be killed and restarted, says in one line why it does not start, and does not outlive this JVM.
 */
package io.ballast.infrastructure;

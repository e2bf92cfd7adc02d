/**
 * A Stellar network of one process that the unmodified SDKs talk to: Stellar RPC, Horizon and a faucet in front of a
 * ledger that verifies and applies real transactions. Written from the public protocol description; what it leaves out
 * is said in the module's README. {@link io.ballast.infrastructure.StellarSandbox} runs it as a part.
 */
package io.ballast.infrastructure.stellar;

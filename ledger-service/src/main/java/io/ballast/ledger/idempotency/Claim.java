package io.ballast.ledger.idempotency;

/**
 * What a request with an Idempotency-Key asks to be done once.
 *
 * @param userId whose key it is: two users may choose the same
 * @param key the header's value, 1 to 255 printable ASCII characters
 * @param requestHash tells requests apart that were sent under one key
 */
public record Claim(String userId, String key, String requestHash) {}

package io.ballast.ledger.idempotency;

/**
 * What a request was answered with, so that it can be answered with the same again.
 *
 * @param status the HTTP status; from 400 on the body is a problem
 * @param location the Location header, or null
 * @param body JSON, byte for byte
 */
public record Answer(int status, String location, String body) {}

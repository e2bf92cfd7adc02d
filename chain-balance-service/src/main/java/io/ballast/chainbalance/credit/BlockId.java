package io.ballast.chainbalance.credit;

/** One block of one branch of a chain. */
public record BlockId(long height, String hash) {}

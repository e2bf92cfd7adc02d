package io.ballast.ledger.settlement;

import io.ballast.ledger.problem.ProblemCode;

/**
 * Why a purchase can not be settled.
 *
 * @param index its place in the request, from 0
 */
record Flaw(int index, ProblemCode code, String detail) {}

package io.ballast.ledger.openapi;

/** Problems as they are answered, for the description of the API only. */
final class ProblemExamples {

    static final String ACCOUNT_NOT_FOUND = """
            {
              "type": "urn:ballast:problem:account-not-found",
              "title": "There is no such account",
              "status": 404,
              "code": "account-not-found"
            }""";

    static final String INSUFFICIENT_FUNDS = """
            {
              "type": "urn:ballast:problem:insufficient-funds",
              "title": "The account does not hold enough",
              "status": 422,
              "instance": "/transactions",
              "code": "insufficient-funds",
              "requiredAmount": 120.00,
              "currentBalance": 50.50,
              "shortfall": 69.50,
              "asset": "USD"
            }""";

    private ProblemExamples() {}
}

package io.ballast.ledger.idempotency;

import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.problem.Problems;
import io.ballast.ledger.security.Caller;
import java.util.regex.Pattern;

/** Reads the header that every request which moves money must have. */
public final class Claims {

    public static final String HEADER = "Idempotency-Key";

    /** For the description of the API. */
    public static final String DESCRIPTION =
            "Chosen by the client for each thing it wants done: 1 to 255 printable ASCII"
                    + " characters. The same request under the same key is done once and answered the same; another request under it"
                    + " is refused with 422, one that meets the first in flight with 409.";

    private static final Pattern PRINTABLE_ASCII = Pattern.compile("[\\x20-\\x7e]{1,255}");

    private Claims() {}

    /**
     * @param header the header's value, or null
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 400 if it is missing or can not be a key
     */
    public static Claim of(Caller caller, String header, String requestHash) {
        if (header == null || header.isBlank()) {
            throw Problems.of(ProblemCode.IDEMPOTENCY_KEY_MISSING);
        }
        if (!PRINTABLE_ASCII.matcher(header).matches()) {
            throw Problems.of(ProblemCode.IDEMPOTENCY_KEY_INVALID);
        }
        return new Claim(caller.userId(), header, requestHash);
    }
}

package io.ballast.ledger.problem;

import java.net.URI;
import java.util.Locale;

/**
 * Every kind of problem that this service answers with. The name is the stable code ({@code urn:ballast:problem:<code>}),
 * the title never changes with the request.
 */
public enum ProblemCode {
    MALFORMED_REQUEST(400, "The request can not be read"),
    INVALID_REQUEST(400, "The request breaks a rule of its form"),
    IDEMPOTENCY_KEY_MISSING(400, "The header Idempotency-Key is missing"),
    IDEMPOTENCY_KEY_INVALID(400, "The header Idempotency-Key is not 1 to 255 printable ASCII characters"),
    UNAUTHORIZED(401, "A valid token is needed"),
    FORBIDDEN(403, "The token does not allow this"),
    TENANT_MISSING(403, "The token names no valid tenant"),
    SUBJECT_MISSING(403, "The token names no valid subject"),
    OWN_TOPUP(403, "Who asked for a top-up can not decide it"),
    OWN_ACCOUNT(403, "Nobody decides on money for their own account"),
    NOT_FOUND(404, "There is nothing here"),
    ACCOUNT_NOT_FOUND(404, "There is no such account"),
    TRANSACTION_NOT_FOUND(404, "There is no such transaction"),
    ASSET_NOT_FOUND(404, "There is no such asset"),
    HOLD_NOT_FOUND(404, "There is no such hold"),
    BLOCK_NOT_FOUND(404, "There is no such block"),
    RECEIPT_NOT_FOUND(404, "What moved nothing has no receipt"),
    SETTLEMENT_NOT_FOUND(404, "There is no such settlement"),
    RECALCULATION_NOT_FOUND(404, "There is no such recalculation"),
    ARCHIVE_NOT_FOUND(404, "There is no archived month like this"),
    METHOD_NOT_ALLOWED(405, "This resource does not know the method"),
    NOT_ACCEPTABLE(406, "This resource has no form that the client accepts"),
    ACCOUNT_EXISTS(409, "The owner has this account already"),
    ACCOUNT_NOT_EMPTY(409, "The account still holds something, or keeps it back for somebody"),
    ASSET_EXISTS(409, "There is an asset of this code, or room for no other"),
    TOPUP_ALREADY_PROCESSED(409, "The top-up was decided otherwise"),
    TOPUP_EXPIRED(409, "The top-up was not decided in time"),
    ALREADY_REVERSED(409, "The transaction was taken back before"),
    HISTORY_EXPORTED(409, "The entries that tell this are in an exported file"),
    ARCHIVE_CONFLICT(409, "The archived month is in no state for this"),
    IDEMPOTENCY_IN_FLIGHT(409, "A request with this Idempotency-Key is being worked on"),
    HOLD_EXPIRED(409, "The hold has expired"),
    HOLD_VOIDED(409, "The hold was voided"),
    HOLD_CAPTURED(409, "The hold was captured to its end"),
    RECEIPT_PENDING(409, "The transaction is not sealed yet"),
    PRECONDITION_FAILED(412, "The account is not as the client has seen it"),
    BALANCE_MISSING(409, "The account's balance record is missing; staff can restore it"),
    BALANCE_EXISTS(409, "The account has its balance record"),
    ACCOUNT_NOT_QUARANTINED(409, "The account is not quarantined"),
    DRIFT_UNRESOLVED(409, "The account's balance does not agree with its entries"),
    PAYLOAD_TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body is not JSON"),
    INVALID_AMOUNT(422, "The amount can not be used"),
    UNKNOWN_ASSET(422, "There is no such asset"),
    UNSUPPORTED_ACCOUNT(422, "An owner of this kind can not open such an account"),
    COUNTERPARTY_UNSUPPORTED(422, "A transaction of this kind can not have this counterparty"),
    NOT_REVERSIBLE(422, "The transaction can not be taken back"),
    INSUFFICIENT_FUNDS(422, "The account does not hold enough"),
    ACCOUNT_FROZEN(422, "The account is frozen"),
    ACCOUNT_CLOSED(422, "The account is closed"),
    ACCOUNT_QUARANTINED(422, "The account's balance is under examination"),
    CEILING_EXCEEDED(422, "The account may not hold so much"),
    CAPTURE_EXCEEDS_HOLD(422, "The hold does not keep back so much"),
    CHAIN_BROKEN(422, "Another transfer that this one is linked to was refused"),
    BATCH_REFUSED(422, "Not all of the batch can be posted, so nothing of it was"),
    LIMITS_CROSSED(422, "The floor can not be above the ceiling"),
    SYSTEM_ACCOUNT(422, "This can not be done to an account of the system"),
    SAME_ASSET(422, "The accounts hold the same asset"),
    SETTLEMENT_REFUSED(422, "A purchase can not be settled, so nothing was"),
    SAME_ACCOUNT(422, "An account can not pay itself"),
    ASSET_MISMATCH(422, "The accounts hold different assets"),
    BALANCE_OVERFLOW(422, "The balance would leave the range that can be held"),
    IDEMPOTENCY_KEY_REUSED(422, "The Idempotency-Key was used for another request"),
    RATE_LIMITED(429, "Too many requests; try again"),
    RECEIPT_MISMATCH(500, "The transaction is not what was sealed"),
    INTERNAL_ERROR(500, "Something went wrong on our side"),
    OVERLOADED(503, "There is more to do than can be done in time; try again"),
    UNAVAILABLE(503, "The service can not do this now; try again");

    private static final String TYPE_PREFIX = "urn:ballast:problem:";

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** The stable code, for example {@code insufficient-funds}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public URI type() {
        return URI.create(TYPE_PREFIX + code());
    }

    /** What the framework means by a status; what is not listed here is a request it could not make sense of. */
    static ProblemCode ofStatus(int status) {
        return switch (status) {
            case 401 -> UNAUTHORIZED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 413 -> PAYLOAD_TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 503 -> UNAVAILABLE;
            default -> status < 500 ? MALFORMED_REQUEST : INTERNAL_ERROR;
        };
    }

    static boolean isStable(URI type) {
        return type != null && type.toString().startsWith(TYPE_PREFIX);
    }
}

package io.ballast.notification.push;

import java.time.Duration;
import java.util.Optional;

/** What a push service made of a push. */
public sealed interface Outcome {

    /** It has taken it. */
    record Taken() implements Outcome {}

    /** It does not know the device any more. */
    record Gone() implements Outcome {}

    /** It will never take it, for a reason that is not the device's. */
    record Refused(int status) implements Outcome {}

    /** It may take it later, not before that time if it says one. */
    record Later(Optional<Duration> after) implements Outcome {}
}

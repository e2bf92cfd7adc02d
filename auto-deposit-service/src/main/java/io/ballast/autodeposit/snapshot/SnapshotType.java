package io.ballast.autodeposit.snapshot;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How a snapshot came to be; the values of the reference's {@code snapshot_type}. */
public enum SnapshotType {
    POLL("poll"),
    WEBHOOK("webhook"),
    MANUAL("manual"),
    AUTO_DEPOSIT_TRIGGER("auto_deposit_trigger");

    private static final Map<String, SnapshotType> BY_WIRE_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(SnapshotType::wireName, Function.identity()));

    private final String wireName;

    SnapshotType(String wireName) {
        this.wireName = wireName;
    }

    /** The name in the database and on the wire. */
    public String wireName() {
        return wireName;
    }

    public static Optional<SnapshotType> ofWireName(String wireName) {
        return Optional.ofNullable(BY_WIRE_NAME.get(wireName));
    }
}

package io.ballast.autodeposit.snapshot;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Some snapshots, newest first, and where the next ones begin. */
@Schema(description = "A page of snapshots, newest first.")
public record SnapshotPage(
        @Schema(required = true) List<Snapshot> items,

        @Schema(description = "Give it as `cursor` to get the next page; absent on the last page.")
        String nextCursor) {

    /**
     * Makes a page of at most {@code limit} snapshots.
     *
     * @param found up to one snapshot more than the page holds: that one tells that there is a next page
     */
    static SnapshotPage of(List<Snapshot> found, int limit) {
        if (found.size() <= limit) {
            return new SnapshotPage(List.copyOf(found), null);
        }
        List<Snapshot> items = List.copyOf(found.subList(0, limit));
        return new SnapshotPage(items, SnapshotCursor.after(items.getLast()).encode());
    }
}

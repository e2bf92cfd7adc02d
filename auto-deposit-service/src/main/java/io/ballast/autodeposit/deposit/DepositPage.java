package io.ballast.autodeposit.deposit;

import io.ballast.autodeposit.snapshot.SnapshotCursor;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Some deposits, newest first, and where the next ones begin. */
@Schema(description = "A page of deposits, newest first.")
public record DepositPage(
        @Schema(required = true) List<DepositView> items,

        @Schema(description = "Give it as `cursor` to get the next page; absent on the last page.")
        String nextCursor) {

    /** @param found up to one more than the page holds: that one tells that there is a next page */
    static DepositPage of(List<Deposit> found, int limit) {
        List<Deposit> page = found.subList(0, Math.min(limit, found.size()));
        List<DepositView> items = page.stream().map(DepositView::of).toList();
        boolean more = found.size() > limit;
        return new DepositPage(items, more ? cursor(page.getLast()) : null);
    }

    private static String cursor(Deposit last) {
        return new SnapshotCursor(last.createdAt(), last.order().id()).encode();
    }
}

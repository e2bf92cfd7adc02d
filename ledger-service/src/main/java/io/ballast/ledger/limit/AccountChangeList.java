package io.ballast.ledger.limit;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The changes of an account, newest first. */
public record AccountChangeList(
        List<AccountChange> items,

        @Schema(description = "The parameter before of the next page; absent on the last")
        Long next) {

    static AccountChangeList of(List<AccountChange> changes, int pageSize) {
        boolean last = changes.size() <= pageSize;
        List<AccountChange> page = last ? changes : changes.subList(0, pageSize);
        return new AccountChangeList(page, last ? null : page.getLast().id());
    }
}

package io.ballast.ledger.hold;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A page of an account's holds, newest first. */
public record HoldList(
        List<HoldView> items,

        @Schema(description = "Leads to the next page; absent on the last")
        String nextCursor) {}

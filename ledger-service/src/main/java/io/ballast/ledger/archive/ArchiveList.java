package io.ballast.ledger.archive;

import java.util.List;

/** The archived months of a tenant, newest first. */
public record ArchiveList(List<ArchiveView> items) {

    static ArchiveList of(List<Archive> archives) {
        return new ArchiveList(archives.stream().map(ArchiveView::of).toList());
    }
}

package io.ballast.ledger.archive;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An archived month as operators see it: what their tenant has in it. */
@Schema(name = "Archive")
public record ArchiveView(
        @Schema(examples = "2025-01") String month,

        @Schema(
                description =
                        "exporting and restoring are under way; between dropping and restored its entries can not be"
                                + " read",
                enumeration = {"archived", "exporting", "exported", "dropping", "dropped", "restoring", "restored"})
        String state,

        @Schema(description = "How many entries the month has")
        long entries,

        @Schema(description = "How many of them the export or restoration has come to")
        long done,

        @Schema(description = "Of the exported lines, uncompressed")
        String sha256,

        @Schema(description = "The length of the exported file")
        Long bytes,

        @Schema(description = "Why the last step did not succeed")
        String failure,

        Instant updatedAt) {

    static ArchiveView of(Archive archive) {
        return new ArchiveView(
                archive.month().toString(),
                archive.state().wireName(),
                archive.entries(),
                archive.done(),
                archive.sha256(),
                archive.bytes(),
                archive.failure(),
                archive.updatedAt());
    }
}

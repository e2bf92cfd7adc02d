package io.ballast.infrastructure;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The file in which anvil keeps the chain. Anvil writes it in place, so a node that is killed while it writes leaves
 * half a file, which it would refuse to start from: then the copy from the start before is taken, and with none the
 * chain begins anew.
 */
record EvmState(Path file) {

    /** Makes the file one that anvil can start from. */
    void restore() {
        try {
            if (!Files.exists(file)) {
                return;
            }
            if (complete()) {
                Files.copy(file, previous(), StandardCopyOption.REPLACE_EXISTING);
                return;
            }
            Files.move(file, file.resolveSibling("state.broken.json"), StandardCopyOption.REPLACE_EXISTING);
            if (Files.exists(previous())) {
                Files.copy(previous(), file);
            }
        } catch (IOException e) {
            throw new PartFailed("EVM node", "cannot restore its state: " + e, e);
        }
    }

    private boolean complete() throws IOException {
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "r")) {
            if (content.length() == 0) {
                return false;
            }
            content.seek(content.length() - 1);
            int last = content.read();
            return last == '}' || last == '\n';
        }
    }

    private Path previous() {
        return file.resolveSibling("state.previous.json");
    }
}

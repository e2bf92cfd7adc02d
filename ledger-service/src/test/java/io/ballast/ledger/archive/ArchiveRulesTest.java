package io.ballast.ledger.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchiveRulesTest {

    @ParameterizedTest
    @CsvSource({
        "ARCHIVED, EXPORTING, ",
        "EXPORTING, EXPORTING, ",
        "EXPORTED, EXPORTING, ",
        "DROPPING, , ",
        "DROPPED, , RESTORING",
        "RESTORING, , RESTORING",
        "RESTORED, EXPORTING, RESTORED"
    })
    void givenAState_whenSomethingIsAskedFor_thenItBeginsOrIsRefused(
            ArchiveState state, ArchiveState onExport, ArchiveState onRestore) {
        assertEquals(Optional.ofNullable(onExport), ArchiveRules.toExport(state));
        assertEquals(Optional.ofNullable(onRestore), ArchiveRules.toRestore(state));
    }
}

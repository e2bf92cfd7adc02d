package io.ballast.ledger.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemsTest {

    @Test
    void givenAPath_whenItIsTold_thenItIsAsItCame() {
        assertEquals(Optional.of(URI.create("/v1/accounts/a%20b")), Problems.instance("/v1/accounts/a%20b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a b", "/^", "/%zz", "/{}", "/|", "/\\"})
    void givenAPathThatIsNoUri_whenItIsTold_thenItIsLeftOut(String path) {
        assertEquals(Optional.empty(), Problems.instance(path));
    }

    @ParameterizedTest
    @EnumSource
    void givenAProblem_whenItPassesByItself_thenItSaysWhenToTryAgain(ProblemCode code) {
        assertEquals(code.status() == 503, Problems.of(code).getHeaders().containsKey("Retry-After"), code.code());
    }
}

package io.ballast.bench.fanout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RedisAnswersTest {

    @Test
    void givenAnswersWithinAnswers_whenTheyAreRead_thenEachOutermostIsOne() throws IOException {
        RedisAnswers answers =
                answers("*2\r\n*3\r\n$8\r\nappended\r\n$1\r\ne\r\n:7\r\n*1\r\n$8\r\noutdated\r\n+OK\r\n*0\r\n");

        assertTrue(answers.next());
        assertTrue(answers.next());
        assertTrue(answers.next());
        assertFalse(answers.next());
    }

    @Test
    void givenAnErrorWithinAnAnswer_whenItIsRead_thenItFailsWithWhatRedisSaid() {
        IOException failure = assertThrows(IOException.class, answers("*1\r\n-OOM full\r\n")::next);

        assertEquals("OOM full", failure.getMessage());
    }

    @Test
    void givenAnAnswerThatBreaksOff_whenItIsRead_thenItFails() {
        assertThrows(EOFException.class, answers("*2\r\n:1\r\n")::next);
    }

    private static RedisAnswers answers(String text) {
        return new RedisAnswers(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
    }
}

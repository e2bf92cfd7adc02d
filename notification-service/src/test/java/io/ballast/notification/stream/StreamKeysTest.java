package io.ballast.notification.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.notification.user.User;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StreamKeysTest {

    @Test
    void givenUsersWithSimilarNames_whenTheirKeysAreMade_thenNoTwoShareOne() {
        List<User> users = List.of(
                new User("a", "b:c"),
                new User("a:b", "c"),
                new User("a", "b}c"),
                new User("a", "b%007dc"),
                new User("a", "B"),
                new User("a", "é"),
                new User("a", "e\u0301"));

        assertEquals(
                users.size(),
                users.stream()
                        .map(StreamKeys::of)
                        .map(StreamKeys::state)
                        .distinct()
                        .count());
    }

    @Test
    void givenAUser_whenTheirKeysAreMade_thenAllShareOneHashTag() {
        StreamKeys keys = StreamKeys.of(new User("acme", "{x}{y}"));

        String tag = tag(keys.state());
        assertTrue(Stream.of(keys.stream(), keys.seen(), keys.channel()).allMatch(key -> tag(key).equals(tag)));
        assertNotEquals(tag, tag(StreamKeys.of(new User("acme", "{x}")).state()));
    }

    /** What Redis hashes: between the first brace and the first closing one after it. */
    private static String tag(String key) {
        int open = key.indexOf('{');
        return key.substring(open + 1, key.indexOf('}', open));
    }
}

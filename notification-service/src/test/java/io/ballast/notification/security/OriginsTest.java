package io.ballast.notification.security;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class OriginsTest {

    @Test
    void givenNoOrigins_whenABrowserAsks_thenItMayNot() {
        Origins none = new Origins(List.of());

        assertTrue(none.allow(null));
        assertFalse(none.allow("https://app.example.com"));
        assertFalse(none.allow("null"));
    }

    @Test
    void givenOrigins_whenABrowserAsks_thenExactlyTheConfiguredMay() {
        Origins origins = new Origins(List.of("https://app.example.com", "http://localhost:*"));

        assertTrue(origins.allow("https://app.example.com"));
        assertTrue(origins.allow("http://localhost:3000"));
        assertTrue(origins.allow("http://localhost"));
        for (String origin : List.of(
                "http://app.example.com",
                "https://app.example.com.evil.example",
                "https://app.example.com:8443",
                "http://localhost.evil.example",
                "http://localhost:3000.evil.example",
                "https://localhost:3000")) {
            assertFalse(origins.allow(origin), origin);
        }
    }

    @Test
    void givenAPageOfTheServiceItself_whenItAsks_thenItMay() {
        Origins none = new Origins(List.of());

        assertTrue(none.allow("https://ballast.example", "ballast.example"));
        assertTrue(none.allow("http://localhost:8083", "localhost:8083"));
        assertFalse(none.allow("https://evil.example", "ballast.example"));
        assertFalse(none.allow("https://ballast.example.evil", "ballast.example"));
        assertFalse(none.allow("http://localhost:8084", "localhost:8083"));
        assertFalse(none.allow("https://evil.example", null));
        assertTrue(none.allow(null, null));
    }
}

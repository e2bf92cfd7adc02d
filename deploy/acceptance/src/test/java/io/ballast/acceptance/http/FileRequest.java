package io.ballast.acceptance.http;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A request as it stands in a {@code .http} file.
 *
 * @param title what it is for
 * @param name by which later requests refer to its answer; empty if none does
 * @param status that is expected
 * @param members of the answer by their path, and what is expected of them
 * @param eventually whether it is repeated until what is expected comes
 */
record FileRequest(
        String title,
        String name,
        OptionalInt status,
        Map<String, String> members,
        boolean eventually,
        String method,
        String url,
        List<Header> headers,
        String body) {

    record Header(String name, String value) {}

    FileRequest {
        members = Map.copyOf(members);
        headers = List.copyOf(headers);
    }
}

package io.ballast.autodeposit.snapshot;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class SnapshotResourceIT extends SnapshotApi {

    @Test
    void givenABaseline_whenListed_thenAmountsAreNumbersWithSevenDigits() {
        snapshot(walletOfA, "user-a", "9999999999999.9999999", null, "poll", "2026-11-20T10:00:00.123456Z");

        String body = list("user-a", "").extract().body().asString();

        assertTrue(body.contains("\"usdcBalance\":9999999999999.9999999,"), body);
        assertTrue(body.contains("\"balanceChange\":9999999999999.9999999,"), body);
        assertTrue(body.contains("\"createdAt\":\"2026-11-20T10:00:00.123456Z\""), body);
        assertFalse(body.contains("previousBalance"), body);
    }

    @Test
    void givenASnapshot_whenAskedForByItsId_thenItIsAnswered() {
        snapshot(walletOfA, "user-a", "150.5", "100", "webhook", "2026-11-20T10:00:00Z");
        String id = list("user-a", "").extract().path("items[0].id");

        String body = caller("user-a", "user")
                .get("/v1/snapshots/{id}", id)
                .then()
                .statusCode(200)
                .body("id", equalTo(id))
                .body("userId", equalTo("user-a"))
                .body("walletId", equalTo(walletOfA.toString()))
                .body("snapshotType", equalTo("webhook"))
                .body("autoDepositTriggered", equalTo(false))
                .body("depositAmount", nullValue())
                .extract()
                .body()
                .asString();

        assertTrue(body.contains("\"usdcBalance\":150.5000000,"), body);
        assertTrue(body.contains("\"previousBalance\":100.0000000,"), body);
        assertTrue(body.contains("\"balanceChange\":50.5000000,"), body);
    }

    @Test
    void givenManySnapshotsOfOneMoment_whenPaged_thenEachComesOnceNewestFirst() {
        for (int i = 1; i <= 7; i++) {
            snapshot(walletOfA, "user-a", Integer.toString(i), null, "poll", "2026-11-20T10:00:0" + (i / 3) + "Z");
        }

        List<Float> seen = new ArrayList<>();
        List<String> times = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            ValidatableResponse page = list("user-a", "limit=2" + cursor);
            seen.addAll(page.extract().path("items.usdcBalance"));
            times.addAll(page.extract().path("items.createdAt"));
            String next = page.extract().path("nextCursor");
            cursor = next == null ? null : "&cursor=" + next;
        }

        assertEquals(7, seen.size());
        assertEquals(7, seen.stream().distinct().count());
        assertEquals(times.reversed(), times.stream().sorted().toList());
    }

    @Test
    void givenAPageIsRead_whenNewerSnapshotsArrive_thenTheNextPageGoesOnWhereItEnded() {
        snapshot(walletOfA, "user-a", "1", null, "poll", "2026-11-20T10:00:01Z");
        snapshot(walletOfA, "user-a", "2", "1", "poll", "2026-11-20T10:00:02Z");
        String cursor = list("user-a", "limit=1").extract().path("nextCursor");

        snapshot(walletOfA, "user-a", "3", "2", "poll", "2026-11-20T10:00:03Z");

        list("user-a", "limit=1&cursor=" + cursor)
                .body("items.size()", equalTo(1))
                .body("items[0].usdcBalance", equalTo(1.0f))
                .body("nextCursor", nullValue());
    }

    @Test
    void givenSnapshotsOverTime_whenAskedForARangeAndAType_thenOnlyThoseAreAnswered() {
        snapshot(walletOfA, "user-a", "1", null, "poll", "2026-11-20T10:00:00Z");
        snapshot(walletOfA, "user-a", "2", "1", "webhook", "2026-11-20T11:00:00Z");
        snapshot(walletOfA, "user-a", "3", "2", "poll", "2026-11-20T12:00:00Z");

        list("user-a", "from=2026-11-20T10:00:00Z&to=2026-11-20T12:00:00Z")
                .body("items.usdcBalance", equalTo(List.of(2.0f, 1.0f)));
        list("user-a", "from=2026-11-20T13:00:00%2B02:00&type=poll").body("items.usdcBalance", equalTo(List.of(3.0f)));
        list("user-a", "type=manual").body("items", equalTo(List.of()));
        list("user-a", "from=-999999999-01-01T00:00:00Z&to=%2B999999999-12-31T23:59:59Z")
                .body("items.size()", equalTo(3));
    }

    @Test
    void givenMoreSnapshotsThanAPageHolds_whenTooManyAreAskedFor_thenTheAnswerIsAFullPage() {
        for (int i = 0; i < 6; i++) {
            snapshot(walletOfA, "user-a", "1", null, "poll", "2026-11-20T10:00:00Z");
        }

        list("user-a", "limit=1000000").body("items.size()", equalTo(5));
        list("user-a", "").body("items.size()", equalTo(4));
    }

    @ParameterizedTest
    @CsvSource({
        "from=yesterday, from",
        "to=2026-11-20, to",
        "from=2026-11-20T10:00:00, from",
        "type=guess, type",
        "limit=0, limit",
        "limit=-1, limit",
        "limit=many, limit",
        "limit=99999999999, limit",
        "cursor=abc, cursor",
        "userId=null%00, userId"
    })
    void givenAParameterThatCanNotBeUnderstood_whenListed_thenTheProblemNamesIt(String query, String parameter) {
        problem(caller("user-a", "user").get("/v1/snapshots?" + query).then(), 400, "invalid-request")
                .body("parameter", equalTo(parameter))
                .body("detail", startsWith(parameter + " is "));
    }

    @ParameterizedTest
    @CsvSource({"not-an-id", "00000000-0000-0000-0000-000000000000", "1-1-1-1-1"})
    void givenAnIdThatIsNone_whenAskedFor_thenItIsNotFound(String id) {
        problem(caller("user-a", "user").get("/v1/snapshots/{id}", id).then(), 404, "not-found");
    }

    @Test
    void givenAnUnknownPathOrMethod_whenAsked_thenItIsAProblemToo() {
        problem(caller("user-a", "user").get("/v1/nothing-here").then(), 404, "not-found");
        problem(caller("user-a", "user").delete("/v1/snapshots").then(), 405, "method-not-allowed");
        problem(
                caller("user-a", "user")
                        .accept("text/html")
                        .get("/v1/snapshots")
                        .then(),
                406,
                "not-acceptable");
    }
}

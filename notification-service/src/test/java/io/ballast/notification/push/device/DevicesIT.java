package io.ballast.notification.push.device;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.ballast.notification.LedgerFixture;
import io.ballast.notification.RunningService;
import io.ballast.notification.push.PushConfig;
import io.ballast.notification.push.PushServer;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users register devices and say what they want to be told there. */
@QuarkusTest
class DevicesIT extends RunningService {

    private static final String DEVICES = "/v1/devices";
    private static final String PREFERENCES = "/v1/notification-preferences";

    PushServer push;

    @Inject
    PushConfig config;

    @Test
    void givenDevices_whenTheyAreRegisteredAndForgotten_thenTheListFollows() {
        String user = token(LedgerFixture.newUser());
        as(user).get(DEVICES)
                .then()
                .statusCode(200)
                .body("devices", empty())
                .body("webPushPublicKey", equalTo(push.publicKey()));

        String phone = register(user, fcm());
        String browser = register(user, push.subscribe().registration());

        as(user).get(DEVICES)
                .then()
                .body("devices.id", contains(phone, browser))
                .body("devices.kind", contains("fcm", "web-push"));
        String list = as(user).get(DEVICES).asString();
        assertEquals(-1, list.indexOf("token"));
        assertEquals(-1, list.indexOf("endpoint"));
        as(user).delete(DEVICES + "/" + phone).then().statusCode(204);
        as(user).delete(DEVICES + "/" + phone).then().statusCode(404).body("code", equalTo("not-found"));
        as(user).get(DEVICES).then().body("devices.id", contains(browser));
    }

    @Test
    void givenADevice_whenItIsRegisteredAgain_thenItIsTheSameAndTheLastUserHasIt() {
        String first = token(LedgerFixture.newUser());
        String second = token(LedgerFixture.newUser());
        String elsewhere = tokens.token("somebody", "user").tenant("north").sign();
        String phone = fcm();
        String id = register(first, phone);

        assertEquals(id, register(first, phone));
        register(elsewhere, phone);
        as(first).get(DEVICES).then().body("devices", hasSize(1));

        assertNotEquals(id, register(second, phone));
        as(first).get(DEVICES).then().body("devices", empty());
        as(second).get(DEVICES).then().body("devices", hasSize(1));
        as(elsewhere).get(DEVICES).then().body("devices", hasSize(1));
    }

    @Test
    void givenAnothersDevice_whenItIsForgotten_thenItIsNotThere() {
        String owner = token(LedgerFixture.newUser());
        String id = register(owner, fcm());

        as(token(LedgerFixture.newUser())).delete(DEVICES + "/" + id).then().statusCode(404);
        as(owner).delete(DEVICES + "/not-an-id").then().statusCode(404);

        as(owner).get(DEVICES).then().body("devices.id", contains(id));
    }

    @Test
    void givenAsManyDevicesAsAreAllowed_whenOneMoreIsRegistered_thenItIsRefused() {
        String user = token(LedgerFixture.newUser());
        String last = fcm();
        for (int i = 1; i < config.maxDevicesPerUser(); i++) {
            register(user, fcm());
        }
        String id = register(user, last);

        as(user).body(fcm()).post(DEVICES).then().statusCode(409).body("code", equalTo("too-many-devices"));

        assertEquals(id, register(user, last));
        as(user).get(DEVICES).then().body("devices", hasSize(config.maxDevicesPerUser()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"kind\":\"fcm\",\"token\":\"short\"}",
                "{\"kind\":\"web-push\","
                        + "\"subscription\":{\"endpoint\":\"https://10.0.0.1/a\",\"keys\":{\"p256dh\":\"AA\",\"auth\":\"AA\"}}}"
            })
    void givenWhatIsNoDevice_whenItIsRegistered_thenItIsAProblemAndNothingChanges(String body) {
        String user = token(LedgerFixture.newUser());

        as(user).body(body).post(DEVICES).then().statusCode(400).body("code", equalTo("malformed-request"));
        as(user).body("x".repeat(20_000)).post(DEVICES).then().statusCode(413);

        as(user).get(DEVICES).then().body("devices", empty());
    }

    @Test
    void givenPreferences_whenTheyAreReplaced_thenTheyAreThoseOfThatUserOnly() {
        String user = token(LedgerFixture.newUser());
        as(user).get(PREFERENCES).then().statusCode(200).body("deposits", equalTo(true));

        as(user).body("{\"thresholds\":{\"USD\":100.50},\"quietHours\":{\"from\":\"22:00\",\"to\":\"07:00\","
                        + "\"timeZone\":\"Europe/Berlin\"}}")
                .put(PREFERENCES)
                .then()
                .statusCode(200);
        as(user).body("{\"thresholds\":7}")
                .put(PREFERENCES)
                .then()
                .statusCode(400)
                .body("code", equalTo("malformed-request"));

        as(user).get(PREFERENCES)
                .then()
                .body(containsString("100.50"))
                .body("quietHours.from", equalTo("22:00"))
                .body("quietHours.timeZone", equalTo("Europe/Berlin"));
        as(token(LedgerFixture.newUser())).get(PREFERENCES).then().body(not(containsString("100.50")));
        as(user).body("{}").put(PREFERENCES).then().statusCode(200);
        as(user).get(PREFERENCES).then().body(not(containsString("quietHours")));
    }

    @Test
    void givenNobody_whenDevicesAreAsked_thenItIsRefused() {
        as("nonsense").get(DEVICES).then().statusCode(401);
        as("nonsense").body(fcm()).post(DEVICES).then().statusCode(401);
        as("nonsense").body("{}").put(PREFERENCES).then().statusCode(401);
        String user = token(LedgerFixture.newUser());
        as(user).patch(DEVICES).then().statusCode(405).header("Allow", "GET, POST");
        as(user).get(DEVICES + "/x").then().statusCode(405).header("Allow", "DELETE");
        as(user).delete(PREFERENCES).then().statusCode(405).header("Allow", "GET, PUT");
    }

    private String register(String token, String device) {
        return as(token)
                .body(device)
                .post(DEVICES)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private RequestSpecification as(String token) {
        return given().baseUri(balance.resolve("/").toString())
                .auth()
                .oauth2(token)
                .contentType(ContentType.JSON);
    }

    private static String fcm() {
        return "{\"kind\":\"fcm\",\"token\":\"token-" + UUID.randomUUID() + "\"}";
    }
}

package io.ballast.ledger.asset;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ballast.ledger.RunningService;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AssetResourceIT extends RunningService {

    /** A code that no other test has used. */
    private final String code =
            UUID.randomUUID().toString().replace("-", "").substring(0, 12).toUpperCase();

    @Test
    void givenATenantThatIsNew_whenItListsItsAssets_thenItHasWhatTheInstallationBrings() {
        as(tokens.token(user, "user").tenant("new-" + code.toLowerCase()).sign())
                .get("/v1/assets")
                .then()
                .statusCode(200)
                .body("items.code", hasItem("USD"));
    }

    @Test
    void givenAnAdmin_whenTheyAddAnAsset_thenItIsTheirTenantsOnly() {
        // when
        add(code, 6, "Points")
                .then()
                .statusCode(201)
                .header("Location", endsWith("/v1/assets/" + code))
                .body("code", equalTo(code))
                .body("scale", equalTo(6))
                .body("name", equalTo("Points"));

        // then
        asUser().get("/v1/assets/{code}", code).then().statusCode(200).body("scale", equalTo(6));
        asUser().get("/v1/assets").then().body("items.code", hasItems(code, "USD"));
        RequestSpecification foreign =
                as(tokens.token(user, "user").tenant("acme").sign());
        assertProblem(foreign.get("/v1/assets/{code}", code).then(), 404, "asset-not-found");
        foreign.get("/v1/assets").then().body("items.code", not(hasItem(code)));
    }

    @Test
    void givenAnAsset_whenItIsAddedAgain_thenItStaysWhatItIs() {
        // given
        add(code, 6, "Points").then().statusCode(201);

        // then
        assertProblem(add(code, 2, "Others").then(), 409, "asset-exists");
        assertProblem(add("USD", 6, "Others").then(), 409, "asset-exists");
        asUser().get("/v1/assets/{code}", code).then().body("scale", equalTo(6)).body("name", equalTo("Points"));
    }

    @Test
    void givenAnAsset_whenItIsRenamed_thenOnlyItsNameChanges() {
        // given
        add(code, 0, "Points").then().statusCode(201);

        // when
        assertProblem(
                        asAdmin()
                                .body("{\"name\": \"Moons\", \"scale\": 5}")
                                .patch("/v1/assets/{code}", code)
                                .then(),
                        400,
                        "malformed-request")
                .body("detail", equalTo("There is no field \"scale\" here."));
        asAdmin()
                .body("{\"name\": \"Stars\"}")
                .patch("/v1/assets/{code}", code)
                .then()
                .statusCode(200)
                .body("name", equalTo("Stars"))
                .body("scale", equalTo(0));

        // then
        asUser().get("/v1/assets/{code}", code).then().body("name", equalTo("Stars"));
        assertProblem(
                asAdmin().body("{\"name\": \"X\"}").patch("/v1/assets/NONE").then(), 404, "asset-not-found");
    }

    @Test
    void givenAUser_whenTheyAddOrRenameAnAsset_thenTheyMayNot() {
        assertProblem(asUser().body(asset(code, 2, "x")).post("/v1/assets").then(), 403, "forbidden");
        assertProblem(asUser().body("{\"name\": \"x\"}").patch("/v1/assets/USD").then(), 403, "forbidden");
    }

    @Test
    void givenAnAssetThatCanNotBe_whenItIsAdded_thenItsFieldsAreNamed() {
        assertProblem(add("usd", 19, "").then(), 400, "invalid-request")
                .body("violations.field", hasItems("code", "scale", "name"));
        assertProblem(add(code, -1, "x").then(), 400, "invalid-request").body("violations", hasSize(1));
    }

    @Test
    void givenSeveralAssets_whenAUserHasAnAccountOfEach_thenMoneyStaysInItsAsset() {
        // given
        add(code, 18, "Deep").then().statusCode(201);
        UUID dollars = openAccount(user);
        UUID deep = UUID.fromString(once(asUser())
                .body("""
                        {"ownerType": "user", "ownerId": "%s", "type": "personal", "asset": "%s"}""".formatted(user, code))
                .post("/v1/accounts")
                .then()
                .statusCode(201)
                .body("asset", equalTo(code))
                .body(containsString("\"balance\":0.000000000000000000"))
                .extract()
                .path("id"));

        // then
        asUser().get("/v1/accounts").then().body("items.id", equalTo(List.of(dollars.toString(), deep.toString())));
        assertProblem(
                once(asUser())
                        .body(transfer(dollars, deep, "1"))
                        .post("/v1/transfers")
                        .then(),
                422,
                "asset-mismatch");
        assertEquals(2, database.number("select count(*) from accounts where owner_id = ?", user));
    }

    private Response add(String added, int scale, String name) {
        return asAdmin().body(asset(added, scale, name)).post("/v1/assets");
    }

    private static String asset(String code, int scale, String name) {
        return """
                {"code": "%s", "scale": %d, "name": "%s"}""".formatted(code, scale, name);
    }
}

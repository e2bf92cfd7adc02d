package io.ballast.ledger.problem;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ballast.ledger.RunningService;
import io.ballast.ledger.TableImage;
import io.ballast.ledger.problem.ApiOperations.Operation;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every operation that changes anything, as the service itself lists them: whatever is sent to it that can not be, the answer
 * is a problem with a code, and nothing has changed.
 */
@QuarkusTest
class BadInputIT extends RunningService {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** A refusal may be recorded, to be answered the same again. */
    private static final String RECORDS = "idempotency";

    private static final Map<String, String> UNREADABLE = Map.of(
            "cut off", "{",
            "an array", "[]",
            "a text", "\"text\"",
            "not a number", "{\"amount\": NaN}",
            "a key twice", "{\"x\": 1, \"x\": 2}",
            "a field that there is not", "{\"x\": 1}",
            "something behind the end", "{} {}",
            "deep objects", "{\"x\":".repeat(40) + "1" + "}".repeat(40),
            "deep arrays", "{\"x\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}");

    private static final String NULL_IS_THE_DEFAULT = "/asset";

    private static final List<String> INJECTIONS = List.of(
            "'; drop table ledger; --",
            "' or '1'='1",
            "a\u0000b",
            "x\r\nSet-Cookie: a=b",
            "<script>alert(1)</script>",
            "${jndi:ldap://127.0.0.1/a}",
            "../../../etc/passwd",
            "\ud800",
            "",
            "x".repeat(5_000));

    private static final List<JsonNode> NO_AMOUNTS = List.of(
            JSON.textNode("NaN"),
            JSON.textNode("Infinity"),
            JSON.textNode("1,5"),
            JSON.numberNode(0),
            JSON.numberNode(new BigDecimal("0.0000000000000000001")),
            JSON.numberNode(new BigDecimal("1e999")),
            JSON.numberNode(new BigDecimal("9".repeat(500))),
            JSON.booleanNode(true),
            JSON.objectNode(),
            JSON.arrayNode().add(1));

    private static final Set<String> KNOWN =
            Arrays.stream(ProblemCode.values()).map(ProblemCode::code).collect(Collectors.toSet());

    @TestHTTPResource("/")
    URI service;

    @Inject
    BodyBounds bounds;

    private final List<String> faults = new ArrayList<>();

    private ApiOperations api;
    private List<Operation> operations;
    private String everything;
    private TableImage before;

    @BeforeEach
    void lookBefore() {
        openAccount(otherUser);
        pay(otherUser, "-1").statusCode(201);
        api = new ApiOperations(given().get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .extract()
                .asString());
        operations = api.all(Set.of("post", "put", "patch", "delete"));
        assertTrue(operations.size() >= 9, operations.toString());
        everything = tokens.token(user, "user", "admin", "service").sign();
        before = image();
    }

    @AfterEach
    void nothingHasChanged() {
        assertEquals(List.of(), faults);
        assertEquals(before, image());
    }

    @Test
    void givenNoTokenOrABadOne_whenAnythingIsAsked_thenItIsRefused() {
        for (Operation operation : operations) {
            String body = operation.schema() == null
                    ? ""
                    : api.sample(operation.schema()).toString();
            expect(operation, "no token", send(json(given()), operation, body), 401, "unauthorized");
            for (String token : List.of(
                    "x",
                    tokens.token(user, "admin").signWithForeignKey(),
                    tokens.token(user, "admin").expired().sign(),
                    tokens.token(user, "admin").issuer("somebody").sign(),
                    tokens.token(user, "admin").audience("others").sign())) {
                expect(operation, "a bad token", send(as(token), operation, body), 401, "unauthorized");
            }
            String stranger = tokens.token(user, "nobody").sign();
            expect(operation, "no role", send(as(stranger), operation, body), 403, "forbidden");
        }
    }

    @Test
    void givenABodyThatCanNotBeRead_whenItIsSent_thenThatIsSaid() {
        for (Operation operation : withBody()) {
            UNREADABLE.forEach((what, body) ->
                    expect(operation, what, send(as(everything), operation, body), 400, "malformed-request"));
            expectBad(operation, "nothing", send(as(everything), operation, ""));
            expectBad(operation, "null", send(as(everything), operation, "null"));
            String sample = api.sample(operation.schema()).toString();
            for (ContentType type : List.of(ContentType.TEXT, ContentType.XML, ContentType.BINARY)) {
                expect(
                        operation,
                        type.toString(),
                        send(as(everything).contentType(type), operation, sample),
                        415,
                        "unsupported-media-type");
            }
        }
    }

    @Test
    void givenABodyThatIsTooLarge_whenItIsSent_thenItIsRefusedHoweverItComes() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (Operation operation : withBody()) {
                int size = (int) bounds.of(operation.path()) + 1;
                String body = "{\"x\": \"" + "x".repeat(size) + "\"}";
                expect(operation, "too large", send(as(everything), operation, body), 413, "payload-too-large");
                HttpResponse<String> chunked = chunked(client, operation, body);
                if (chunked.statusCode() != 413 || !chunked.body().contains("payload-too-large")) {
                    fault(operation, "too large in chunks", chunked.statusCode(), chunked.body());
                }
            }
        }
    }

    @Test
    void givenAnInjectionInAnyText_whenItIsSent_thenItDoesNothing() {
        for (Operation operation : withBody()) {
            ObjectNode sample = api.sample(operation.schema());
            for (String pointer : leaves(sample, JsonNode::isTextual)) {
                for (String injection : INJECTIONS) {
                    String body = with(sample, pointer, JSON.textNode(injection));
                    expectBad(operation, pointer + " = " + injection, send(as(everything), operation, body));
                }
            }
        }
    }

    @Test
    void givenAnAmountThatIsNone_whenItIsSent_thenItIsRefused() {
        for (Operation operation : withBody()) {
            ObjectNode sample = api.sample(operation.schema());
            for (String pointer : leaves(sample, JsonNode::isNumber)) {
                for (JsonNode amount : NO_AMOUNTS) {
                    expectBad(
                            operation,
                            pointer + " = " + amount,
                            send(as(everything), operation, with(sample, pointer, amount)));
                }
            }
        }
    }

    @Test
    void givenANullWhereSomethingIsNeeded_whenItIsSent_thenItIsRefused() {
        for (Operation operation : withBody()) {
            ObjectNode sample = api.sample(operation.schema());
            expectBad(operation, "an empty object", send(as(everything), operation, "{}"));
            for (String pointer : leaves(sample, leaf -> true)) {
                if (pointer.endsWith(NULL_IS_THE_DEFAULT)) {
                    continue;
                }
                expectBad(
                        operation,
                        pointer + " = null",
                        send(as(everything), operation, with(sample, pointer, JSON.nullNode())));
            }
            sample.properties().forEach(property -> {
                if (property.getValue().isArray()) {
                    ObjectNode broken = sample.deepCopy();
                    broken.set(property.getKey(), JSON.arrayNode().addNull().add(JSON.arrayNode()));
                    expectBad(operation, "nulls in an array", send(as(everything), operation, broken.toString()));
                }
            });
        }
    }

    @Test
    void givenAnInjectionInAPathOrQuery_whenItIsAsked_thenItDoesNothing() {
        List<Operation> reads = api.all(Set.of("get"));
        for (Operation read : reads) {
            for (String injection : INJECTIONS) {
                for (String query : read.queries()) {
                    Response answer =
                            read(filled(read.path(), UUID.randomUUID().toString()) + "?" + query + "=", injection);
                    expectNoFailure(read, query + " = " + injection, answer);
                }
                if (read.path().contains("{") && !injection.isEmpty()) {
                    String[] ends = read.path().split("\\{[^}]*}", 2);
                    Response answer = read(ends[0], injection, filled(ends[1], "x"));
                    expectNoFailure(read, "path = " + injection, answer);
                }
            }
        }
    }

    private Response read(String before, String injection, String... after) {
        String encoded = URLEncoder.encode(injection, StandardCharsets.UTF_8).replace("+", "%20");
        return as(everything).urlEncodingEnabled(false).get(before + encoded + String.join("", after));
    }

    private static String filled(String path, String value) {
        return path.replaceAll("\\{[^}]*}", value);
    }

    private List<Operation> withBody() {
        return operations.stream()
                .filter(operation -> operation.schema() != null)
                .toList();
    }

    private TableImage image() {
        return TableImage.of(database).without(RECORDS);
    }

    private static RequestSpecification json(RequestSpecification request) {
        return request.contentType(ContentType.JSON);
    }

    private static Response send(RequestSpecification request, Operation operation, String body) {
        String path = filled(operation.path(), UUID.randomUUID().toString());
        RequestSpecification ready = once(request);
        return (body.isEmpty() ? ready : ready.body(body.getBytes(StandardCharsets.UTF_8)))
                .request(operation.method().toUpperCase(), path);
    }

    private HttpResponse<String> chunked(HttpClient client, Operation operation, String body)
            throws IOException, InterruptedException {
        String path = filled(operation.path(), UUID.randomUUID().toString());
        HttpRequest request = HttpRequest.newBuilder(service.resolve(path))
                .header("Authorization", "Bearer " + everything)
                .header("Content-Type", "application/json")
                .method(
                        operation.method().toUpperCase(),
                        BodyPublishers.ofInputStream(
                                () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private void expect(Operation operation, String what, Response answer, int status, String code) {
        if (answer.statusCode() != status || !code.equals(code(answer))) {
            fault(operation, what, answer.statusCode(), answer.asString());
        }
    }

    private void expectBad(Operation operation, String what, Response answer) {
        boolean refused = answer.statusCode() >= 400 && answer.statusCode() < 500 && KNOWN.contains(code(answer));
        if (!refused || tellsOurInsides(answer)) {
            fault(operation, what, answer.statusCode(), answer.asString());
        }
    }

    private void expectNoFailure(Operation operation, String what, Response answer) {
        if (answer.statusCode() >= 500 || tellsOurInsides(answer)) {
            fault(operation, what, answer.statusCode(), answer.asString());
        }
    }

    private static boolean tellsOurInsides(Response answer) {
        String body = answer.asString();
        return body.contains("io.ballast") || body.contains("java.") || body.contains("Exception");
    }

    private static String code(Response answer) {
        return answer.contentType().startsWith(PROBLEM_JSON) ? answer.path("code") : "no problem";
    }

    private void fault(Operation operation, String what, int status, String body) {
        String shown = what.length() > 80 ? what.substring(0, 80) + "…" : what;
        String told = body.length() > 200 ? body.substring(0, 200) + "…" : body;
        faults.add("\n" + operation.name() + " with " + shown + " answered " + status + " " + told);
    }

    /** Where the values are that no others lie in, as JSON pointers. */
    private static List<String> leaves(JsonNode node, Predicate<JsonNode> wanted) {
        List<String> pointers = new ArrayList<>();
        addLeaves(pointers, "", node, wanted);
        return pointers;
    }

    private static void addLeaves(List<String> pointers, String pointer, JsonNode node, Predicate<JsonNode> wanted) {
        if (node instanceof ObjectNode object) {
            object.properties()
                    .forEach(field -> addLeaves(pointers, pointer + "/" + field.getKey(), field.getValue(), wanted));
        } else if (node instanceof ArrayNode array) {
            for (int index = 0; index < array.size(); index++) {
                addLeaves(pointers, pointer + "/" + index, array.get(index), wanted);
            }
        } else if (wanted.test(node)) {
            pointers.add(pointer);
        }
    }

    private static String with(ObjectNode sample, String pointer, JsonNode value) {
        ObjectNode changed = sample.deepCopy();
        int cut = pointer.lastIndexOf('/');
        JsonNode parent = changed.at(pointer.substring(0, cut));
        String last = pointer.substring(cut + 1);
        if (parent instanceof ObjectNode object) {
            object.set(last, value);
        } else {
            ((ArrayNode) parent).set(Integer.parseInt(last), value);
        }
        return changed.toString();
    }
}

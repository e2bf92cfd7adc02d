package io.ballast.ledger.receipt;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.ledger.receipt.VerifierProcess.Verdict;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A receipt proves what it says, to the program that its readers have, and nothing else. */
@QuarkusTest
class ReceiptIT extends ReceiptFixture {

    private static final Pattern SCALAR = Pattern.compile("\"[^\"]*\"|-?[0-9]+(\\.[0-9]+)?");

    @TempDir
    Path directory;

    @Test
    void givenATransfer_whenItIsSealed_thenEachEndProvesItWithoutReadingTheOthersBalance() {
        // given
        UUID mine = open(user);
        UUID theirs = open(otherUser);

        // when
        String id = move(mine, theirs, "25.50");
        JsonPath all = sealed(id);

        // then
        String hash = hashOf(all.getLong("block.number"));
        String own = receipt(asTenant(user, "user"), id)
                .then()
                .statusCode(200)
                .body("transaction.entries.find { it.accountId == '" + mine + "' }.version", equalTo(2))
                .body(containsString("\"balanceAfter\":9974.50"))
                .body("transaction.entries.find { it.accountId == '" + theirs + "' }.version", nullValue())
                .body("transaction.entries.find { it.accountId == '" + theirs + "' }.stateHash", notNullValue())
                .body(containsString("\"amount\":25.50"))
                .body(not(containsString("10025.50")))
                .extract()
                .asString();
        assertVerified(id, VerifierProcess.fromSource(directory).verify(own, hash));
        VerifierProcess verifier = VerifierProcess.compiled(directory);
        String other = receipt(asTenant(otherUser, "user"), id).asString();
        assertTrue(other.contains("10025.50") && !other.contains("9974.50"));
        assertVerified(id, verifier.verify(other, hash));
        assertVerified(id, verifier.verify(receipt(asStaff(), id).asString(), hash));
        assertEquals("REFUSED", verifier.verify(own, "0".repeat(64)).output().substring(0, 7));
        assertProblem(receipt(asTenant("somebody", "user"), id).then(), 404, "transaction-not-found");
        assertProblem(receipt(asAdmin(), id).then(), 404, "transaction-not-found");
    }

    @Test
    void givenAReceipt_whenAnythingInItIsChanged_thenItIsRefused() {
        // given
        UUID mine = open(user);
        UUID theirs = open(otherUser);
        List<String> ids = new ArrayList<>();
        whileNothingIsComplete(() -> ids.addAll(moveAtOnce(mine, theirs, 5)));
        long own = sealed(ids.get(2)).getLong("block.number");
        long last = sealed(move(mine, theirs, "1")).getLong("block.number");
        String receipt = receipt(asTenant(user, "user"), ids.get(2), last).asString();
        String hash = hashOf(last);
        VerifierProcess verifier = VerifierProcess.compiled(directory);
        assertTrue(own < last);
        assertVerified(ids.get(2), verifier.verify(receipt, hash));

        // when
        List<String> changed = changedInOnePlace(receipt);

        // then
        assertTrue(changed.size() > 60, "only " + changed.size() + " places");
        for (String one : changed) {
            Verdict verdict = verifier.verify(one, hash);
            assertEquals(1, verdict.exit(), () -> verdict.output() + " for " + one);
            assertTrue(verdict.output().startsWith("REFUSED"), verdict.output());
        }
    }

    @Test
    void givenTopUps_whenTheyAreDecided_thenOnlyWhatMovedMoneyHasAReceipt() {
        // given
        open(user);
        String approved = askForTopUp();
        String rejected = askForTopUp();

        // then
        assertProblem(receipt(asStaff(), approved).then(), 409, "receipt-pending")
                .header("Retry-After", notNullValue());

        // when
        decide(asTenant("admin-1", "admin"), UUID.fromString(approved), "success")
                .statusCode(200);
        decide(asTenant("admin-1", "admin"), UUID.fromString(rejected), "failed")
                .statusCode(200);

        // then
        JsonPath receipt = sealed(approved);
        assertVerified(
                approved,
                VerifierProcess.compiled(directory)
                        .verify(receipt(asStaff(), approved).asString(), hashOf(receipt.getLong("block.number"))));
        assertProblem(receipt(asStaff(), rejected).then(), 404, "receipt-not-found");
    }

    @Test
    void givenBlocks_whenTheyAreAskedFor_thenEachStandsOnTheOneBefore() {
        // given
        UUID mine = open(user);
        UUID theirs = open(otherUser);
        String first = move(mine, theirs, "1");
        long own = sealed(first).getLong("block.number");
        long last = sealed(move(mine, theirs, "1")).getLong("block.number");

        // then
        String before = "0".repeat(64);
        for (long number = 1; number <= last; number++) {
            JsonPath block = asTenant(user, "user")
                    .get("/v1/transactions/blocks/{number}", number)
                    .jsonPath();
            assertEquals(before, block.getString("previousHash"));
            before = block.getString("hash");
        }
        asTenant(user, "user")
                .get("/v1/transactions/blocks/latest")
                .then()
                .statusCode(200)
                .body("number", equalTo((int) last))
                .body("hash", equalTo(before));
        assertProblem(
                asStaff().get("/v1/transactions/blocks/{number}", last + 1).then(), 404, "block-not-found");
        assertProblem(asStaff().get("/v1/transactions/blocks/0").then(), 404, "block-not-found");
        assertProblem(receipt(asStaff(), first, last + 1).then(), 404, "block-not-found");
        assertProblem(receipt(asStaff(), first, own + 1001).then(), 400, "invalid-request");
        assertProblem(receipt(asStaff(), first, 0).then(), 400, "invalid-request");
        assertProblem(receipt(asStaff(), UUID.randomUUID().toString()).then(), 404, "transaction-not-found");
    }

    private String askForTopUp() {
        return once(asTenant(user, "user"))
                .body("{\"amount\": 50}")
                .post("/transactions/topup")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static void assertVerified(String id, Verdict verdict) {
        assertEquals(0, verdict.exit(), verdict::output);
        assertTrue(verdict.output().startsWith("VERIFIED transaction " + id), verdict.output());
    }

    /** Every name, text and number of the receipt with one character of it changed, and the receipt with one field more. */
    private static List<String> changedInOnePlace(String receipt) {
        List<String> changed = new ArrayList<>();
        Matcher scalar = SCALAR.matcher(receipt);
        while (scalar.find()) {
            int at = scalar.end() - (receipt.charAt(scalar.end() - 1) == '"' ? 2 : 1);
            if (receipt.charAt(at) == 'Z') {
                at--;
            }
            char other = receipt.charAt(at) == '1' ? '2' : '1';
            changed.add(receipt.substring(0, at) + other + receipt.substring(at + 1));
        }
        changed.add(receipt.replaceFirst("\\{", "{\"more\":1,"));
        changed.add(receipt.replaceFirst("\\{", "{\"tenant\":\"other\","));
        changed.add(receipt + "x");
        changed.add(receipt.substring(0, receipt.length() - 1));
        return changed;
    }
}

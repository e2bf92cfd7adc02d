package io.ballast.ledger.archive;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.infrastructure.testkit.ServiceDatabase;
import io.ballast.infrastructure.testkit.ServiceDatabase.SqlFailed;
import io.ballast.ledger.Backdated;
import io.ballast.ledger.RunningService;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Old months leave and come back, and what can be asked of them is always answered right or not at all. */
@QuarkusTest
class ArchiveIT extends RunningService {

    private static final Duration BOUND = Duration.ofSeconds(60);

    @Inject
    ArchivingMonths archiving;

    @Inject
    ArchiveWork work;

    @Inject
    LedgerMonths months;

    private final String tenant = "old-" + UUID.randomUUID();
    private UUID account;
    private UUID other;
    private Backdated past;

    @Test
    void givenOldMonths_whenTheyAreArchived_thenEveryQuestionIsAnsweredAsBefore() {
        // given
        YearMonth month = YearMonth.of(1990, 1);
        havingAPast(month);
        String before = answers(month);

        // when
        archive(month);
        archive(month.plusMonths(1));

        // then
        assertEquals(before, answers(month));
        assertEquals(
                0,
                database.number(
                        "select count(*) from ledger where account_id = ? and created_at < ?",
                        account,
                        month.plusMonths(2).atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC)));
        assertEquals(
                List.of(3L, 4L),
                database
                        .query("select version from balance_checkpoints where account_id = ? order by at", account)
                        .stream()
                        .map(row -> row.get("version"))
                        .toList());
        operator()
                .get("/v1/archives")
                .then()
                .statusCode(200)
                .body("items.month", contains("1990-02", "1990-01"))
                .body("items.entries", contains(2, 6))
                .body("items.state", contains("archived", "archived"));
    }

    @Test
    void givenAnArchivedMonth_whenSomebodyWouldChangeIt_thenPostgresRefuses() {
        // given
        YearMonth month = YearMonth.of(1990, 5);
        havingAPast(month);
        archive(month);
        archive(month.plusMonths(1));

        // then
        for (String statement : List.of(
                "update ledger_archive set amount = 1 where account_id = '" + account + "'",
                "delete from ledger_archive where account_id = '" + account + "'",
                "truncate ledger_archive",
                "update balance_checkpoints set balance = 1 where account_id = '" + account + "'",
                "delete from balance_checkpoints where account_id = '" + account + "'")) {
            assertTrue(refused(() -> database.update(statement)).startsWith("23001"), statement);
            try (ServiceDatabase service = serviceRole()) {
                assertTrue(
                        refused(() -> service.inTenant(tenant, () -> service.update(statement)))
                                .startsWith("42501"),
                        statement);
            }
        }
        try (ServiceDatabase service = serviceRole()) {
            assertEquals(8, service.inTenant(tenant, () -> service.number("select count(*) from ledger_archive")));
            assertEquals(0, service.inTenant("nobody", () -> service.number("select count(*) from ledger_archive")));
            assertEquals(0, service.inTenant("nobody", () -> service.number("select count(*) from entries")));
            assertEquals(0, service.inTenant("nobody", () -> service.number("select count(*) from archives")));
            assertTrue(refused(() -> service.inTenant(
                            tenant, () -> service.query("select drop_archived_month(?)", month.atDay(1))))
                    .startsWith("23514"));
            assertTrue(refused(() -> service.inTenant(
                            tenant, () -> service.query("select make_archive_partition(?)", month.atDay(1))))
                    .startsWith("23514"));
            assertTrue(refused(() -> service.inTenant(
                            tenant,
                            () -> service.query(
                                    "select publish_restored_entries(?, gen_random_uuid())", month.atDay(1))))
                    .startsWith("23514"));
            assertTrue(refused(() -> service.inTenant(tenant, () -> service.update("delete from restored_entries")))
                    .startsWith("42501"));
        }
    }

    @Test
    void givenAnExportedMonth_whenItIsDroppedAndRestored_thenItIsTheSameAgain() throws IOException {
        // given
        YearMonth month = YearMonth.of(1991, 1);
        havingAPast(month);
        archive(month);
        archive(month.plusMonths(1));
        String before = answers(month);

        // when
        ask(month, "export");
        awaitState(month, "exported");
        Map<String, Object> exported = archived(month);
        await(work.dropExported());

        // then
        awaitState(month, "dropped");
        assertEquals(
                0,
                database.number("select count(*) from ledger_archive where account_id = ? and version <= 3", account));
        assertTrue(Files.readString(folder().resolve(month + ".manifest.json"))
                .contains(exported.get("sha256").toString()));
        assertAnswersOfADroppedMonth(month);
        assertBooksAgree();

        // when
        ask(month, "restore");
        awaitState(month, "restored");

        // then
        assertEquals(before, answers(month));
        assertBooksAgree();
        ask(month, "export");
        awaitState(month, "exported");
        assertEquals(exported.get("sha256"), archived(month).get("sha256"));
    }

    @Test
    void givenATamperedFile_whenItIsRestored_thenNothingOfItIs() throws IOException {
        // given
        YearMonth month = YearMonth.of(1992, 1);
        havingAPast(month);
        archive(month);
        archive(month.plusMonths(1));
        ask(month, "export");
        awaitState(month, "exported");
        await(work.dropExported());
        awaitState(month, "dropped");
        Path lines = folder().resolve(month + ".jsonl.gz");
        byte[] right = Files.readAllBytes(lines);
        tamper(lines);

        // when
        ask(month, "restore");

        // then
        awaitFailure(month, "the file is not what its manifest says");
        Files.write(lines, "no gzip".getBytes(StandardCharsets.UTF_8));
        ask(month, "restore");
        awaitFailure(month, "the file can not be read");
        assertEquals(0, database.number("select count(*) from entries where account_id = ? and version <= 3", account));

        // when
        Files.write(lines, right);
        ask(month, "restore");

        // then
        awaitState(month, "restored");
    }

    @Test
    void givenRowsThatChangeOnTheirWayBack_whenTheirHashIsTaken_thenNobodyHasReadThem() {
        // given
        YearMonth month = YearMonth.of(1992, 7);
        havingAPast(month);
        archive(month);
        archive(month.plusMonths(1));
        ask(month, "export");
        awaitState(month, "exported");
        await(work.dropExported());
        awaitState(month, "dropped");
        database.update("""
                create function spoil_entry() returns trigger language plpgsql as
                $$ begin new.amount := new.amount + 1; return new; end $$""");
        database.update("""
                create trigger spoil_entry before insert on restored_entries for each row when (new.version = 2)
                execute function spoil_entry()""");

        // when
        ask(month, "restore");

        // then
        awaitFailure(month, "the restored entries are not those that were exported");
        assertEquals(0, database.number("select count(*) from entries where account_id = ? and version <= 3", account));
        assertEquals(0, database.number("select count(*) from restored_entries where tenant = ?", tenant));
        assertAnswersOfADroppedMonth(month);

        // when
        database.update("drop function spoil_entry cascade");
        ask(month, "restore");

        // then
        awaitState(month, "restored");
        assertEquals(3, database.number("select count(*) from entries where account_id = ? and version <= 3", account));
        assertEquals(0, database.number("select count(*) from restored_entries where tenant = ?", tenant));
    }

    @Test
    void givenAnExportThatWasCutOff_whenItsClaimRunsOut_thenAnotherBeginsAnew() throws IOException {
        // given
        YearMonth month = YearMonth.of(1993, 1);
        havingAPast(month);
        archive(month);
        archive(month.plusMonths(1));
        Files.createDirectories(folder());
        Files.writeString(folder().resolve(month + ".jsonl.gz.part-dead"), "half");
        database.update("""
                update archives set state = 'exporting', done = 1, claimed_by = gen_random_uuid(),
                       claimed_until = now() + interval '2 seconds'
                where tenant = ? and month = ?""", tenant, month.atDay(1));

        // then
        awaitState(month, "exported");
        assertEquals(List.of("1993-01.jsonl.gz", "1993-01.manifest.json"), filesOf(folder()));
    }

    @Test
    void givenAnAccountWhoseVersionWasRaised_whenTheMonthIsArchived_thenItsEntriesProveItAllTheSame() {
        // given
        YearMonth month = YearMonth.of(1994, 1);
        havingAPast(month);
        past.loseAVersion(account);
        past.transfer(other, account, 1, at(month.plusMonths(2), 6, 0));
        database.update(
                "insert into version_raises (tenant, account_id, after_version, version) values (?, ?, 5, 6)",
                tenant,
                account);

        // when
        archive(month);
        archive(month.plusMonths(1));
        archive(month.plusMonths(2));

        // then
        assertEquals(
                List.of(3L, 4L, 7L),
                database
                        .query("select version from balance_checkpoints where account_id = ? order by at", account)
                        .stream()
                        .map(row -> row.get("version"))
                        .toList());
        assertBooksAgree();
    }

    @Test
    void givenAMonthWhoseEntriesDoNotProveThemselves_whenItIsToBeArchived_thenItStays() {
        // given
        YearMonth month = YearMonth.of(1999, 11);
        havingAPast(month);
        past.loseAVersion(account);
        past.transfer(other, account, 1, month.atDay(28).atStartOfDay().toInstant(ZoneOffset.UTC));

        // then
        assertThrows(UnprovenMonth.class, () -> archive(month));
        assertEquals(
                4,
                database.number(
                        "select count(*) from ledger where account_id = ? and created_at < ?",
                        account,
                        month.plusMonths(1).atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC)));
        try (ServiceDatabase service = serviceRole()) {
            assertTrue(refused(() -> service.inTenant(
                            tenant, () -> service.query("select archive_ledger_month(?)", month.atDay(1))))
                    .startsWith("23514"));
            assertTrue(refused(() -> service.inTenant(
                            tenant,
                            () -> service.query(
                                    "select archive_ledger_month(?)",
                                    YearMonth.now(ZoneOffset.UTC).atDay(1))))
                    .startsWith("23514"));
        }
    }

    @Test
    void givenNoOperator_whenArchivesAreAskedFor_thenItIsForbidden() {
        assertProblem(asUser().get("/v1/archives").then(), 403, "forbidden");
        assertProblem(asService().post("/v1/archives/1990-01/export").then(), 403, "forbidden");
        assertProblem(operator().post("/v1/archives/1980-01/export").then(), 404, "archive-not-found");
        assertProblem(operator().post("/v1/archives/january/restore").then(), 404, "archive-not-found");
        operator().get("/v1/archives").then().statusCode(200).body("items", hasSize(0));
    }

    @Test
    void givenTheRunningService_whenItsPartitionsAreLookedAt_thenTheMonthsAheadAreThere() {
        YearMonth last = YearMonth.now(ZoneOffset.UTC).plusMonths(3);
        eventually()
                .until(() -> database.number(
                                "select count(*) from pg_class where relname = ?",
                                "ledger_" + last.toString().replace("-", ""))
                        == 1);
        assertEquals(0, database.number("select count(*) from ledger_unplaced"));
    }

    /** Three entries in the month, one in the next, one in the third, on each of two accounts. */
    private void havingAPast(YearMonth month) {
        past = new Backdated(database, tenant);
        Instant opened = at(month, 1, 0);
        account = past.account(user, opened);
        other = past.account(otherUser, opened);
        past.transfer(other, account, 10_000, at(month, 3, 8));
        past.transfer(account, other, 2_500, at(month, 3, 9));
        past.transfer(account, other, 500, at(month, 20, 0));
        past.transfer(other, account, 7, at(month.plusMonths(1), 10, 0));
        past.transfer(other, account, 1, at(month.plusMonths(2), 5, 0));
    }

    /** Balances, entries and history over the months, as the service tells them. */
    private String answers(YearMonth month) {
        StringBuilder answers = new StringBuilder();
        for (int ahead = -1; ahead <= 3; ahead++) {
            for (int day : List.of(1, 4, 28)) {
                answers.append(ask("balance?asOf=" + at(month.plusMonths(ahead), day, 1)));
            }
        }
        answers.append(ask("entries?limit=3")).append(ask("entries"));
        answers.append(ask("history?step=day&from=" + at(month, 1, 0) + "&to=" + at(month.plusMonths(3), 1, 0)));
        return answers.toString();
    }

    private void assertAnswersOfADroppedMonth(YearMonth month) {
        // Between the first entry and the last of the month nobody knows; at its ends the checkpoints do.
        assertProblem(get("balance?asOf=" + at(month, 4, 0)).then(), 409, "history-exported")
                .body("month", equalTo(month.toString()));
        get("balance?asOf=" + at(month.plusMonths(1), 1, 0))
                .then()
                .statusCode(200)
                .body("version", equalTo(3));
        get("balance?asOf=" + at(month.minusMonths(1), 4, 0))
                .then()
                .statusCode(200)
                .body("version", equalTo(0));
        String cursor = get("entries")
                .then()
                .statusCode(200)
                .body("items.version", contains(5, 4))
                .body("nextCursor", notNullValue())
                .extract()
                .path("nextCursor");
        assertProblem(get("entries?cursor=" + cursor).then(), 409, "history-exported");
        get("entries?from=" + at(month.plusMonths(1), 1, 0))
                .then()
                .statusCode(200)
                .body("items", hasSize(2));
        assertProblem(
                get("history?from=" + at(month, 5, 0) + "&to=" + at(month.plusMonths(2), 1, 0))
                        .then(),
                409,
                "history-exported");
        get("history?from=" + at(month.plusMonths(1), 1, 0) + "&to=" + at(month.plusMonths(2), 1, 0) + "&step=month")
                .then()
                .statusCode(200)
                .body("points.version", contains(4));
    }

    private Response get(String question) {
        return as(tokens.token(user, "user").tenant(tenant).sign()).get("/v1/accounts/" + account + "/" + question);
    }

    private String ask(String question) {
        return get(question).then().statusCode(200).extract().asString();
    }

    private RequestSpecification operator() {
        return as(tokens.token("operator-1", "operator").tenant(tenant).sign());
    }

    private void ask(YearMonth month, String what) {
        operator()
                .post("/v1/archives/{month}/{what}", month.toString(), what)
                .then()
                .statusCode(202);
    }

    private void awaitState(YearMonth month, String state) {
        eventually().until(() -> archived(month).get("state").equals(state));
    }

    private void awaitFailure(YearMonth month, String failure) {
        eventually().until(() -> failure.equals(archived(month).get("failure")));
        assertEquals("dropped", archived(month).get("state"));
    }

    private Map<String, Object> archived(YearMonth month) {
        return operator()
                .get("/v1/archives")
                .then()
                .statusCode(200)
                .extract()
                .path("items.find { it.month == '" + month + "' }");
    }

    /** With what other tests have left before it. */
    private void archive(YearMonth month) {
        YearMonth oldest = months.oldest().await().atMost(BOUND).orElseThrow();
        while (!oldest.isAfter(month)) {
            await(archiving.archive(oldest));
            oldest = months.oldest().await().atMost(BOUND).orElseThrow();
        }
    }

    private static void await(Uni<Void> work) {
        work.await().atMost(BOUND);
    }

    private Path folder() {
        return Path.of(setting("ballast.archive.directory"), tenant);
    }

    private static List<String> filesOf(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** Makes an amount another, in a file that is whole as gzip and JSON. */
    private static void tamper(Path lines) throws IOException {
        String text;
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(lines))) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(lines))) {
            out.write(text.replace("\"amount\":10000", "\"amount\":90000").getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String refused(Executable statement) {
        return assertThrows(SqlFailed.class, statement).getMessage();
    }

    /** Balances are still proven: by the entries that are there, after those that are known by a checkpoint. */
    private void assertBooksAgree() {
        for (UUID each : List.of(account, other)) {
            as(tokens.token("admin-1", "admin").tenant(tenant).sign())
                    .post("/v1/accounts/{id}/recalculate", each)
                    .then()
                    .statusCode(200)
                    .body("corrected", equalTo(false));
        }
    }

    private static Instant at(YearMonth month, int day, int hour) {
        return month.atDay(day).atTime(hour, 0).toInstant(ZoneOffset.UTC);
    }
}

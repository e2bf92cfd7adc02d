package io.ballast.notification.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.events.outbox.OutboxConfig;
import io.ballast.notification.RunningService;
import io.ballast.notification.stream.Publication.Version;
import io.ballast.notification.user.User;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class UserStreamsIT extends RunningService {

    private static final Instant TIME = Instant.parse("2025-11-04T10:30:00.123Z");

    @Inject
    UserStreams streams;

    @Inject
    StreamConfig config;

    @Inject
    OutboxConfig relay;

    private final User user = new User("default", "user-" + UUID.randomUUID());
    private final StreamKeys keys = StreamKeys.of(user);
    private final UUID account = UUID.randomUUID();

    @Test
    void givenAStream_whenEventsAreAppended_thenEachHasTheNextPlace() {
        Position start = position();

        assertEquals(0, start.sequence());
        assertEquals(new Appended.At(new Position(start.epoch(), 1)), append(event()));
        assertEquals(new Appended.At(new Position(start.epoch(), 2)), append(event()));
        assertEquals(new Position(start.epoch(), 2), position());
    }

    @Test
    void givenAnAppendedEvent_whenItComesAgain_thenItIsADuplicate() {
        Publication event = event();
        Appended.At first = assertInstanceOf(Appended.At.class, append(event));
        append(event());

        assertEquals(new Appended.Duplicate(Optional.of(first.position())), append(event));
        assertEquals(2, position().sequence());
    }

    @Test
    void givenAPublishedVersion_whenAnotherComes_thenOnlyANewerIsAppended() {
        append(version(2, 2));

        assertEquals(new Appended.Outdated(), append(version(1, 2)));
        assertEquals(new Appended.Outdated(), append(version(2, 2)));
        assertInstanceOf(Appended.At.class, append(version(3, 3)));
    }

    @Test
    void givenEventsOfSeveralUsers_whenTheyAreAppendedTogether_thenEachUserHasTheirOwnInOrderAndWhatIsNoNewsIsSaid() {
        User other = new User("acme", user.id());
        Publication twice = event();

        List<Appended> appended = streams.append(List.of(
                        new UserStreams.Entry(user, version(1, 0)),
                        new UserStreams.Entry(other, twice),
                        new UserStreams.Entry(user, version(2, 0)),
                        new UserStreams.Entry(other, twice),
                        new UserStreams.Entry(user, version(1, 0)),
                        new UserStreams.Entry(user, event())))
                .await()
                .indefinitely();

        String epoch = position().epoch();
        assertEquals(new Appended.At(new Position(epoch, 1)), appended.get(0));
        assertEquals(new Appended.At(new Position(epoch, 2)), appended.get(2));
        assertEquals(new Appended.Outdated(), appended.get(4));
        assertEquals(new Appended.At(new Position(epoch, 3)), appended.get(5));
        assertInstanceOf(Appended.At.class, appended.get(1));
        assertInstanceOf(Appended.Duplicate.class, appended.get(3));
        assertEquals(1, since(other, new Position("none", 0)).events().size());
    }

    @Test
    void givenARedisThatWasRestarted_whenEventsAreAppended_thenItIsGivenTheScriptAgain() {
        redis.command("SCRIPT", "FLUSH");

        assertInstanceOf(Appended.At.class, append(event()));
    }

    @Test
    void givenRedisKnowsNothing_whenAVersionComes_thenWhatPostgresqlKnowsDecides() {
        assertEquals(new Appended.Outdated(), append(version(1, 2)));
        assertInstanceOf(Appended.At.class, append(version(2, 2)));
        // PostgreSQL is ahead when several were saved before the first was published
        assertInstanceOf(Appended.At.class, append(version(3, 5)));
    }

    @Test
    void givenAReader_whenItIsBehind_thenItIsGivenWhatItMissed() {
        Position start = position();
        append(event());
        append(event());
        append(event());

        Replay replay = since(new Position(start.epoch(), 1));

        assertEquals(List.of(2L, 3L), sequences(assertInstanceOf(Replay.Missed.class, replay)));
        UserEvent event = replay.events().getFirst();
        assertEquals("transaction_failed", event.type());
        assertEquals("{\"a\":\"ä\\n\"}", event.data());
        assertEquals(TIME, event.time());
        assertEquals(List.of(), since(new Position(start.epoch(), 3)).events());
    }

    @Test
    void givenAReader_whenItIsTooFarBehind_thenItBeginsAnewAndIsGivenNoPart() {
        Position start = position();
        int left = config.maxLength() / 16;
        int count = config.maxLength() + left;
        IntStream.range(0, count).forEach(i -> append(event()));

        assertEquals(
                new Replay.Reset(new Position(start.epoch(), count).beginningAnew(), List.of()),
                since(new Position(start.epoch(), 2)));
        assertEquals(
                config.maxLength(),
                since(new Position(start.epoch(), left)).events().size());
    }

    @Test
    void givenAReaderOfAnOldEpoch_whenItComesBack_thenItBeginsAnewWithAllEventsOfTheNew() {
        append(event());
        Position old = position();
        redis.command("DEL", keys.state(), keys.stream(), keys.seen());
        append(event());
        append(event());

        Replay.Reset reset = assertInstanceOf(Replay.Reset.class, since(old));

        assertNotEquals(old.epoch(), reset.start().epoch());
        assertEquals(0, reset.start().sequence());
        assertEquals(List.of(1L, 2L), sequences(reset));
    }

    @Test
    void givenASequenceThatWentBack_whenAReaderAsks_thenTheEpochEnds() {
        // given a reader that was given more than a failover has kept
        append(event());
        Position kept = position();

        Replay.Reset reset =
                assertInstanceOf(Replay.Reset.class, since(new Position(kept.epoch(), kept.sequence() + 3)));

        assertNotEquals(kept.epoch(), reset.start().epoch());
        assertEquals(position(), reset.start());
    }

    @Test
    void givenAStreamOfABuildThatKnewNoServers_whenAnEventComes_thenTheEpochGoesOn() {
        append(event());
        Position before = position();
        redis.command("HDEL", keys.state(), "origin", "base");

        assertEquals(new Appended.At(new Position(before.epoch(), 2)), append(event()));
        assertInstanceOf(Replay.Missed.class, since(before));
    }

    @Test
    void givenAStream_whenClientsSayWhatTheyHaveShown_thenTheFurthestCounts() {
        append(event());
        append(event());
        append(event());
        Position last = position();

        acknowledge(new Position(last.epoch(), 2));
        acknowledge(new Position(last.epoch(), 1));
        acknowledge(new Position("other", 3));

        assertTrue(isAcknowledged(new Position(last.epoch(), 2)));
        assertFalse(isAcknowledged(last));
        // what does not exist yet can not have been shown
        acknowledge(new Position(last.epoch(), 99));
        append(event());
        assertTrue(isAcknowledged(last));
        assertFalse(isAcknowledged(position()));
        assertFalse(isAcknowledged(new Position("other", 1)));
    }

    @Test
    void givenAStreamWhoseStateIsLost_whenAnEventComes_thenTheStreamIsNotContinued() {
        append(event());
        append(event());
        redis.command("DEL", keys.state());

        append(event());

        assertEquals("1", redis.command("XLEN", keys.stream()));
        assertEquals(1, position().sequence());
    }

    @Test
    void givenAStream_whenNothingComesAnyMore_thenEveryKeyEndsByItself() {
        append(event());

        for (String key : List.of(keys.state(), keys.stream(), keys.seen())) {
            assertTrue(remaining(key) > 0, key);
        }
        assertTrue(remaining(keys.state()) > remaining(keys.stream()));
    }

    @Test
    void givenAStateThatEndsSoon_whenAnEventComesAWhileLater_thenItIsKeptOn() {
        append(event());
        redis.command("PEXPIRE", keys.state(), "60000");
        append(event());
        assertTrue(Long.parseLong(redis.command("PTTL", keys.state())) <= 60_000);
        redis.command(
                "HINCRBY", keys.state(), "renewed", "-" + config.stateTtl().toMillis() / 50);

        append(event());

        assertTrue(Long.parseLong(redis.command("PTTL", keys.state())) > 60_000);
    }

    @Test
    void givenKeysThatWereRenewedLongAgo_whenAnEventComesAfterARead_thenTheyLiveOn() {
        append(event());
        position();
        redis.command("PEXPIRE", keys.stream(), "60000");
        redis.command("HINCRBY", keys.state(), "renewed", "-" + config.ttl().toMillis() / 50);

        append(event());

        assertTrue(remaining(keys.state()) >= config.stateTtl().toMillis());
        assertTrue(remaining(keys.stream()) >= config.ttl().toMillis());
    }

    @Test
    void givenAReadAfterAnEvent_whenItAsks_thenTheStateDoesNotEndEarlierForIt() {
        append(event());

        position();
        since(new Position("none", 0));

        assertTrue(remaining(keys.state()) > config.stateTtl().toMillis());
    }

    @Test
    void givenAStreamThatRedisHasGivenUp_whenAnEventComes_thenTheNewOneEndsByItselfToo() {
        append(event());
        redis.command("DEL", keys.stream());

        append(event());

        assertTrue(remaining(keys.stream()) >= config.ttl().toMillis());
        assertEquals(2, position().sequence());
    }

    @Test
    void givenMoreUsersThanRedisTakesAtOnce_whenTheirEventsAreAppended_thenEachHasTheirs() {
        List<User> users = IntStream.range(0, 2 * config.usersAtOnce() + 1)
                .mapToObj(number -> new User("default", user.id() + "-" + number))
                .toList();
        List<UserStreams.Entry> entries = Stream.concat(users.stream(), users.stream())
                .map(each -> new UserStreams.Entry(each, event()))
                .toList();

        List<Appended> appended = streams.append(entries).await().indefinitely();

        for (int i = 0; i < entries.size(); i++) {
            Appended.At at = assertInstanceOf(Appended.At.class, appended.get(i));
            assertEquals(i < users.size() ? 1 : 2, at.position().sequence());
        }
    }

    @Test
    void givenMoreEventsThanAreKept_whenTheyAreAppended_thenTheMemoryOfTheUserIsBounded() {
        int count = config.rememberedIds() + 10;
        List<Publication> events =
                Stream.generate(UserStreamsIT::event).limit(count).toList();

        events.forEach(this::append);

        int kept = Integer.parseInt(redis.command("XLEN", keys.stream()));
        assertTrue(kept >= config.maxLength() && kept < config.maxLength() * 17 / 16, () -> kept + " are kept");
        assertEquals(Integer.toString(config.rememberedIds()), redis.command("ZCARD", keys.seen()));
        assertEquals(new Appended.Duplicate(Optional.empty()), append(events.get(10)));
    }

    @Test
    void givenTheDefaults_whenARelayIsKilled_thenMoreIsRememberedThanItDeliversAgain() {
        assertTrue(config.rememberedIds() > relay.batchSize());
    }

    /** In ms; negative if the key does not end. */
    private long remaining(String key) {
        return Long.parseLong(redis.command("PTTL", key));
    }

    private void acknowledge(Position shown) {
        streams.acknowledge(user, shown).await().indefinitely();
    }

    private boolean isAcknowledged(Position event) {
        return streams.isAcknowledged(user, event).await().indefinitely();
    }

    private Appended append(Publication publication) {
        return streams.append(user, publication).await().indefinitely();
    }

    private Position position() {
        return streams.position(user).await().indefinitely();
    }

    private Replay since(Position reached) {
        return since(user, reached);
    }

    private Replay since(User of, Position reached) {
        return streams.since(of, reached).await().indefinitely();
    }

    private Publication version(long version, long known) {
        return publication(Optional.of(new Version(account, version, known)));
    }

    private static Publication event() {
        return publication(Optional.empty());
    }

    private static Publication publication(Optional<Version> version) {
        return new Publication(
                UUID.randomUUID(), "transaction_failed", "{\"a\":\"ä\\n\"}", "", TIME, version, Optional.empty());
    }

    private static List<Long> sequences(Replay replay) {
        return replay.events().stream()
                .map(event -> event.position().sequence())
                .toList();
    }
}

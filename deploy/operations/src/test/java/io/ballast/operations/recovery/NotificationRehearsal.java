package io.ballast.operations.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.events.Topics;
import io.ballast.infrastructure.PostgresServer;
import io.ballast.infrastructure.WebPushKeys;
import io.ballast.infrastructure.testkit.ServiceDatabase;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * notification-service's database is restored to a moment that Kafka, Redis and the users' sockets are ahead of, and before which a
 * user was not erased yet. The ledger is the judge of balances. {@code make rehearse-recovery}.
 */
class NotificationRehearsal {

    private static final Duration BOUND = Duration.ofSeconds(90);
    private static final String ALICE = "alice";
    private static final String BOB = "bob";

    /** Opens an account in the lost time. */
    private static final String CAROL = "carol";

    /** Is erased in the lost time. */
    private static final String DAVE = "dave";

    /** Has all tokens revoked in the lost time. */
    private static final String FRANK = "frank";

    private static final Map<String, String> GROUPS = Map.of(
            Phones.GROUP, Topics.LEDGER_BALANCES,
            Phones.CHAIN_GROUP, Topics.CHAIN_BALANCES,
            Phones.DEPOSITS_GROUP, Topics.DEPOSITS);

    private static final List<String> PERSONAL =
            List.of("devices", "pushes", "notification_preferences", "account_states", "wallet_states");

    private static final Map<String, String> QUICK =
            Map.of("ballast.push.delay", "2s", "ballast.push.allow-loopback-targets", "true");

    @TempDir
    Path directory;

    private final Verdicts verdicts = new Verdicts("notification");
    private Surroundings surroundings;
    private ArchivedDatabase database;
    private PostgresServer ledgerPostgres;
    private PushService pushes;
    private KnownStates states;
    private Ledger ledger;
    private RunningService notification;
    private UUID alice;
    private UUID bob;
    private UUID carol;
    private UUID dave;

    private Device kept;

    /** Alice's until she removes it in the lost time. */
    private Device removed;

    private Device bobs;
    private Device daves;

    /** @param endpoint where it is pushed to */
    private record Device(String id, String endpoint) {}

    /**
     * To which the database is restored.
     *
     * @param place of Alice's newest frame
     * @param pushed to Alice's device, how often by topic
     */
    private record Moment(String time, String place, Map<String, Integer> pushed) {}

    /**
     * What has come of the lost time until the disaster.
     *
     * @param transactions of Alice
     * @param place of Alice's newest frame
     * @param version of Alice's account
     * @param added her new device
     * @param pushed to each device, how often by topic
     */
    private record LostTime(
            List<String> transactions,
            String place,
            long version,
            Device added,
            Map<Device, Map<String, Integer>> pushed,
            String ofDave,
            String ofFrank) {}

    @BeforeEach
    void startParts() {
        surroundings = new Surroundings(directory);
        database = ArchivedDatabase.start("notification", directory);
        ledgerPostgres = PostgresServer.start();
        pushes = PushService.start();
        states = new KnownStates(database::view);
        ledger = new Ledger(
                surroundings.start(Ledger.MODULE, ledgerPostgres.createDatabase("ledger"), Map.of()), surroundings);
        startNotification();
    }

    @AfterEach
    void stopParts() throws IOException {
        verdicts.write();
        notification.close();
        ledger.service().close();
        pushes.close();
        surroundings.close();
        ledgerPostgres.close();
        database.close();
    }

    @Test
    void givenANotificationBehindItsUsers_whenRestoredByTheDocument_thenEachIsToldTheTruthOnceAndWhoWasErasedStaysSo()
            throws Exception {
        // given
        openAccounts();
        registerDevices();
        Moment moment = moment();
        LostTime lost = lostTime(moment);

        // when: the disaster, and the ledger goes on
        notification.kill();
        String meanwhile = ledger.transfers(alice, bob, 1).getFirst();
        database.restore(moment.time());
        assertRestored(lost);

        // when: the steps of the document, nobody being let in yet
        eraseInDatabase(DAVE);
        GROUPS.forEach((group, topic) -> surroundings.moveBack(group, topic, moment.time()));
        startNotification();
        GROUPS.forEach(surroundings::awaitCaughtUp);
        assertKnownAgain();
        awaitPushed(moment.pushed().size() + lost.transactions().size() + 1);
        erase(DAVE);
        assertRevokedAgain(lost.ofFrank());

        // then
        assertErased(lost);
        assertPushed(moment, lost);
        assertAcknowledgedIsNotPushed(lost);
        assertChangesOfTheLostTimeAreLost(lost.added());

        // then: clients are let in
        assertToldTheRest(moment, lost, meanwhile);
        verdicts.end();
    }

    /** Changes have reached sockets and devices, before and after the base backup. */
    private Moment moment() throws SQLException {
        try (UserSocket socket = open(ALICE)) {
            ledger.transfers(alice, bob, 2);
            database.backUp();
            socket.awaitTold(ledger.transfers(alice, bob, 2).getLast());
            awaitPushed(4);
            return new Moment(database.moment(), socket.place(), taken(kept));
        }
    }

    /** What happens after the moment, all that the database holds: states, pushes, devices, preferences, erasure, revocation. */
    private LostTime lostTime(Moment moment) throws SQLException {
        String ofDave = surroundings.token(DAVE, "user");
        String ofFrank = surroundings.token(FRANK, "user");
        try (UserSocket alices = open(ALICE);
                UserSocket bobsSocket = open(BOB)) {
            List<String> transactions = ledger.transfers(alice, bob, 3);
            alices.awaitTold(transactions.getLast());
            bobsSocket.awaitTold(ledger.transfers(dave, bob, 1).getFirst());
            acknowledge(bobsSocket);
            awaitPushed(moment.pushed().size() + transactions.size());
            carol = ledger.open(CAROL);
            awaitSeen(CAROL, carol);
            Device added = register(ALICE);
            remove(removed);
            tellFrom(ALICE, 5);
            erase(DAVE);
            revoke(FRANK);
            awaitRefused(ofDave);
            awaitRefused(ofFrank);
            return new LostTime(
                    transactions,
                    alices.place(),
                    states.account(ALICE, alice).orElseThrow().version(),
                    added,
                    Map.of(kept, taken(kept), bobs, taken(bobs), daves, taken(daves)),
                    ofDave,
                    ofFrank);
        }
    }

    private void openAccounts() throws SQLException {
        alice = ledger.open(ALICE);
        bob = ledger.open(BOB);
        dave = ledger.open(DAVE);
        awaitSeen(ALICE, alice);
        awaitSeen(BOB, bob);
        awaitSeen(DAVE, dave);
    }

    private void registerDevices() {
        kept = register(ALICE);
        removed = register(ALICE);
        bobs = register(BOB);
        daves = register(DAVE);
        List.of(ALICE, BOB, DAVE).forEach(user -> tellFrom(user, 1));
    }

    private void acknowledge(UserSocket socket) {
        socket.acknowledge();
        String sequence = socket.place().replaceFirst(".*:", "");
        Awaitility.await()
                .atMost(BOUND)
                .until(() -> surroundings.acknowledged(BOB).equals(sequence));
    }

    private void assertRestored(LostTime lost) throws SQLException {
        long version = states.account(ALICE, alice).orElseThrow().version();
        assertThat(version).isLessThan(lost.version());
        assertThat(states.account(CAROL, carol)).isEmpty();
        assertThat(personal(DAVE)).containsEntry("devices", 1L).containsEntry("account_states", 1L);
        verdicts.holds(
                "the database is as it was at the moment: it knows version %d of an account whose owner has seen %d, and the"
                        + " user who was erased since",
                version, lost.version());
    }

    private void assertKnownAgain() throws SQLException {
        for (Map.Entry<String, UUID> each :
                Map.of(ALICE, alice, BOB, bob, CAROL, carol).entrySet()) {
            assertThat(states.account(each.getKey(), each.getValue())).contains(truth(each.getValue()));
        }
        verdicts.holds(
                "when the groups have no lag it knows of each account what the ledger has, also of the one opened since");
    }

    private void assertRevokedAgain(String token) {
        assertThat(notification.get("/v1/devices", token).at("/devices")).isEmpty();
        verdicts.holds(
                "the database has forgotten the tokens that were revoked in the lost time: one is believed again");
        revoke(FRANK);
        awaitRefused(token);
        verdicts.holds("it is refused once it is revoked again");
    }

    private void assertErased(LostTime lost) throws SQLException {
        awaitRefused(lost.ofDave());
        assertThat(personal(DAVE).values()).containsOnly(0L);
        assertThat(surroundings.hasStream(DAVE)).isFalse();
        assertThat(taken(daves)).isEqualTo(lost.pushed().get(daves));
        verdicts.holds(
                "who was erased is erased: nothing in PostgreSQL and Redis, tokens refused, and nothing was pushed to"
                        + " their device since");
    }

    private void assertPushed(Moment moment, LostTime lost) {
        Map<String, Integer> after = taken(kept);
        Set<String> until = lost.pushed().get(kept).keySet();
        assertThat(after).containsAllEntriesOf(moment.pushed());
        assertThat(after.keySet()).containsAll(until);
        assertThat(after.values()).allMatch(times -> times <= 2);
        assertThat(without(after, until).values()).containsExactly(1);
        verdicts.holds(
                "a device was pushed %d changes: those before the moment once, %d of the lost time a second time under the topic"
                        + " they had, the one that came while the service was down once",
                after.size(),
                after.values().stream().filter(times -> times == 2).count());
    }

    /** Of all that was pushed to Bob nothing comes again; what he has not seen yet does. */
    private void assertAcknowledgedIsNotPushed(LostTime lost) {
        Map<String, Integer> before = lost.pushed().get(bobs);
        Map<String, Integer> after = taken(bobs);
        assertThat(after).containsAllEntriesOf(before);
        assertThat(without(after, before.keySet()).values()).containsExactly(1);
        verdicts.holds("what a socket had acknowledged in the lost time is not pushed again");
    }

    private void assertChangesOfTheLostTimeAreLost(Device added) {
        assertThat(devices(ALICE)).containsExactlyInAnyOrder(kept.id(), removed.id());
        JsonNode preferences = get(ALICE, "/v1/notification-preferences");
        assertThat(preferences.at("/thresholds/USD").asInt()).isEqualTo(1);
        remove(removed);
        Device again = registerAt(ALICE, added.endpoint());
        assertThat(devices(ALICE)).containsExactlyInAnyOrder(kept.id(), again.id());
        verdicts.holds(
                "devices and preferences are those of the moment; a device is registered and another removed once more");
    }

    private void assertToldTheRest(Moment moment, LostTime lost, String meanwhile) throws SQLException {
        try (UserSocket behind = resume(moment.place());
                UserSocket upToDate = resume(lost.place());
                UserSocket anew = open(ALICE)) {
            behind.awaitTold(meanwhile);
            upToDate.awaitTold(meanwhile);
            List<String> missed = new ArrayList<>(lost.transactions());
            missed.add(meanwhile);
            assertThat(behind.transactions()).isEqualTo(missed);
            assertThat(upToDate.transactions()).containsExactly(meanwhile);
            assertBeginsWith(anew, truth(alice));
            verdicts.holds(
                    "a client that was away since the moment is told of all %d transactions once, one that has seen the lost time"
                            + " of the one it has not, and a new one of the balance the ledger has",
                    missed.size());
            assertGoesOn(List.of(behind, upToDate, anew));
            behind.assertNothingIsMissingSince(moment.place());
            upToDate.assertNothingIsMissingSince(lost.place());
            verdicts.holds(
                    "the next transfer reaches all three once, in sequences without a gap, with the ledger's balance");
        }
    }

    private void assertGoesOn(List<UserSocket> sockets) throws SQLException {
        String next = ledger.transfers(alice, bob, 1).getFirst();
        BigDecimal balance = truth(alice).balance();
        for (UserSocket socket : sockets) {
            socket.awaitTold(next);
            assertThat(socket.transactions()).containsOnlyOnce(next);
            assertThat(socket.balance()).isEqualByComparingTo(balance);
        }
    }

    private static Map<String, Integer> without(Map<String, Integer> pushed, Set<String> topics) {
        Map<String, Integer> rest = new HashMap<>(pushed);
        rest.keySet().removeAll(topics);
        return rest;
    }

    private static void assertBeginsWith(UserSocket socket, KnownStates.State truth) {
        JsonNode initial = socket.await("balance_initial", data -> true).data();
        assertThat(initial.at("/balance").decimalValue()).isEqualByComparingTo(truth.balance());
        assertThat(initial.at("/version").asLong()).isEqualTo(truth.version());
    }

    private UserSocket open(String user) {
        UserSocket socket = UserSocket.open(notification, surroundings.token(user, "user"));
        socket.await("balance_initial", data -> true);
        return socket;
    }

    private UserSocket resume(String place) {
        UserSocket socket = UserSocket.resume(notification, surroundings.token(ALICE, "user"), place);
        socket.await("balance_subscribed", data -> data.at("/recovered").asBoolean());
        return socket;
    }

    /** Waits until so many changes were pushed to Alice's device, and nothing waits for anybody. */
    private void awaitPushed(int changes) {
        Awaitility.await(changes + " changes pushed")
                .atMost(BOUND)
                .until(() -> taken(kept).size() == changes
                        && database.number("select count(*) from pushes where state = 'waiting'") == 0);
    }

    /** How often each change was pushed to the device, by topic. */
    private Map<String, Integer> taken(Device device) {
        return pushes.taken(device.endpoint());
    }

    private Device register(String user) {
        return registerAt(user, pushes.subscribe());
    }

    private Device registerAt(String user, String endpoint) {
        JsonNode device = notification.post(
                "/v1/devices",
                surroundings.token(user, "user"),
                endpoint,
                PushService.registration(endpoint, keys().publicKey()));
        return new Device(device.at("/id").asText(), endpoint);
    }

    private void remove(Device device) {
        notification.delete("/v1/devices/" + device.id(), surroundings.token(ALICE, "user"));
    }

    private List<String> devices(String user) {
        List<String> ids = new ArrayList<>();
        get(user, "/v1/devices")
                .at("/devices")
                .forEach(device -> ids.add(device.at("/id").asText()));
        return ids;
    }

    private void tellFrom(String user, int dollars) {
        notification.put(
                "/v1/notification-preferences",
                surroundings.token(user, "user"),
                "{\"deposits\": true, \"thresholds\": {\"USD\": %d}}".formatted(dollars));
    }

    private JsonNode get(String user, String path) {
        return notification.get(path, surroundings.token(user, "user"));
    }

    private void erase(String user) {
        notification.delete("/v1/notifications/users/" + user, surroundings.token("admin-1", "admin"));
    }

    private void eraseInDatabase(String user) throws SQLException, IOException {
        String erased = "[{\"tenant\": \"default\", \"user\": \"%s\"}]".formatted(user);
        try (ServiceDatabase view = database.view()) {
            OperatorFile.run(view, "notification-after-restore.sql", Map.of("recovery.erased", erased));
        }
    }

    private void revoke(String user) {
        notification.post(
                "/v1/notifications/revocations",
                surroundings.token("admin-1", "admin"),
                "revoke-" + user,
                "{\"userId\": \"%s\"}".formatted(user));
    }

    private void awaitRefused(String token) {
        ThrowingCallable asking = () -> notification.get("/v1/devices", token);
        Awaitility.await()
                .atMost(BOUND)
                .untilAsserted(() -> assertThatThrownBy(asking).hasMessageContaining(": 401 "));
    }

    private Map<String, Long> personal(String user) throws SQLException {
        Map<String, Long> rows = new HashMap<>();
        for (String table : PERSONAL) {
            rows.put(table, database.number("select count(*) from " + table + " where user_id = ?", user));
        }
        return rows;
    }

    /** What the ledger has. */
    private KnownStates.State truth(UUID account) throws SQLException {
        try (ServiceDatabase view = new ServiceDatabase(ledgerPostgres.connect("ledger"))) {
            String of = " from balances where account_id = ?";
            return new KnownStates.State(
                    view.number("select version" + of, account),
                    BigDecimal.valueOf(view.number("select balance" + of, account), 2));
        }
    }

    private void awaitSeen(String user, UUID account) throws SQLException {
        states.await(user, account, truth(account).version());
    }

    private void startNotification() {
        notification = surroundings.start(
                Phones.MODULE,
                surroundings.settings(database.database()).webPush(keys(), "mailto:operator@example.com"),
                QUICK);
    }

    /** The same each time: devices are registered for them. */
    private WebPushKeys keys() {
        return WebPushKeys.in(directory.resolve("vapid.json"));
    }
}

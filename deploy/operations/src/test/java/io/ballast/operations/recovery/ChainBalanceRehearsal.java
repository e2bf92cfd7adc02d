package io.ballast.operations.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.events.Event;
import io.ballast.events.Topics;
import io.ballast.events.chain.ChainCreditDetected;
import io.ballast.events.kafka.EventRecords;
import io.ballast.infrastructure.DemoToken;
import io.ballast.infrastructure.EvmNode;
import io.ballast.infrastructure.PostgresServer;
import io.ballast.infrastructure.testkit.ServiceDatabase;
import io.ballast.infrastructure.testkit.TopicRecords;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * chain-balance-service's database is restored to a moment that its chain, Kafka and the users' phones are ahead of. The chain is the
 * judge of what is right. {@code make rehearse-recovery}.
 */
class ChainBalanceRehearsal {

    private static final Duration BOUND = Duration.ofSeconds(90);
    private static final String MODULE = "chain-balance-service";
    private static final String DORA = "dora";
    private static final String STRANGER = "0x00000000000000000000000000000000000000A1";

    private static final Map<String, String> QUICK =
            Map.of("ballast.refresh.interval", "2s", "ballast.providers.allowed-private-hosts", "127.0.0.1");

    /** What comes in after the moment, in USDC. */
    private static final long LOST = 50;

    @TempDir
    Path directory;

    private final Verdicts verdicts = new Verdicts("chain_balance");
    private Surroundings surroundings;
    private ArchivedDatabase database;
    private PostgresServer notificationPostgres;
    private EvmNode node;
    private KnownStates states;
    private RunningService chainBalance;
    private Phones phones;

    @BeforeEach
    void startParts() {
        surroundings = new Surroundings(directory);
        database = ArchivedDatabase.start("chain_balance", directory);
        notificationPostgres = PostgresServer.start();
        node = EvmNode.start();
        states = new KnownStates(() -> new ServiceDatabase(notificationPostgres.connect("notification")));
        phones = new Phones(
                surroundings.start(Phones.MODULE, notificationPostgres.createDatabase("notification"), Map.of()),
                surroundings);
        startChainBalance();
    }

    @AfterEach
    void stopParts() throws IOException {
        verdicts.write();
        chainBalance.close();
        phones.service().close();
        surroundings.close();
        node.close();
        notificationPostgres.close();
        database.close();
    }

    @Test
    void givenAChainBalanceBehindItsChain_whenRestoredByTheDocument_thenEveryBalanceIsToldAgainAndNoIncomeTwice()
            throws Exception {
        // given
        String there = node.accounts().get(5);
        String still = node.accounts().get(6);
        mint(there, 100);
        mint(still, 70);
        UUID moving = register(there);
        UUID quiet = register(still);
        states.awaitWallet(moving, usdc(100));
        KnownStates.State quietBefore = states.awaitWallet(quiet, usdc(70));
        String beginning = phones.place(DORA);
        database.backUp();
        mint(there, 10);
        states.awaitWallet(moving, usdc(110));
        String moment = database.moment();

        // when: it goes on, is lost, and while nobody looks the chain comes back to what the backup has
        mint(there, LOST);
        KnownStates.State before = states.awaitWallet(moving, usdc(160));
        Awaitility.await().atMost(BOUND).until(() -> shownCredits(beginning).size() == 2);
        chainBalance.kill();
        node.token().transfer(there, STRANGER, units(LOST));
        database.restore(moment);
        assertThat(stored(moving)).isEqualTo(units(110).longValueExact());
        verdicts.holds("the database has what the wallet held at the moment, 110; phones show %s", before.balance());
        database.run("chain-balance-after-restore.sql");
        startChainBalance();

        // then
        assertToldAgain(moving, there, before);
        assertToldAgain(quiet, still, quietBefore);
        assertIncomeIsShownOnce(beginning);
        assertGoesOn(moving, there);
        verdicts.end();
    }

    private void assertToldAgain(UUID wallet, String address, KnownStates.State before) {
        BigDecimal held = new BigDecimal(node.token().balanceOf(address), DemoToken.DECIMALS);
        KnownStates.State now = Awaitility.await()
                .atMost(BOUND)
                .until(
                        () -> states.wallet(wallet),
                        state -> state.filter(known -> known.version() > before.version())
                                .isPresent())
                .orElseThrow();
        assertThat(now.balance()).isEqualByComparingTo(held);
        verdicts.holds(
                "phones that had %s as version %d show what the chain says, %s, as version %d",
                before.balance(), before.version(), now.balance(), now.version());
    }

    /** The service has forgotten that it told of the income, and reads the chain from where its copy had come. */
    private void assertIncomeIsShownOnce(String beginning) {
        Set<UUID> ids = Awaitility.await().atMost(BOUND).until(this::tellings, told -> told.size() > 1).stream()
                .map(Event::id)
                .collect(Collectors.toSet());
        assertThat(ids).hasSize(1);
        assertThat(shownCredits(beginning)).hasSize(2);
        verdicts.holds("income of the lost time is told again under the id it had, and shown once");
    }

    private void assertGoesOn(UUID wallet, String address) {
        mint(address, 1);
        states.awaitWallet(wallet, usdc(111));
        verdicts.holds("the next change is shown");
    }

    /** Each time that Kafka was told of the income that came after the moment. */
    private List<Event<?>> tellings() {
        try (TopicRecords records = TopicRecords.of(surroundings.kafka(), Topics.CHAIN_BALANCES)) {
            return records.untilEnd().stream()
                    .flatMap(record -> EventRecords.read(record).<Event<?>>map(event -> event).stream())
                    .filter(event -> event.data() instanceof ChainCreditDetected credit
                            && credit.amount().compareTo(usdc(LOST)) == 0)
                    .toList();
        }
    }

    private List<Phones.Frame> shownCredits(String place) {
        return phones.since(DORA, place).stream()
                .filter(frame -> frame.event().equals("chain_credit_detected"))
                .toList();
    }

    private UUID register(String address) {
        JsonNode wallet = chainBalance.post(
                "/v1/wallets",
                surroundings.token(DORA, "user"),
                "register-" + address,
                "{\"chain\": \"evm\", \"network\": \"local\", \"address\": \"%s\", \"role\": \"derived\"}"
                        .formatted(address));
        return UUID.fromString(wallet.at("/id").asText());
    }

    private long stored(UUID wallet) throws SQLException {
        return database.number("select raw from chain_balances where wallet_id = ? and asset = 'USDC'", wallet);
    }

    private void startChainBalance() {
        chainBalance = surroundings.start(
                MODULE, surroundings.settings(database.database()).evm(node), QUICK);
    }

    private void mint(String to, long usdc) {
        node.token().mint(to, units(usdc));
    }

    private static BigInteger units(long usdc) {
        return usdc(usdc).movePointRight(DemoToken.DECIMALS).toBigIntegerExact();
    }

    private static BigDecimal usdc(long usdc) {
        return BigDecimal.valueOf(usdc);
    }
}

package io.ballast.chainbalance.hedera;

import static io.ballast.chainbalance.hedera.HederaFixtures.everythingOf;
import static io.ballast.chainbalance.hedera.HederaFixtures.network;
import static io.ballast.chainbalance.hedera.HederaFixtures.plain;
import static io.ballast.chainbalance.hedera.HederaFixtures.soon;
import static io.ballast.chainbalance.hedera.HederaFixtures.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hedera.hashgraph.sdk.AccountId;
import io.ballast.chainbalance.chain.BlockRef;
import io.ballast.chainbalance.chain.ChainUnavailable;
import io.ballast.chainbalance.chain.Finality;
import io.ballast.chainbalance.chain.ReadResult;
import io.ballast.chainbalance.chain.Reading;
import io.ballast.infrastructure.HederaSandbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The SDK on the service's own class path, that is on the protobuf and gRPC of Quarkus. */
class ConsensusReadsIT {

    private static final BlockRef HEAD =
            new BlockRef(7, "0x07", Instant.parse("2026-01-01T00:00:00Z"), Finality.FINALIZED);

    private static HederaSandbox sandbox;
    private static HederaNetwork network;
    private static ConsensusReads consensus;

    @BeforeAll
    static void start() {
        sandbox = HederaSandbox.start(0, 0, null, Duration.ZERO);
        network = network(Map.of());
        consensus = new ConsensusReads(
                Map.of(sandbox.nodeAddress(), AccountId.fromString(HederaSandbox.NODE_ACCOUNT)),
                network,
                Duration.ofSeconds(10),
                list -> {},
                Clock.systemUTC());
    }

    @AfterAll
    static void stop() {
        consensus.close();
        sandbox.close();
    }

    @Test
    void givenAccounts_whenAsked_thenTheyAreAnsweredAsOfNowAtTheLastKnownBlock() {
        // given: no block has told of it
        String account = sandbox.createAccount(77);
        sandbox.sendToken(HederaSandbox.SMILES, account, 3);
        String unassociated = sandbox.createAccount(0);
        Instant before = Instant.now();

        // when
        Reading reading = consensus.read(everythingOf(network, account, unassociated, "0.0.999999"), HEAD, soon());

        // then
        assertEquals(
                List.of(
                        value(77),
                        value(3),
                        value(0),
                        new ReadResult.Failed("token_not_listed"),
                        new ReadResult.Absent("no_account"),
                        new ReadResult.Absent("no_account")),
                plain(reading));
        assertEquals("consensus", reading.source());
        ReadResult.At first = (ReadResult.At) reading.results().getFirst();
        assertEquals(HEAD, first.block());
        assertTrue(!first.asOf().isBefore(before));
    }

    @Test
    void givenABusyNode_whenAsked_thenItIsAskedOnceAndThereIsNoAnswer() {
        // given
        String account = sandbox.createAccount(1);
        sandbox.busy(1);

        // then
        ChainUnavailable failure = assertThrows(
                ChainUnavailable.class, () -> consensus.read(everythingOf(network, account), HEAD, soon()));
        assertEquals("consensus_busy", failure.code());

        // then: had it been asked again, it would have answered
        assertEquals(
                value(1),
                plain(consensus.read(everythingOf(network, account), HEAD, soon()))
                        .getFirst());
    }

    @Test
    void givenOneBusyAnswerAmongOthers_whenAsked_thenOnlyThatReadIsSpoilt() {
        // given
        String one = sandbox.createAccount(1);
        String other = sandbox.createAccount(2);
        sandbox.busy(1);

        // when
        Reading reading = consensus.read(everythingOf(network, one, other), HEAD, soon());

        // then
        assertEquals(new ReadResult.Failed("consensus_busy"), plain(reading).getFirst());
        assertEquals(value(2), plain(reading).get(2));
    }
}

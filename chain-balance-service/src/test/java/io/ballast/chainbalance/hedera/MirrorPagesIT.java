package io.ballast.chainbalance.hedera;

import static io.ballast.chainbalance.hedera.HederaFixtures.everythingOf;
import static io.ballast.chainbalance.hedera.HederaFixtures.network;
import static io.ballast.chainbalance.hedera.HederaFixtures.plain;
import static io.ballast.chainbalance.hedera.HederaFixtures.reads;
import static io.ballast.chainbalance.hedera.HederaFixtures.soon;
import static io.ballast.chainbalance.hedera.HederaFixtures.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ballast.chainbalance.chain.ReadResult;
import io.ballast.chainbalance.provider.RpcException;
import io.ballast.infrastructure.HederaFault;
import io.ballast.infrastructure.HederaSandbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Balances of HBAR and of a token from a mirror node whose pages are smaller than what was asked for. */
class MirrorPagesIT {

    private static final String BALANCES = "/api/v1/balances";
    private static final String SMILES = "/api/v1/tokens/" + HederaSandbox.SMILES + "/balances";
    private static final int PAGE = 15;

    private static HederaSandbox sandbox;
    private static ShortPages shortPages;

    private final HederaNetwork network = network(Map.of());
    private final MirrorReads mirror = reads(shortPages.url(), network, "5s");

    @BeforeAll
    static void start() {
        sandbox = HederaSandbox.start(0, 0, null, Duration.ZERO);
        shortPages = ShortPages.of(sandbox.mirrorUrl(), PAGE);
    }

    @AfterAll
    static void stop() {
        shortPages.close();
        sandbox.close();
    }

    @AfterEach
    void heal() {
        sandbox.mirror(HederaFault.NONE);
    }

    @Test
    void givenPagesSmallerThanTheBatch_whenRead_thenEachIsFollowedToTheNext() throws Exception {
        // given: a batch with one account that does not exist, and one that is not associated
        List<String> accounts = new ArrayList<>();
        List<ReadResult> expected = new ArrayList<>();
        for (int i = 0; i < 98; i++) {
            accounts.add(sandbox.createAccount(i));
            sandbox.sendToken(HederaSandbox.SMILES, accounts.getLast(), i + 1_000);
            expected.addAll(List.of(value(i), value(i + 1_000)));
        }
        accounts.add(sandbox.createAccount(7));
        expected.addAll(List.of(value(7), new ReadResult.Absent("not_associated")));
        accounts.add("0.0.999999");
        expected.addAll(List.of(new ReadResult.Absent("no_account"), new ReadResult.Absent("no_account")));
        sandbox.closeBlock();
        sandbox.forgetCalls();

        // when
        List<ReadResult> results = plain(mirror.read(everythingOf(network, accounts.toArray(String[]::new)), soon()));

        // then
        assertEquals(expected, results);
        assertEquals(7, sandbox.calls(BALANCES));
        assertEquals(1, sandbox.calls(SMILES));
    }

    @Test
    void givenALaterPageThatFails_whenRead_thenNobodyCountsAsAbsent() {
        // given
        String[] accounts =
                Stream.generate(() -> sandbox.createAccount(1)).limit(20).toArray(String[]::new);
        sandbox.closeBlock();
        shortPages.failAfter(1);

        // then
        assertNoAnswer("rpc_http_error", accounts);

        // when
        shortPages.failAfter(Integer.MAX_VALUE);
        sandbox.mirror(HederaFault.answer(
                        200, "{\"timestamp\":null,\"balances\":[],\"links\":{\"next\":\"" + BALANCES + "?limit=1\"}}")
                .onlyFor(BALANCES));

        // then: pages without end come to an end
        assertNoAnswer("rpc_malformed", accounts);
    }

    private void assertNoAnswer(String code, String... accounts) {
        RpcException failure =
                assertThrows(RpcException.class, () -> mirror.read(everythingOf(network, accounts), soon()));
        assertEquals(code, failure.code());
    }
}

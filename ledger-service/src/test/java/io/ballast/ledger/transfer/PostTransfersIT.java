package io.ballast.ledger.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ballast.ledger.RunningService;
import io.ballast.ledger.idempotency.Answer;
import io.ballast.ledger.idempotency.Claim;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.transaction.TransactionIds;
import io.ballast.ledger.transaction.TransactionType;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A batch in the database is what its requests would have been one by one: refusals, replays and duplicates included. */
@QuarkusTest
class PostTransfersIT extends RunningService {

    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final int REQUESTS = 60;

    @Inject
    PostTransfers postTransfers;

    @Inject
    SingleAnswer singleAnswer;

    private final Caller caller = new Caller(TENANT, "service-" + user, Set.of(Caller.SERVICE));

    @Test
    void givenTheSameRequests_whenTheyArePostedAtOnceAndOneByOne_thenTheResultsAreTheSame() {
        for (long seed = 1; seed <= 5; seed++) {
            // given
            List<UUID> left = accounts("left-" + seed);
            List<UUID> right = accounts("right-" + seed);

            // when
            List<Answer> atOnce = post(requests(seed, left, "left-"));
            List<Answer> oneByOne = requests(seed, right, "right-").stream()
                    .map(request -> post(List.of(request)).getFirst())
                    .toList();

            // then
            assertEquals(statuses(oneByOne), statuses(atOnce), "seed " + seed);
            assertEquals(balances(right), balances(left), "seed " + seed);
            assertEquals(entries(right), entries(left), "seed " + seed);
        }
    }

    private List<UUID> accounts(String prefix) {
        return List.of(
                openAccount(prefix + "-a-" + user),
                openAccount(prefix + "-b-" + user),
                openAccount(prefix + "-c-" + user));
    }

    /** With some accounts that are not there, some money that is not there, and every fourth key used before. */
    private List<PostingRequest> requests(long seed, List<UUID> accounts, String keyPrefix) {
        Random random = new Random(seed);
        List<PostingRequest> requests = new ArrayList<>();
        for (int index = 0; index < REQUESTS; index++) {
            UUID from = accounts.get(random.nextInt(accounts.size()));
            UUID to = random.nextInt(10) == 0 ? new UUID(0, index) : accounts.get(random.nextInt(accounts.size()));
            long units = random.nextInt(900_000) + 1L;
            int key = random.nextInt(4) == 0 ? random.nextInt(index + 1) : index;
            String hash = key == index || random.nextBoolean() ? "request " + key : "another request";
            Transfer transfer = Transfer.of(
                    TransactionIds.next(),
                    TransactionType.TRANSFER,
                    from,
                    to,
                    units,
                    TransferNote.askedBy(caller.userId(), null));
            Claim claim = new Claim(caller.userId(), keyPrefix + seed + "-" + key, hash);
            requests.add(new PostingRequest(
                    caller, claim, "/v1/transfers", null, List.of(Chain.of(transfer)), singleAnswer));
        }
        return requests;
    }

    private List<Answer> post(List<PostingRequest> requests) {
        return postTransfers.postAll(TENANT, requests).await().atMost(BOUND).answers();
    }

    private static List<Integer> statuses(List<Answer> answers) {
        return answers.stream().map(Answer::status).toList();
    }

    private List<BigDecimal> balances(List<UUID> accounts) {
        return accounts.stream().map(this::balance).toList();
    }

    private List<Object> entries(List<UUID> accounts) {
        return accounts.stream()
                .<Object>map(account -> database.query(
                        "select version, amount, balance_after from ledger where account_id = ? order by version",
                        account))
                .toList();
    }
}

package io.ballast.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.events.Event;
import io.ballast.events.ledger.TransactionCompleted;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A user with an account and a client that comes back with the last id it has seen, and what it must have seen in the end. */
public final class Follower implements AutoCloseable {

    private final LedgerFixture ledger = LedgerFixture.newUser();
    private final List<SocketClient> connections = new CopyOnWriteArrayList<>();
    private final Set<String> transactions = new HashSet<>();
    private final String token;
    private int paid;

    private Follower(TokenSource tokens) {
        this.token = tokens.token(ledger);
    }

    /** Gives a user's token. */
    public interface TokenSource {
        String token(LedgerFixture of);
    }

    /** One that connects there. */
    public static Follower at(URI balance, TokenSource tokens) {
        Follower follower = new Follower(tokens);
        follower.connections.add(SocketClient.connect(balance, follower.token));
        return follower;
    }

    /** Waits until it has been given its balance: what is paid from now on comes as an event. */
    public void awaitBalance() {
        connections.getLast().awaitData("balance_initial");
    }

    /** The account is paid 1.00; Kafka has it twice, as after a relay that sends again what it has sent. */
    public Stream<Event<?>> pay() {
        Event<?> change = ledger.change("1.00");
        Event<TransactionCompleted> done = ledger.completed("1.00");
        transactions.add(done.data().transactionId().toString());
        paid++;
        return Stream.of(change, done, change, done);
    }

    /** Whether its last connection has ended. */
    public boolean isCut() {
        return connections.getLast().isClosed();
    }

    /** The code its first connection was closed with; waits for the end. */
    public int firstCloseCode() {
        return connections.getFirst().awaitClose();
    }

    /** Connects there with the last id it has seen. */
    public void comeBack(URI balance) {
        String last = frames().stream()
                .map(frame -> frame.path("id").asText())
                .filter(id -> !id.isEmpty())
                .reduce((earlier, later) -> later)
                .orElseThrow();
        connections.add(SocketClient.connect(URI.create(balance + "?since=" + last), token));
    }

    /** How many transactions it has been told of on its first connection. */
    public long toldAtFirst() {
        return connections.getFirst().count("transaction_completed");
    }

    /** How many transactions it has not been told of yet. */
    public long untold() {
        return transactions.size()
                - connections.stream()
                        .mapToLong(client -> client.count("transaction_completed"))
                        .sum();
    }

    /** The oracle's judgement of all its connections: nothing lost, nothing twice, in order, never begun anew. */
    public void check() {
        Oracle oracle = new Oracle(Set.of(ledger.accountId().toString()));
        connections.forEach(client -> oracle.connection(client.frames()));
        oracle.assertBalance(ledger, paid + ".00").assertTransactions(transactions);
        assertEquals(1, oracle.beginnings());
    }

    private List<JsonNode> frames() {
        return connections.stream().flatMap(client -> client.frames().stream()).toList();
    }

    @Override
    public void close() {
        connections.forEach(SocketClient::close);
    }
}

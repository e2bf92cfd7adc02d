package io.ballast.acceptance.scale;

import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The users' sockets, held against the books: who was told of what. */
final class Audience implements AutoCloseable {

    private final List<Socket> sockets;
    private final Books books;

    private Audience(List<Socket> sockets, Books books) {
        this.sockets = sockets;
        this.books = books;
    }

    /** A socket for each user; returns when all have begun. */
    static Audience of(List<User> users, RoundRobin notification, Books books, Duration patience) {
        List<Socket> sockets =
                users.stream().map(user -> Socket.of(user, notification)).toList();
        await("all sockets")
                .atMost(patience)
                .until(() -> sockets.stream().allMatch(socket -> socket.oracle().hasBegun()));
        return new Audience(sockets, books);
    }

    Oracle oracleOf(User user) {
        return sockets.stream()
                .filter(socket -> socket.user().equals(user))
                .findFirst()
                .orElseThrow()
                .oracle();
    }

    /** How often streams have begun anew. */
    int begunAnew() {
        return sockets.stream()
                .mapToInt(socket -> socket.oracle().beginningsAnew())
                .sum();
    }

    /** Whether each has been told of all that is in the books. */
    boolean isTold() {
        return sockets.stream().allMatch(socket -> missing(socket).isEmpty());
    }

    /** What must not be once all has arrived. What is known to be lost is not held against the next fault. */
    List<String> broken() {
        List<String> broken = new ArrayList<>();
        sockets.forEach(socket -> {
            broken.addAll(socket.oracle().takeBroken());
            broken.addAll(missing(socket));
            socket.oracle().settle(untold(socket));
        });
        return broken;
    }

    /** What one user has not been told yet. */
    private List<String> missing(Socket socket) {
        Oracle oracle = socket.oracle();
        String user = socket.user().id();
        List<String> missing = new ArrayList<>();
        List<String> untold = untold(socket);
        if (!untold.isEmpty()) {
            missing.add("%s was not told of %s".formatted(user, untold));
        }
        if (!oracle.withoutSuccessor().isEmpty()) {
            missing.add("%s: nothing stands for %s".formatted(user, oracle.withoutSuccessor()));
        }
        BigDecimal balance = books.balanceOf(socket.user().accountId());
        if (oracle.balance() == null || oracle.balance().compareTo(balance) != 0) {
            missing.add("%s sees %s, the ledger has %s".formatted(user, oracle.balance(), balance));
        }
        return missing;
    }

    private List<String> untold(Socket socket) {
        return socket.oracle().untold(books.transactionsOf(socket.user().accountId()));
    }

    @Override
    public void close() {
        sockets.forEach(Socket::close);
    }
}

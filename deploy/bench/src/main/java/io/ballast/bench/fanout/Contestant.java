package io.ballast.bench.fanout;

import io.ballast.bench.report.Progress;
import io.ballast.bench.report.Series;
import io.ballast.bench.set.Memory;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** A peer and everything that was measured of it. */
final class Contestant {

    /** What is measured, and its unit. */
    enum What {
        HEAP("KB"),
        RSS("KB"),
        OPEN("/s"),
        UNICAST_RATE("msg/s"),
        UNICAST_CPU("ms/1,000"),
        WHOLE_RATE("msg/s"),
        WHOLE_SOCKETS_CPU("ms/1,000"),
        WHOLE_CPU("ms/1,000"),
        WHOLE_P50("ms"),
        WHOLE_P99("ms"),
        WHOLE_P999("ms"),
        PACED_CPU("ms/1,000"),
        P50("ms"),
        P99("ms"),
        P999("ms"),
        ROOM_RATE("msg/s"),
        ROOM_CPU("ms/1,000"),
        ROOM_P99("ms"),
        GATHERED_RATE("msg/s"),
        GATHERED_CPU("ms/1,000"),
        CONFLATED("messages"),
        DROPPED("sockets"),
        STORM("ms");

        private final String unit;

        What(String unit) {
            this.unit = unit;
        }

        /** For people. */
        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    private static final Duration OPENED = Duration.ofMinutes(2);
    private static final Duration SETTLED = Duration.ofSeconds(3);
    private static final int ON_THEIR_WAY = 256;
    /** So many sockets are open at once before the memory of all is measured. */
    private static final int HANDSHAKES = 500;
    /** So many that the CPU time, which is told in steps of 10 ms, is known well. */
    private static final int FLOOD = 100_000;
    /** After two a service's compilers are done with nearly all that a round does; after one they still took a seventh of its time. */
    private static final int REHEARSALS = 2;
    /** Sockets that stay when the others leave: what they get tells that what was sent before is where it belongs. */
    private static final int WITNESSES = 32;

    private final Peer peer;
    private final FanoutSettings settings;
    private final Progress progress;
    private final Map<What, Series> series = new EnumMap<>(What.class);
    private boolean rehearsing;

    Contestant(Peer peer, FanoutSettings settings, Progress progress) {
        this.peer = peer;
        this.settings = settings;
        this.progress = progress;
        for (What what : What.values()) {
            series.put(what, new Series(what.unit));
        }
    }

    String name() {
        return peer.name();
    }

    boolean resumes() {
        return peer.resumes();
    }

    Series of(What what) {
        return series.get(what);
    }

    /**
     * So many messages of each kind; nothing is remembered.
     *
     * @return unicast deliveries a second
     */
    double warmUp(int sockets, int messages) throws Exception {
        double perSecond;
        Deliveries deliveries = new Deliveries();
        try (Clients clients = new Clients(peer, deliveries)) {
            open(clients, users(sockets));
            Sending sending = new Sending(peer, clients, deliveries);
            perSecond = sending.flood(messages, ON_THEIR_WAY, 1, number -> number % sockets)
                    .perSecond();
            if (peer.hasMoreBefore()) {
                sending.by(peer::feedWhole).flood(messages, ON_THEIR_WAY, 1, number -> number % sockets);
            }
        }
        deliveries = new Deliveries();
        try (Clients clients = new Clients(peer, deliveries)) {
            open(clients, room(sockets));
            Sending sending = new Sending(peer, clients, deliveries);
            sending.flood(messages / 10, 1, sockets, number -> settings.sockets());
            sending.flood(messages / 10, settings.burst(), sockets, number -> settings.sockets());
        }
        return perSecond;
    }

    /** Rounds whose figures do not count: with all sockets open, code runs that no warm-up with a few has seen. */
    void rehearse() throws Exception {
        rehearsing = true;
        for (int i = 0; i < REHEARSALS; i++) {
            unicast();
            room();
        }
        rehearsing = false;
    }

    /** What idle connections take, once what opens them is compiled: compilers take memory too, but not for each connection. */
    void memory() throws Exception {
        for (int i = 0; i < settings.sockets() / HANDSHAKES; i++) {
            try (Clients clients = new Clients(peer, new Deliveries())) {
                open(clients, users(Math.min(HANDSHAKES, settings.sockets())));
            }
        }
        double rss = settledRss();
        double heap = peer.collectedKb();
        Deliveries deliveries = new Deliveries();
        try (Clients clients = new Clients(peer, deliveries)) {
            open(clients, users(settings.sockets()));
            double openRss = settledRss();
            note(What.HEAP, (peer.collectedKb() - heap) / settings.sockets());
            note(What.RSS, (openRss - rss) / settings.sockets());
        }
    }

    /** Each message for one user, all different; then all leave at once and come back. */
    void unicast() throws Exception {
        int sockets = settings.sockets();
        Deliveries deliveries = new Deliveries();
        try (Clients clients = new Clients(peer, deliveries)) {
            long start = System.nanoTime();
            open(clients, users(sockets));
            note(What.OPEN, sockets * 1e9 / (System.nanoTime() - start));
            Sending sending = new Sending(peer, clients, deliveries);
            Sending.Cost flood = sending.flood(Math.max(sockets, FLOOD), ON_THEIR_WAY, 1, number -> number % sockets);
            note(What.UNICAST_RATE, flood.perSecond());
            note(What.UNICAST_CPU, flood.cpuMillis());
            Sending.Cost paced = sending.pace(
                    settings.rate() * settings.seconds(), settings.rate(), 1, number -> number * 7 % sockets);
            note(What.PACED_CPU, paced.cpuMillis());
            note(What.P50, paced.latencies().millis(0.5));
            note(What.P99, paced.latencies().millis(0.99));
            note(What.P999, paced.latencies().millis(0.999));
            if (peer.hasMoreBefore()) {
                whole(sending.by(peer::feedWhole));
                sending.by(peer::feed);
            }
            if (peer.resumes()) {
                storm(clients, deliveries, sending);
            }
            note(What.DROPPED, clients.dropped());
        }
    }

    /** The same with all that comes before the sockets. */
    private void whole(Sending sending) throws IOException {
        int sockets = settings.sockets();
        Sending.Cost flood = sending.flood(Math.max(sockets, FLOOD), ON_THEIR_WAY, 1, number -> number % sockets);
        note(What.WHOLE_RATE, flood.perSecond());
        note(What.WHOLE_SOCKETS_CPU, flood.cpuMillis());
        note(What.WHOLE_CPU, flood.wholeCpuMillis());
        Sending.Cost paced =
                sending.pace(settings.rate() * settings.seconds(), settings.rate(), 1, number -> number * 7 % sockets);
        note(What.WHOLE_P50, paced.latencies().millis(0.5));
        note(What.WHOLE_P99, paced.latencies().millis(0.99));
        note(What.WHOLE_P999, paced.latencies().millis(0.999));
    }

    /** One message for all sockets of a user: far apart, then many at once. */
    void room() throws Exception {
        int sockets = settings.sockets();
        Deliveries deliveries = new Deliveries();
        try (Clients clients = new Clients(peer, deliveries)) {
            open(clients, room(sockets));
            Sending sending = new Sending(peer, clients, deliveries);
            double perSecond = (double) settings.roomRate() / sockets;
            int messages = Math.max(1, (int) (perSecond * settings.seconds()));
            Sending.Cost apart = sending.pace(messages, perSecond, sockets, number -> sockets);
            note(What.ROOM_CPU, apart.cpuMillis());
            note(What.ROOM_P99, apart.latencies().millis(0.99));
            Sending.Cost one = sending.flood(settings.burst(), 1, sockets, number -> sockets);
            note(What.ROOM_RATE, one.perSecond());
            Sending.Cost gathered = sending.flood(settings.burst(), settings.burst(), sockets, number -> sockets);
            note(What.GATHERED_RATE, gathered.perSecond());
            note(What.GATHERED_CPU, gathered.cpuMillis());
            note(What.CONFLATED, deliveries.conflated());
            note(What.DROPPED, clients.dropped());
        }
    }

    private void storm(Clients clients, Deliveries deliveries, Sending sending) throws IOException {
        int sockets = settings.sockets();
        int leaving = sockets - Math.min(WITNESSES, sockets / 2);
        if (peer.reachesEverybody()) {
            sending.post(Deliveries.EVERYBODY, sockets);
            sending.awaitAll(OPENED);
        }
        clients.leave(leaving, OPENED);
        long before = deliveries.done();
        for (int user = 0; user < Math.min(settings.missed(), leaving); user++) {
            sending.post(user, 1);
        }
        for (int user = leaving; user < sockets; user++) {
            sending.post(user, 1);
        }
        clients.await("witnessed", OPENED, () -> deliveries.done() == before + sockets - leaving);
        long start = System.nanoTime();
        clients.connect(0, leaving);
        clients.await("back", OPENED, () -> clients.ready() == sockets);
        if (clients.recovered() < leaving) {
            throw new IllegalStateException("%s: %d of %d came back without what they missed"
                    .formatted(name(), leaving - clients.recovered(), leaving));
        }
        sending.awaitAll(OPENED);
        note(What.STORM, (System.nanoTime() - start) / 1e6);
    }

    private void open(Clients clients, int[] users) {
        clients.open(users);
        clients.await("open", OPENED, () -> clients.ready() == users.length);
    }

    private int[] users(int sockets) {
        return IntStream.range(0, sockets).toArray();
    }

    private int[] room(int sockets) {
        int[] users = new int[sockets];
        Arrays.fill(users, settings.sockets());
        return users;
    }

    private double settledRss() throws IOException, InterruptedException {
        peer.collectedKb();
        Thread.sleep(SETTLED);
        peer.collectedKb();
        return Memory.rssKb(peer.pid());
    }

    private void note(What what, double value) {
        if (!rehearsing) {
            progress.value(name() + " " + what.label(), of(what).add(value), what.unit);
        }
    }
}

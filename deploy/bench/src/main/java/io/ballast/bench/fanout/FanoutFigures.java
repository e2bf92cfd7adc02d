package io.ballast.bench.fanout;

import io.ballast.bench.fanout.Contestant.What;
import io.ballast.bench.report.Figure;
import io.ballast.bench.report.Series;
import java.util.ArrayList;
import java.util.List;

/** The rows of the result: the service beside each peer. What it should reach stands beside socket.io. */
final class FanoutFigures {

    private static final double PLAIN_KB = 11;
    private static final double UNICAST = 2.5;
    private static final double ROOM = 1.8;
    private static final double GATHERED = 5;
    private static final double AS_GOOD = 1;

    private final Contestant own;
    private final Contestant ownSocketIo;
    private final Contestant socketIo;
    private final Contestant ws;
    private final List<Figure> rows = new ArrayList<>();

    FanoutFigures(Contestant own, Contestant ownSocketIo, Contestant socketIo, Contestant ws) {
        this.own = own;
        this.ownSocketIo = ownSocketIo;
        this.socketIo = socketIo;
        this.ws = ws;
    }

    List<Figure> rows() {
        less("heap a connection", What.HEAP, AS_GOOD);
        bound("heap a connection", What.HEAP);
        less("RSS a connection", What.RSS, AS_GOOD);
        bound("RSS a connection", What.RSS);
        more("connections opened", What.OPEN, null);
        less("unicast, CPU", What.UNICAST_CPU, UNICAST);
        less("unicast at a fixed rate, CPU", What.PACED_CPU, null);
        more("unicast, delivered", What.UNICAST_RATE, UNICAST);
        less("unicast, p50", What.P50, null);
        less("unicast, p99", What.P99, null);
        less("unicast, p99.9", What.P999, null);
        less("room, CPU", What.ROOM_CPU, ROOM);
        more("room, delivered", What.ROOM_RATE, ROOM);
        less("room, p99", What.ROOM_P99, null);
        less("several frames wait, CPU", What.GATHERED_CPU, GATHERED);
        more("several frames wait, delivered", What.GATHERED_RATE, null);
        less("all back with what they missed", What.STORM, null);
        whole();
        endpoint();
        rows.add(new Figure(
                "sockets dropped",
                "sockets",
                own.of(What.DROPPED).median(),
                socketIo.name(),
                socketIo.of(What.DROPPED).median(),
                AS_GOOD,
                null));
        return rows;
    }

    /** From Kafka on; the peers have nothing that is to be set against it. */
    private void whole() {
        whole("unicast from Kafka, delivered", What.WHOLE_RATE, What.UNICAST_RATE, false);
        whole("unicast from Kafka, CPU of the sockets", What.WHOLE_SOCKETS_CPU, What.UNICAST_CPU, true);
        whole("unicast from Kafka, CPU with taking events in", What.WHOLE_CPU, What.UNICAST_CPU, true);
        whole("unicast from Kafka, p50", What.WHOLE_P50, What.P50, true);
        whole("unicast from Kafka, p99", What.WHOLE_P99, What.P99, true);
        whole("unicast from Kafka, p99.9", What.WHOLE_P999, What.P999, true);
    }

    private void whole(String figure, What what, What theirs, boolean lessIsBetter) {
        String peer = socketIo.name() + " from its feeder";
        rows.add(
                lessIsBetter
                        ? Figure.latency(figure, own.of(what), peer, socketIo.of(theirs), null)
                        : Figure.rate(figure, own.of(what), peer, socketIo.of(theirs), null));
    }

    /** The same service spoken to by Socket.IO. */
    private void endpoint() {
        for (What what : List.of(What.HEAP, What.UNICAST_CPU, What.P99, What.ROOM_CPU, What.GATHERED_CPU, What.STORM)) {
            rows.add(Figure.latency(
                    "our Socket.IO endpoint, " + what.label(),
                    ownSocketIo.of(what),
                    socketIo.name(),
                    socketIo.of(what),
                    null));
        }
        for (What what : List.of(What.UNICAST_RATE, What.ROOM_RATE)) {
            rows.add(Figure.rate(
                    "our Socket.IO endpoint, " + what.label(),
                    ownSocketIo.of(what),
                    socketIo.name(),
                    socketIo.of(what),
                    null));
        }
    }

    private void less(String figure, What what, Double reach) {
        rows.add(Figure.latency(figure, own.of(what), socketIo.name(), socketIo.of(what), reach));
        if (what != What.STORM || ws.resumes()) {
            rows.add(Figure.latency(figure, own.of(what), ws.name(), ws.of(what), null));
        }
    }

    private void more(String figure, What what, Double reach) {
        rows.add(Figure.rate(figure, own.of(what), socketIo.name(), socketIo.of(what), reach));
        rows.add(Figure.rate(figure, own.of(what), ws.name(), ws.of(what), null));
    }

    private void bound(String figure, What what) {
        Series bound = new Series(own.of(what).unit());
        bound.add(PLAIN_KB);
        rows.add(Figure.latency(figure, own.of(what), "at most", bound, AS_GOOD));
    }
}

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
    private final Contestant socketIo;
    private final Contestant ws;
    private final List<Figure> rows = new ArrayList<>();

    FanoutFigures(Contestant own, Contestant socketIo, Contestant ws) {
        this.own = own;
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
        rows.add(Figure.latency(
                "unicast, CPU with taking events in",
                own.of(What.UNICAST_WHOLE_CPU),
                "socket.io without its feeder",
                socketIo.of(What.UNICAST_CPU),
                null));
        less("unicast, p50", What.P50, null);
        less("unicast, p99", What.P99, null);
        less("unicast, p99.9", What.P999, null);
        less("room, CPU", What.ROOM_CPU, ROOM);
        more("room, delivered", What.ROOM_RATE, ROOM);
        less("room, p99", What.ROOM_P99, null);
        less("several frames wait, CPU", What.GATHERED_CPU, GATHERED);
        more("several frames wait, delivered", What.GATHERED_RATE, null);
        less("all back with what they missed", What.STORM, null);
        return rows;
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

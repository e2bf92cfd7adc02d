package io.ballast.notification;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/** What is logged while it is open, by a category at a level or above. */
public final class LogRecords extends ExtHandler implements AutoCloseable {

    private record Line(String message, ExtLogRecord origin) {}

    private static final PatternFormatter FORM = new PatternFormatter("%c: %s%e");

    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final Logger logger;

    private LogRecords(Logger logger, Level level) {
        this.logger = logger;
        setLevel(level);
    }

    public static LogRecords of(String category, Level level) {
        Logger logger = Logger.getLogger(category);
        LogRecords records = new LogRecords(logger, level);
        logger.addHandler(records);
        return records;
    }

    public List<String> messages() {
        return lines.stream().map(Line::message).toList();
    }

    /** The lines that were written while that value stood in the MDC. */
    public List<String> messagesWithMdc(String key, String value) {
        return lines.stream()
                .filter(line -> value.equals(line.origin().getMdc(key)))
                .map(Line::message)
                .toList();
    }

    @Override
    protected void doPublish(ExtLogRecord line) {
        line.copyMdc();
        lines.add(new Line(FORM.format(line), line));
    }

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}

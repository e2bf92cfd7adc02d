package io.ballast.local.home;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * {@code run/set.json}: what runs, where, as which process. For scripts, tests and the next launcher; without secrets.
 * Written anew in one step at each change.
 */
public final class SetFile {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private final Path file;
    private RunningSet current;

    /**
     * What runs.
     *
     * @param ready whether everything had become ready at least once
     * @param gateway the origin for clients
     * @param members services by module name, and parts by {@code postgres}, {@code kafka}, {@code redis}, {@code evm},
     *     {@code stellar}, {@code hedera}
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record RunningSet(
            RunningProcess launcher, String profile, boolean ready, String gateway, Map<String, Member> members) {

        RunningSet with(String name, Member member) {
            Map<String, Member> changed = new TreeMap<>(members);
            changed.put(name, member);
            return new RunningSet(launcher, profile, ready, gateway, changed);
        }

        RunningSet asReady() {
            return new RunningSet(launcher, profile, true, gateway, members);
        }
    }

    /**
     * A service or a part.
     *
     * @param process empty while none runs
     * @param url for a service its origin, for Kafka the bootstrap server, for PostgreSQL without a database
     * @param state {@code starting}, {@code ready}, {@code restarting} or {@code released}
     * @param details what else clients need to know, such as the address of the test token
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(Include.NON_EMPTY)
    public record Member(
            RunningProcess process,
            String state,
            int port,
            Integer managementPort,
            String url,
            String log,
            Map<String, String> details) {}

    public SetFile(Path file, RunningSet initial) {
        this.file = file;
        this.current = initial;
        write();
    }

    /** What a launcher left in the file; empty if there is none or it cannot be read. */
    public static Optional<RunningSet> read(Path file) {
        try {
            return Files.exists(file) ? Optional.of(JSON.readValue(file.toFile(), RunningSet.class)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    public void put(String name, Member member) {
        change(set -> set.with(name, member));
    }

    public void ready() {
        change(RunningSet::asReady);
    }

    private synchronized void change(UnaryOperator<RunningSet> change) {
        current = change.apply(current);
        write();
    }

    private void write() {
        try {
            Path next = file.resolveSibling(file.getFileName() + ".next");
            JSON.writeValue(next.toFile(), current);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing runs any more. */
    public synchronized void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.ballast.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Ends what this JVM leaves behind, even if it dies by SIGKILL: a shell that reads from this JVM and is told what was
 * started and what has ended. When this JVM is gone the shell reads the end of its input and stops exactly the
 * processes that are still on its list, by process id: first in an orderly way, after ten seconds by SIGKILL.
 *
 * <p>It takes the place of a shutdown hook: hooks run at the same time in no order, so a hook here would take
 * PostgreSQL away from services that the launcher's own hook is still draining. The shell acts after all hooks.
 */
final class Reaper {

    // "+ pid signal" and "- pid" keep the list of processes, "d directory" names one to delete at the end.
    private static final String SCRIPT = """
            trap '' HUP INT TERM
            pids=; dirs=
            while read -r op a b; do
              case $op in
                +) pids="$pids $a:$b" ;;
                -) kept=; for p in $pids; do [ "${p%%:*}" = "$a" ] || kept="$kept $p"; done; pids=$kept ;;
                d) dirs="$dirs
            $a${b:+ $b}" ;;
              esac
            done
            for p in $pids; do kill -"${p##*:}" "${p%%:*}" 2>/dev/null; done
            n=0
            while [ $n -lt 100 ]; do
              alive=; for p in $pids; do kill -0 "${p%%:*}" 2>/dev/null && alive=1; done
              [ -z "$alive" ] && break
              n=$((n + 1)); sleep 0.1
            done
            for p in $pids; do kill -KILL "${p%%:*}" 2>/dev/null; done
            [ -n "$alive" ] && sleep 0.2
            echo "$dirs" | while read -r d; do [ -n "$d" ] && rm -rf "$d"; done
            """;

    private static Writer input;

    private Reaper() {}

    /** Has the process stopped by the signal (such as {@code INT}) if it outlives this JVM. */
    static void watch(ProcessHandle process, String signal) {
        tell("+ " + process.pid() + " " + signal);
        process.onExit().thenAccept(ended -> tell("- " + ended.pid()));
    }

    /** Has the directory deleted after this JVM has ended. */
    static void deleteAtEnd(Path temporaryDirectory) {
        tell("d " + temporaryDirectory);
    }

    private static synchronized void tell(String line) {
        try {
            if (input == null) {
                input = start();
            }
            input.write(line + "\n");
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a shell to watch over child processes", e);
        }
    }

    private static Writer start() throws IOException {
        Process shell = new ProcessBuilder(Sessions.inOwn(List.of("sh", "-c", SCRIPT)))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .directory(Path.of("/").toFile())
                .start();
        return shell.outputWriter(StandardCharsets.UTF_8);
    }
}

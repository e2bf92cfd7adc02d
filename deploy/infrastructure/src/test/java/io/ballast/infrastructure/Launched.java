package io.ballast.infrastructure;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@link LauncherMain} that has started its parts. */
record Launched(Process launcher, List<ProcessHandle> parts, List<Path> directories) implements AutoCloseable {

    static Launched start(Path workDirectory, String... arguments) throws IOException {
        Path options = ChildJvm.arguments(workDirectory, LauncherMain.class, List.of("-Xmx256m"));
        List<String> command = new ArrayList<>(List.of(ChildJvm.java(), "@" + options));
        command.addAll(List.of(arguments));
        Process launcher = new ProcessBuilder(command)
                .redirectError(workDirectory.resolve("launcher.err").toFile())
                .start();
        return read(launcher);
    }

    private static Launched read(Process launcher) throws IOException {
        List<ProcessHandle> parts = new ArrayList<>();
        List<Path> directories = new ArrayList<>();
        BufferedReader output = launcher.inputReader();
        for (String line = output.readLine(); !"ready".equals(line); line = output.readLine()) {
            if (line == null) {
                throw new IllegalStateException("the launcher ended before it was ready");
            }
            String[] words = line.split(" ", 2);
            parts.add(ProcessHandle.of(Long.parseLong(words[0])).orElseThrow());
            directories.add(Path.of(words[1]).getParent());
        }
        return new Launched(launcher, parts, directories);
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        launcher.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        launcher.destroyForcibly();
    }
}

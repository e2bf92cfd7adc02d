package io.ballast.infrastructure;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs for this machine, unpacked from the jar that the build brought. */
final class PostgresBinaries {

    private static final int EXECUTABLE = 0111;

    private final Path home;
    private final List<String> prefix;

    private PostgresBinaries(Path home, List<String> prefix) {
        this.home = home;
        this.prefix = prefix;
    }

    static PostgresBinaries unpacked(String part) {
        String resource = "/postgres-" + Platform.current().postgresClassifier() + ".txz";
        try (InputStream in = PostgresBinaries.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new PartFailed(part, "no binaries for " + Platform.current() + " on the class path");
            }
            byte[] archive = in.readAllBytes();
            Path home = Cache.directory("postgresql", archive, directory -> unpack(archive, directory));
            return new PostgresBinaries(home, prefix(part));
        } catch (IOException e) {
            throw new PartFailed(part, "cannot unpack its binaries: " + e, e);
        }
    }

    /** The command line that runs one of the programs. */
    List<String> command(String program, List<String> arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        return command;
    }

    private static void unpack(byte[] archive, Path directory) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(
                new BufferedInputStream(new XZCompressorInputStream(new ByteArrayInputStream(archive))))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(tar, entry, directory);
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path directory) throws IOException {
        Path target = directory.resolve(entry.getName()).normalize();
        if (!target.startsWith(directory)) {
            throw new IOException("entry outside of the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, target);
        boolean executable =
                (entry.getMode() & EXECUTABLE) != 0 || target.getParent().endsWith("bin");
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }

    /** PostgreSQL refuses to run as root; in a user namespace of its own it runs without root's rights. */
    private static List<String> prefix(String part) throws IOException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        if (!namespaceAllowed()) {
            throw new PartFailed(
                    part,
                    "it does not run as root, and this system does not allow root a user namespace (unshare -U);"
                            + " start as another user");
        }
        return List.of("unshare", "-U");
    }

    private static boolean namespaceAllowed() throws IOException {
        try {
            Process probe = new ProcessBuilder("sh", "-c", "test \"$(unshare -U id -u)\" -gt 0")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return probe.waitFor(5, TimeUnit.SECONDS) && probe.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

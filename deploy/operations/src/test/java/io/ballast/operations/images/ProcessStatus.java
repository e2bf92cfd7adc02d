package io.ballast.operations.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the kernel says of a process, whoever it says it is.
 *
 * @param values of {@code /proc/<pid>/status}, by name
 * @param mounts lines of {@code /proc/<pid>/mountinfo}
 */
record ProcessStatus(Map<String, String> values, List<String> mounts) {

    private static final List<String> CAPABILITIES = List.of("CapInh", "CapPrm", "CapEff", "CapAmb");
    private static final int MOUNT_POINT = 4;
    private static final int MOUNT_OPTIONS = 5;

    static ProcessStatus of(long pid) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        Map<String, String> values = Files.readAllLines(process.resolve("status")).stream()
                .map(line -> line.split(":\\s*", 2))
                .collect(Collectors.toMap(line -> line[0], line -> line[1].strip()));
        return new ProcessStatus(values, Files.readAllLines(process.resolve("mountinfo")));
    }

    /** Its own id, innermost: 1 in a container. */
    String id() {
        return last("NSpid");
    }

    /** Real, effective, saved, and for the file system. */
    List<String> users() {
        return words("Uid");
    }

    /** Likewise, and then those that it belongs to besides. */
    List<String> groups() {
        return Arrays.stream(
                        (values.get("Gid") + " " + values.get("Groups")).strip().split("\\s+"))
                .toList();
    }

    /** Inheritable, permitted, effective and ambient ones, as the kernel's bits. */
    List<Long> capabilities() {
        return CAPABILITIES.stream()
                .map(name -> Long.parseUnsignedLong(values.get(name), 16))
                .toList();
    }

    boolean mayGetNewPrivileges() {
        return !"1".equals(values.get("NoNewPrivs"));
    }

    /** Where it sees file systems that can be written; devices are none. */
    List<String> writable() {
        return mounts.stream()
                .map(line -> line.split(" "))
                .filter(mount -> Arrays.asList(mount[MOUNT_OPTIONS].split(",")).contains("rw"))
                .map(mount -> mount[MOUNT_POINT])
                .filter(point -> !point.startsWith("/dev/"))
                .toList();
    }

    private List<String> words(String name) {
        return List.of(values.get(name).split("\\s+"));
    }

    private String last(String name) {
        return words(name).getLast();
    }
}

package io.ballast.infrastructure;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command line of a JVM like this one: same Java, same class path. */
final class ChildJvm {

    private ChildJvm() {}

    /** The {@code java} that runs this JVM. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /**
     * Writes the options, class path and main class into a file for {@code java @file}: a class path of hundreds of
     * jars is too long for some systems' command lines.
     *
     * <p>The class path is the JVM's property. Under surefire that is the real one, also where surefire itself
     * starts from a jar with nothing but a manifest.
     */
    static Path arguments(Path directory, Class<?> main, List<String> options) throws IOException {
        return arguments(directory, main, options, classPath().collect(Collectors.joining(File.pathSeparator)));
    }

    /** The same with one jar in place of all whose file names begin with a text. */
    static Path arguments(Path directory, Class<?> main, List<String> options, Path jar, String replaced)
            throws IOException {
        Stream<String> others = classPath()
                .filter(entry -> !Path.of(entry).getFileName().toString().startsWith(replaced));
        String classPath =
                Stream.concat(Stream.of(jar.toString()), others).collect(Collectors.joining(File.pathSeparator));
        return arguments(directory, main, options, classPath);
    }

    private static Path arguments(Path directory, Class<?> main, List<String> options, String classPath)
            throws IOException {
        List<String> lines = new ArrayList<>(options);
        lines.add("-cp");
        lines.add(classPath);
        lines.add(main.getName());
        String text = lines.stream().map(ChildJvm::quoted).collect(Collectors.joining("\n", "", "\n"));
        return Files.writeString(directory.resolve("java.args"), text);
    }

    /** With absolute entries: the child has a working directory of its own. */
    private static Stream<String> classPath() {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getProperty("java.class.path"))
                .map(entry -> Path.of(entry).toAbsolutePath().toString());
    }

    private static String quoted(String argument) {
        return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}

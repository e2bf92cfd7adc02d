package io.ballast.operations.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.operations.Program;
import io.ballast.operations.Program.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What programs of this machine need of its root file system: the C library, its loader and whatever else {@code ldd} names. */
final class SharedLibraries {

    /** {@code libm.so.6 => /lib/…/libm.so.6 (0x…)}, and for the loader the path alone. */
    private static final Pattern LIBRARY = Pattern.compile("(?m)^\\s+(?:\\S+ => )?(/\\S+) \\(0x");

    private SharedLibraries() {}

    static Set<Path> of(List<Path> programs) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ldd"));
        programs.forEach(program -> command.add(program.toString()));
        Answer named = Program.run(Path.of("/"), command);
        assertThat(named.exitCode()).as(named.output()).isZero();
        Set<Path> libraries = new TreeSet<>();
        LIBRARY.matcher(named.output()).results().forEach(library -> libraries.add(Path.of(library.group(1))));
        return libraries;
    }
}

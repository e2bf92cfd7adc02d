package io.ballast.acceptance.scale;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The services as a checkout has packaged them.
 *
 * @param name its revision, or {@code present}
 */
record Build(String name, Path checkout) {

    /** Of this checkout. */
    static Build present() {
        return new Build("present", Path.of("").toAbsolutePath().getParent().getParent());
    }

    /** What runs until it is upgraded: the checkout that the system property {@code ballast.scale.from} names, or this one. */
    static Build first() {
        return Optional.ofNullable(System.getProperty("ballast.scale.from"))
                .filter(directory -> !directory.isBlank())
                .map(Path::of)
                .map(directory -> new Build(directory.getFileName().toString(), directory.toAbsolutePath()))
                .orElseGet(Build::present);
    }

    Path application(Service service) {
        return checkout.resolve(service.module()).resolve("target/quarkus-app");
    }
}

package io.ballast.infrastructure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** The node's program, which npm installed when this module was built. */
final class EvmBinary {

    private EvmBinary() {}

    static Path path(String part) {
        String platform = "anvil-" + Platform.current().classifier();
        Path program = nodeModules(part)
                .resolve("@foundry-rs")
                .resolve(platform)
                .resolve("bin")
                .resolve("anvil");
        if (!Files.isExecutable(program)) {
            throw new PartFailed(part, program + " is not there: build deploy/infrastructure, it calls npm");
        }
        return program;
    }

    private static Path nodeModules(String part) {
        try (InputStream in = EvmBinary.class.getResourceAsStream("evm.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            return Path.of(properties.getProperty("node-modules"));
        } catch (IOException e) {
            throw new PartFailed(part, "cannot read evm.properties", e);
        }
    }
}

package io.ballast.operations.recovery;

import io.ballast.infrastructure.testkit.ServiceDatabase;
import io.ballast.operations.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;

/** The files of deploy/recovery, run as an operator runs them. */
final class OperatorFile {

    private OperatorFile() {}

    /** How many rows its first statement that changes rows changed. */
    static int run(ServiceDatabase view, String file, Map<String, String> settings) throws IOException {
        settings.forEach((setting, value) -> view.query("select set_config(?, ?, false)", setting, value));
        return view.update(Files.readString(Checkout.file("deploy/recovery/" + file)));
    }
}

package io.ballast.images;

import java.nio.file.Files;
import java.nio.file.Path;

/** What {@code make image} runs. Arguments: the checkout, the service, the base image, the version. */
public final class ImageMain {

    private static final int ARGUMENTS = 4;
    private static final int WRONG_CALL = 2;

    private ImageMain() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != ARGUMENTS) {
            System.err.println("Give the checkout, the service, the base image and the version");
            System.exit(WRONG_CALL);
        }
        Path checkout = Path.of(arguments[0]);
        String service = arguments[1];
        Path target = checkout.resolve(service).resolve("target");
        Path sbom = target.resolve("sbom.cdx.json");
        if (!Files.isRegularFile(sbom)) {
            System.err.println("There is no " + sbom + ". Write it: make sbom");
            System.exit(WRONG_CALL);
        }
        ServiceImage image = new ServiceImage(
                service, arguments[3], target.resolve("quarkus-app"), checkout.resolve("deploy/images"), sbom);
        Path tar = target.resolve("image.tar");
        image.writeTo(tar, arguments[2], checkout.resolve("deploy/images/target/layers"));
        System.out.println("Written to " + tar + ". Load it: docker load -i " + tar);
    }
}

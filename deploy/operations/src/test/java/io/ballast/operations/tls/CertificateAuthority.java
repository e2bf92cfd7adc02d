package io.ballast.operations.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** An authority of its own, with keys made by the JDK's keytool when the test runs: none is in the repository. */
public final class CertificateAuthority {

    private static final String AUTHORITY = "ca";
    private static final int SECONDS = 60;

    private final String name;
    private final Path directory;
    private final Path store;
    private final String password = UUID.randomUUID().toString();

    private CertificateAuthority(String name, Path directory) {
        this.name = name;
        this.directory = directory;
        this.store = directory.resolve(name + ".p12");
    }

    public static CertificateAuthority create(String name, Path directory) {
        CertificateAuthority made = new CertificateAuthority(name, directory);
        made.keytool("-genkeypair", "-alias", AUTHORITY, "-dname", "CN=" + name, "-ext", "bc:c");
        return made;
    }

    /** What who trusts this authority is given: its certificate in PEM. */
    public Path certificate() {
        Path file = directory.resolve(name + "-ca.pem");
        return write(file, pem("CERTIFICATE", encoded(certificate(AUTHORITY))));
    }

    /** A server's private key and certificate, in one PEM file. */
    public Path server(String host) {
        String alias = "server";
        keytool(
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                "CN=" + host,
                "-ext",
                "san=dns:" + host,
                "-signer",
                AUTHORITY);
        String certificates = pem("CERTIFICATE", encoded(certificate(alias)));
        return write(directory.resolve(name + "-server.pem"), pem("PRIVATE KEY", key(alias)) + certificates);
    }

    /** A client's private key and certificates as PKCS #12, as operators for Kafka hand them out. */
    public Path client(String user) {
        keytool("-genkeypair", "-alias", user, "-dname", "CN=" + user, "-signer", AUTHORITY);
        Path file = directory.resolve(name + "-" + user + ".p12");
        try {
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, null);
            KeyStore all = store();
            own.setKeyEntry(
                    user,
                    all.getKey(user, password.toCharArray()),
                    password.toCharArray(),
                    all.getCertificateChain(user));
            try (var out = Files.newOutputStream(file)) {
                own.store(out, password.toCharArray());
            }
            return file;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of clients' key stores. */
    public String password() {
        return password;
    }

    private void keytool(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-validity", "2"));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", password, "-storetype", "PKCS12"));
        run(command);
    }

    private static void run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes());
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("keytool: " + said);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private KeyStore store() throws GeneralSecurityException, IOException {
        KeyStore all = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            all.load(in, password.toCharArray());
        }
        return all;
    }

    private Certificate certificate(String alias) {
        try {
            return store().getCertificate(alias);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] key(String alias) {
        try {
            return store().getKey(alias, password.toCharArray()).getEncoded();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] encoded(Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String kind, byte[] content) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n";
    }

    /** PostgreSQL takes no key that others can read. */
    private static Path write(Path file, String content) {
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Files.writeString(file, content);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

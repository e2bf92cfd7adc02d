package io.ballast.infrastructure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * A Kafka broker (KRaft, broker and controller in one) on loopback, in a JVM of its own so that it can be killed and
 * restarted. What it acknowledged survives that: it is in the page cache of the operating system.
 */
public final class KafkaBroker extends ServerPart {

    private static final String NAME = "Kafka";
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration STOP = Duration.ofSeconds(15);
    private static final int TOPICS_SECONDS = 30;
    /** Of a SCRAM password's hash: Kafka's least. */
    private static final int ROUNDS = 4096;

    private final KafkaSettings settings;

    private KafkaBroker(DataDirectory directory, KafkaSettings settings) {
        super(NAME, directory, START, STOP);
        this.settings = settings;
    }

    /** Starts a temporary broker on a free port that creates topics of 3 partitions when they are first used. */
    public static KafkaBroker start() {
        return start(0, null, true);
    }

    /**
     * Starts a broker.
     *
     * @param port where to listen, 0 for a free port
     * @param directory where data stays, or {@code null} for a temporary broker
     * @param createTopics whether a topic comes into being when it is first used
     * @throws PortInUse if somebody listens on the port
     */
    public static KafkaBroker start(int port, Path directory, boolean createTopics) {
        return start(port, directory, createTopics, Optional.empty());
    }

    /**
     * Starts a temporary broker as {@link #start()} does, which listens with TLS as well: {@link #mutualTlsServers()},
     * {@link #scramServers()}.
     *
     * @param certificate the broker's private key and its certificates for {@code localhost}, in one PEM file
     * @param clientAuthority who signs clients' certificates, a PEM file
     */
    public static KafkaBroker startWithTls(Path certificate, Path clientAuthority) {
        KafkaTls tls = new KafkaTls(Ports.free(), Ports.free(), certificate, clientAuthority, false);
        return start(0, null, true, Optional.of(tls));
    }

    /**
     * Starts a broker as {@link #startWithTls} does, whose users may do what {@link #allow} lets them, and nothing else.
     * Who comes by the plain listener may do everything. Topics are created by nobody but {@link #createTopics}.
     */
    public static KafkaBroker startWithRights(Path certificate, Path clientAuthority) {
        KafkaTls tls = new KafkaTls(Ports.free(), Ports.free(), certificate, clientAuthority, true);
        return start(0, null, false, Optional.of(tls));
    }

    private static KafkaBroker start(int port, Path directory, boolean createTopics, Optional<KafkaTls> tls) {
        return start(
                DataDirectory.of(NAME, directory),
                data -> new KafkaBroker(
                        data,
                        new KafkaSettings(
                                Ports.freeIfZero(port),
                                data.path().resolve("data"),
                                createTopics,
                                1,
                                List.of(Ports.free()),
                                tls)));
    }

    /** One of several, temporary and not started: it is ready only when most of the others are. */
    static KafkaBroker member(int node, List<Integer> controllers) {
        DataDirectory data = DataDirectory.of(NAME, null);
        return new KafkaBroker(
                data,
                new KafkaSettings(
                        Ports.free(), data.path().resolve("data"), false, node, controllers, Optional.empty()));
    }

    public int port() {
        return settings.port();
    }

    /** As {@code kafka.bootstrap.servers} wants it. */
    public String bootstrapServers() {
        return "127.0.0.1:" + settings.port();
    }

    /** For clients that have a certificate. */
    public String mutualTlsServers() {
        return "localhost:" + tls().mutualPort();
    }

    /** For clients that have a user and password. */
    public String scramServers() {
        return "localhost:" + tls().scramPort();
    }

    /** Creates a user of the SCRAM listener, or gives one another password. */
    public void scramUser(String name, String password) {
        ScramCredentialInfo rule =
                new ScramCredentialInfo(ScramMechanism.fromMechanismName(KafkaTls.MECHANISM), ROUNDS);
        try (Admin admin = admin()) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(name, rule, password)))
                    .all()
                    .get(TOPICS_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new PartFailed(NAME, "cannot create the user " + name + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Gives users rights, of a broker that obeys them. */
    public void allow(Collection<AclBinding> rights) {
        try (Admin admin = admin()) {
            admin.createAcls(rights).all().get(TOPICS_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new PartFailed(NAME, "cannot give rights: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Creates the topics that do not exist yet. */
    public void createTopics(Collection<String> names, int partitions) {
        try (Admin admin = admin()) {
            List<NewTopic> topics = names.stream()
                    .map(name -> new NewTopic(name, partitions, settings.replicas()))
                    .toList();
            for (var created : admin.createTopics(topics).values().values()) {
                awaitCreated(created);
            }
        }
    }

    /** The names of all topics except Kafka's own. */
    public Set<String> topics() {
        try (Admin admin = admin()) {
            return admin.listTopics().names().get(TOPICS_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new PartFailed(NAME, "cannot list topics: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    @Override
    List<Integer> ports() {
        return List.of(settings.port());
    }

    @Override
    ChildProcess startProcess() {
        try {
            Files.deleteIfExists(ready());
            Path properties = settings.writeTo(directory().path());
            Path arguments = ChildJvm.arguments(directory().path(), KafkaBrokerMain.class, settings.jvmOptions());
            List<String> command = List.of(
                    ChildJvm.java(),
                    "@" + arguments,
                    properties.toString(),
                    ready().toString(),
                    Long.toString(ProcessHandle.current().pid()));
            return startProcess(command, Map.of());
        } catch (IOException e) {
            throw new PartFailed(NAME, "cannot write its settings: " + e, e);
        }
    }

    /** Clients can connect. */
    @Override
    boolean isReady() {
        return Files.exists(ready());
    }

    private Path ready() {
        return file("ready");
    }

    private KafkaTls tls() {
        return settings.tls().orElseThrow(() -> new IllegalStateException("this broker was started without TLS"));
    }

    private Admin admin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()));
    }

    private static void awaitCreated(KafkaFuture<Void> created) {
        try {
            created.get(TOPICS_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new PartFailed(NAME, "cannot create topics: " + e.getMessage(), e);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static PartFailed interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new PartFailed(NAME, "interrupted", e);
    }
}

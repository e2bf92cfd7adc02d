package io.ballast.notification.push.device;

import io.ballast.notification.push.PushConfig;
import io.ballast.notification.push.device.Device.Address;
import io.ballast.notification.push.device.Device.WebPush;
import io.ballast.notification.user.User;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The devices that users have registered, in PostgreSQL. A device belongs to the user of a tenant who registered it last. */
@ApplicationScoped
public class Devices {

    private static final String REGISTER = "select * from register_device($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    private static final String OF_USER = "select * from devices_of($1, $2)";
    private static final String REMOVE = "select remove_device($1, $2, $3) as removed";

    private final Pool pool;
    private final PushConfig config;

    Devices(Pool pool, PushConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /**
     * Registers; the same device again is the same registration.
     *
     * @param name or null
     * @return empty if the user has too many others
     */
    Uni<Optional<Device>> register(User user, Address address, String name) {
        Tuple values = Tuple.tuple()
                .addString(user.tenant())
                .addString(user.id())
                .addString(address.kind().wireName())
                .addString(address.target())
                .addValue(fingerprint(address.target()))
                .addString(address instanceof WebPush web ? web.p256dh() : null)
                .addString(address instanceof WebPush web ? web.auth() : null)
                .addString(name)
                .addInteger(config.maxDevicesPerUser());
        return pool.preparedQuery(REGISTER)
                .execute(values)
                .map(rows -> rows.stream().map(Devices::device).findFirst());
    }

    /** The user's devices, oldest first. */
    Uni<List<Device>> of(User user) {
        return pool.preparedQuery(OF_USER)
                .execute(Tuple.of(user.tenant(), user.id()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(Devices::device)
                        .toList());
    }

    /**
     * Forgets a device, and with it what was to be pushed there.
     *
     * @return whether it was the user's
     */
    public Uni<Boolean> remove(User user, UUID device) {
        return pool.preparedQuery(REMOVE)
                .execute(Tuple.of(user.tenant(), user.id(), device))
                .map(rows -> rows.iterator().next().getLong("removed") > 0);
    }

    private static Device device(Row row) {
        return new Device(
                row.getUUID("id"),
                Device.address(
                        row.getString("kind"), row.getString("target"), row.getString("p256dh"), row.getString("auth")),
                row.getString("name"),
                row.getOffsetDateTime("created_at").toInstant());
    }

    private static Buffer fingerprint(String target) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return Buffer.buffer(digest.digest(target.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.ballast.notification.push;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pushes to devices of users whose sockets have not acknowledged. */
@ConfigMapping(prefix = "ballast.push")
public interface PushConfig {

    /** How long a socket may take to acknowledge before the devices are told. */
    @WithDefault("10s")
    Duration delay();

    /** How often each replica looks for what is due. */
    @WithDefault("500ms")
    Duration interval();

    /** How many pushes a replica takes at once. */
    @WithDefault("100")
    @Min(1)
    @Max(1000)
    int batch();

    /** How many of them it sends at the same time. */
    @WithDefault("16")
    @Min(1)
    @Max(256)
    int concurrency();

    /** How long a replica may take with what it took before another one does; longer than all timeouts of a batch. */
    @WithDefault("5m")
    Duration lease();

    /** How often a push is tried. */
    @WithDefault("8")
    @Min(1)
    int maxAttempts();

    /** The first pause before another attempt; doubles with each. */
    @WithDefault("2s")
    Duration retryDelay();

    /** The longest such pause, also of those that a push service asks for. */
    @WithDefault("10m")
    Duration maxRetryDelay();

    /** How old a change may be when it is told; also how long a push service keeps it for a device that is away. */
    @WithDefault("24h")
    Duration maxAge();

    /** How long what is done is remembered; longer than an event can be delivered again, and than {@link #maxAge}. */
    @WithDefault("72h")
    Duration retention();

    /** How long a push service may take to be connected, and to answer. */
    @WithDefault("10s")
    Duration timeout();

    /** How many devices a user may have. */
    @WithDefault("20")
    @Min(1)
    int maxDevicesPerUser();

    /**
     * By asset, in whole units: changes of at least so much are told to devices of users who have said nothing about that asset.
     * Of other assets nothing is told.
     */
    Map<String, BigDecimal> defaultThresholds();

    /** How many pushes a device is given within an hour at most; what is more is left out. */
    @WithDefault("60")
    @Min(1)
    @Max(10_000)
    int maxPerDeviceAndHour();

    /** Whether push services may be on this machine, and without TLS. For development and tests only. */
    @WithDefault("false")
    boolean allowLoopbackTargets();

    Fcm fcm();

    Web web();

    /** Firebase Cloud Messaging, for Android and through it for Apple's devices. */
    interface Fcm {

        /** The service account's file; without it there is no FCM. */
        Optional<String> serviceAccount();

        /** Where FCM is. */
        @WithDefault("https://fcm.googleapis.com")
        String endpoint();
    }

    /** Web Push. */
    interface Web {

        /** The VAPID public key, uncompressed, base64url; without the two keys there is no Web Push. */
        Optional<String> publicKey();

        /** The VAPID private key, base64url. */
        Optional<String> privateKey();

        /** Whom a push service can turn to: a {@code mailto:} or {@code https:} address. */
        Optional<String> subject();

        /** Hosts of push services; {@code *.} stands for any names before it. */
        @WithDefault(
                "fcm.googleapis.com,updates.push.services.mozilla.com,web.push.apple.com,*.notify.windows.com,*.push.apple.com")
        List<String> allowedHosts();
    }
}

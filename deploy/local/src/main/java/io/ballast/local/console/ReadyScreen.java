package io.ballast.local.console;

import io.ballast.local.settings.LaunchSettings;
import io.ballast.local.settings.Listener;
import io.ballast.local.settings.PortPlan;
import java.nio.file.Path;
import java.time.Duration;

/** What is said once when everything is ready: what runs where, what to open and what to type next, on one screen. */
public final class ReadyScreen {

    private static final String RUNNING = """

            Ballast is up after %s.

              gateway   %-30s health    %s/api/health
              services  ledger %d, chain-balance %d, notification %d, auto-deposit %d (health and metrics: %d, %d, %d, %d)
              parts     PostgreSQL %d, Kafka %d, Redis %d, EVM node %d, Stellar %d, Hedera %d
              data      %-30s logs      %s
            """;

    private static final String NEXT = """

            Next, in another terminal (user-a, user-b and their wallets are there from the first start):

              make watch sub=user-a

            and in a third one, watching the frames arrive in the second:

              A=$(curl -s '%1$s/dev/token?sub=user-a&groups=user')
              ADMIN=$(curl -s '%1$s/dev/token?sub=admin-1&groups=admin')
              curl -s %1$s/transactions/balance/cached -H "Authorization: Bearer $A"; echo
              ID=$(curl -s %1$s/transactions/topup -H "Authorization: Bearer $A" -H "Content-Type: application/json" \\
                -H "Idempotency-Key: $(date +%%s)-$$" -d '{"amount":50.00}' | sed 's/.*"id":"\\([^"]*\\)".*/\\1/')
              curl -s -X PATCH %1$s/transactions/topup/$ID/process -H "Authorization: Bearer $ADMIN" \\
                -H "Content-Type: application/json" -d '{"status":"success"}'; echo
              curl -s %1$s/api/balance -H "Authorization: Bearer $A"; echo
              curl -s %1$s/api/user/profile -H "Authorization: Bearer $A"; echo

            In a browser, with a token to paste: %1$s/ (make token sub=user-a) shows balances as they change,
            %1$s/console/ (make token sub=operator-1 groups=operator) the set and each event's way.
            Money moves on the sandboxes, too: deploy/local/README.md, "Moving money on the chains".
            make help lists the rest. Ctrl-C stops everything.
            """;

    private ReadyScreen() {}

    public static String of(LaunchSettings settings, String gateway, Duration took) {
        String running = running(settings, gateway, took);
        return settings.isDev() ? running + NEXT.formatted(gateway) : running;
    }

    private static String running(LaunchSettings settings, String gateway, Duration took) {
        PortPlan ports = settings.ports();
        return RUNNING.formatted(
                Console.seconds(took),
                gateway,
                gateway,
                ports.of(Listener.LEDGER),
                ports.of(Listener.CHAIN_BALANCE),
                ports.of(Listener.NOTIFICATION),
                ports.of(Listener.AUTO_DEPOSIT),
                ports.of(Listener.LEDGER_MANAGEMENT),
                ports.of(Listener.CHAIN_BALANCE_MANAGEMENT),
                ports.of(Listener.NOTIFICATION_MANAGEMENT),
                ports.of(Listener.AUTO_DEPOSIT_MANAGEMENT),
                ports.of(Listener.POSTGRES),
                ports.of(Listener.KAFKA),
                ports.of(Listener.REDIS),
                ports.of(Listener.EVM),
                ports.of(Listener.STELLAR),
                ports.of(Listener.HEDERA),
                shortened(settings, settings.home()),
                shortened(settings, settings.home().resolve("logs")));
    }

    private static String shortened(LaunchSettings settings, Path path) {
        Path shown = path.startsWith(settings.checkout()) ? settings.checkout().relativize(path) : path;
        return shown.toString();
    }
}

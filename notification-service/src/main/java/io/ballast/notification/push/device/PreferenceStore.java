package io.ballast.notification.push.device;

import io.ballast.notification.user.User;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;

/** What users want to be told on devices, in PostgreSQL. */
@ApplicationScoped
class PreferenceStore {

    private static final String SAVE = "select save_preferences($1, $2, $3, $4::text::jsonb, $5, $6, $7)";
    private static final String OF_USER =
            "select deposits, thresholds::text, quiet_from, quiet_to, time_zone" + " from preferences_of($1, $2)";

    private final Pool pool;

    PreferenceStore(Pool pool) {
        this.pool = pool;
    }

    Uni<Void> save(User user, Preferences preferences) {
        Optional<QuietHours> quiet = preferences.quietHours();
        Tuple values = Tuple.tuple()
                .addString(user.tenant())
                .addString(user.id())
                .addBoolean(preferences.deposits())
                .addString(PreferenceJson.thresholds(preferences).toString())
                .addLocalTime(quiet.map(QuietHours::from).orElse(null))
                .addLocalTime(quiet.map(QuietHours::to).orElse(null))
                .addString(quiet.map(hours -> hours.zone().getId()).orElse(null));
        return pool.preparedQuery(SAVE).execute(values).replaceWithVoid();
    }

    /** What the user has said, or the default. */
    Uni<Preferences> of(User user) {
        return pool.preparedQuery(OF_USER)
                .execute(Tuple.of(user.tenant(), user.id()))
                .map(rows -> rows.stream()
                        .findFirst()
                        .map(PreferenceStore::preferences)
                        .orElse(Preferences.DEFAULT));
    }

    private static Preferences preferences(Row row) {
        return new Preferences(
                row.getBoolean("deposits"), PreferenceJson.thresholds(row.getString("thresholds")), quietHours(row));
    }

    private static Optional<QuietHours> quietHours(Row row) {
        LocalTime from = row.getLocalTime("quiet_from");
        return from == null
                ? Optional.empty()
                : Optional.of(
                        new QuietHours(from, row.getLocalTime("quiet_to"), ZoneId.of(row.getString("time_zone"))));
    }
}

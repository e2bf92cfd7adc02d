package io.ballast.notification.socket;

import io.ballast.notification.security.TokenUsers;
import io.ballast.notification.user.User;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Binds the socket to the user of the token it was opened with; without one there is no upgrade. */
@ApplicationScoped
class UserOfSocket implements HttpUpgradeCheck {

    static final TypedKey<User> USER = new TypedKey<>("user");
    private static final int UNAUTHORIZED = 401;

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext context) {
        return context.securityIdentity()
                .map(TokenUsers::of)
                .map(user -> user.map(known -> permit(context, known))
                        .orElseGet(() -> CheckResult.rejectUpgradeSync(UNAUTHORIZED)));
    }

    private static CheckResult permit(HttpUpgradeContext context, User user) {
        context.userData().put(USER, user);
        return CheckResult.permitUpgradeSync();
    }
}

package io.ballast.notification.socket;

import io.ballast.notification.security.HandshakeGate;
import io.ballast.notification.security.TokenUsers;
import io.ballast.notification.stream.Position;
import io.ballast.notification.user.User;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Binds the socket to the user of the token it was opened with, without which there is no upgrade, and to the place from
 * which the client wants to go on.
 */
@ApplicationScoped
class UserOfSocket implements HttpUpgradeCheck {

    static final TypedKey<User> USER = new TypedKey<>("user");
    static final TypedKey<Position> SINCE = new TypedKey<>("since");
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
        Optional.ofNullable(context.httpRequest().getParam(HandshakeGate.SINCE))
                .flatMap(Position::parse)
                .ifPresent(since -> context.userData().put(SINCE, since));
        return CheckResult.permitUpgradeSync();
    }
}

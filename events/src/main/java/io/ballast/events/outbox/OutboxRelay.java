package io.ballast.events.outbox;

import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class OutboxRelay {

    void wake() {}
}

package io.ballast.infrastructure;

/**
 * A database of one service with its two roles: the owner, who migrates, and the service's own, who owns nothing, is
 * no superuser and cannot bypass row-level security. Neither can enter another service's database.
 */
public record Database(String name, int port, String owner, String ownerPassword, String role, String rolePassword) {

    /** For Flyway and other JDBC users; holds no credentials. */
    public String jdbcUrl() {
        return "jdbc:" + reactiveUrl();
    }

    /** For the reactive client; holds no credentials. */
    public String reactiveUrl() {
        return "postgresql://127.0.0.1:" + port + "/" + name;
    }

    /** Without the passwords: this may be logged. */
    @Override
    public String toString() {
        return reactiveUrl() + " (owner " + owner + ", role " + role + ")";
    }
}

package io.ballast.chainbalance.credit;

import io.ballast.chainbalance.chain.ChainNetwork;
import io.ballast.chainbalance.security.RowSecurity;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;

/** The accounts of a network that somebody has registered, whoever that is, and since when. */
@ApplicationScoped
public class RegisteredAccounts {

    private static final String ADDRESSES = """
            select address, min(created_at) as since
              from wallets where chain = $1 and network = $2 group by address order by address
            """;

    private final RowSecurity rowSecurity;

    /** @param since what came before that is in the first balance that is read, and no income */
    public record Account(String id, Instant since) {}

    RegisteredAccounts(RowSecurity rowSecurity) {
        this.rowSecurity = rowSecurity;
    }

    public Uni<List<Account>> of(ChainNetwork network) {
        return rowSecurity.asRecorder(connection -> connection
                .preparedQuery(ADDRESSES)
                .execute(Tuple.of(network.chain(), network.network()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Account(
                                row.getString("address"),
                                row.getOffsetDateTime("since").toInstant()))
                        .toList()));
    }
}

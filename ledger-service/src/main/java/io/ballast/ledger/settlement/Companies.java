package io.ballast.ledger.settlement;

import io.ballast.ledger.account.AccountDirectory;
import io.ballast.ledger.asset.Asset;
import io.ballast.ledger.tenant.TenantReads;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** Finds the accounts of many companies at once. */
@ApplicationScoped
class Companies {

    private static final String COMPANIES = """
            select id, owner_id from accounts
            where tenant = current_setting('ballast.tenant') and owner_type = 'company' and type = 'company'
            and asset = $1""";

    private static final String BY_COMPANY = COMPANIES + " and owner_id = any($2)";

    private static final String SOME = COMPANIES + " and status = 'active' order by owner_id limit $2";

    private final TenantReads reads;
    private final AccountDirectory directory;

    Companies(TenantReads reads, AccountDirectory directory) {
        this.reads = reads;
        this.directory = directory;
    }

    /** Those of the accounts that well-formed items name which exist. */
    Uni<CompanyAccounts> find(String tenant, Asset asset, List<SettlementRequest.Item> items) {
        List<SettlementRequest.Item> usable = items.stream()
                .filter(item -> SettlementRules.violation(item).isEmpty())
                .toList();
        Set<String> companyIds = usable.stream()
                .map(SettlementRequest.Item::companyId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return accountIds(tenant, asset, companyIds)
                .flatMap(idsByCompany -> directory
                        .find(tenant, accountIds(usable, idsByCompany))
                        .map(byId -> new CompanyAccounts(byId, idsByCompany)));
    }

    /** The ids of active companies that have an account of the asset, so many at most. */
    Uni<List<String>> some(String tenant, Asset asset, int limit) {
        return reads.read(tenant, connection -> connection.preparedQuery(SOME).execute(Tuple.of(asset.code(), limit)))
                .map(rows -> List.copyOf(new TreeSet<>(byCompany(rows).keySet())));
    }

    private Uni<Map<String, UUID>> accountIds(String tenant, Asset asset, Set<String> companyIds) {
        if (companyIds.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        Tuple values = Tuple.tuple().addString(asset.code()).addArrayOfString(companyIds.toArray(String[]::new));
        return reads.read(
                        tenant,
                        connection -> connection.preparedQuery(BY_COMPANY).execute(values))
                .map(Companies::byCompany);
    }

    private static Set<UUID> accountIds(List<SettlementRequest.Item> items, Map<String, UUID> idsByCompany) {
        Set<UUID> ids = new HashSet<>(idsByCompany.values());
        items.stream()
                .map(SettlementRequest.Item::companyAccountId)
                .filter(Objects::nonNull)
                .forEach(ids::add);
        return ids;
    }

    private static Map<String, UUID> byCompany(RowSet<Row> rows) {
        Map<String, UUID> ids = HashMap.newHashMap(rows.size());
        rows.forEach(row -> ids.put(row.getString("owner_id"), row.getUUID("id")));
        return ids;
    }
}

package io.ballast.ledger.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.ballast.ledger.tenant.TenantReads;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Who owns which account of which asset: what never changes once an account is open, read once and remembered. Status and
 * limits of what it gives are those of the first reading; who depends on them reads the account under its lock.
 */
@ApplicationScoped
public class AccountDirectory {

    private final TenantReads reads;
    private final Accounts accounts;
    private final Cache<Key, Account> known;
    private final Cache<OwnerKey, Account> byOwner;

    AccountDirectory(TenantReads reads, Accounts accounts, AccountDirectoryConfig config) {
        this.reads = reads;
        this.accounts = accounts;
        this.known = Caffeine.newBuilder().maximumSize(config.size()).build();
        this.byOwner = Caffeine.newBuilder().maximumSize(config.size()).build();
    }

    /** Those of the accounts that exist, by their id. */
    public Uni<Map<UUID, Account>> find(String tenant, Collection<UUID> ids) {
        Map<UUID, Account> found = HashMap.newHashMap(ids.size());
        for (UUID id : ids) {
            Account account = known.getIfPresent(new Key(tenant, id));
            if (account != null) {
                found.put(id, account);
            }
        }
        List<UUID> missing =
                ids.stream().filter(id -> !found.containsKey(id)).distinct().toList();
        return missing.isEmpty() ? Uni.createFrom().item(found) : read(tenant, missing, found);
    }

    /** The owner's account of that type and asset, or null. */
    public Uni<Account> ofOwner(String tenant, Owner owner, AccountType type, String assetCode) {
        OwnerKey key = new OwnerKey(tenant, owner, type, assetCode);
        Account account = byOwner.getIfPresent(key);
        if (account != null) {
            return Uni.createFrom().item(account);
        }
        return reads.read(tenant, connection -> accounts.ofOwner(connection, owner, type, assetCode))
                .map(state -> state.map(AccountState::account).orElse(null))
                .onItem()
                .ifNotNull()
                .invoke(found -> byOwner.put(key, found));
    }

    private Uni<Map<UUID, Account>> read(String tenant, List<UUID> missing, Map<UUID, Account> found) {
        return reads.read(tenant, connection -> accounts.findAll(connection, missing))
                .invoke(states -> states.forEach(state -> remember(tenant, state.account(), found)))
                .replaceWith(found);
    }

    private void remember(String tenant, Account account, Map<UUID, Account> found) {
        known.put(new Key(tenant, account.id()), account);
        found.put(account.id(), account);
    }

    private record Key(String tenant, UUID id) {}

    private record OwnerKey(String tenant, Owner owner, AccountType type, String assetCode) {}
}

package io.ballast.ledger.settlement;

import io.ballast.ledger.account.Account;
import java.util.Map;
import java.util.UUID;

/**
 * The accounts that purchases name.
 *
 * @param byId every account that was found
 * @param idsByCompany the account of the settlement's asset of each company that was named by its own id
 */
record CompanyAccounts(Map<UUID, Account> byId, Map<String, UUID> idsByCompany) {

    /** The account that the item names, or null. */
    Account of(SettlementRequest.Item item) {
        UUID id = item.companyAccountId() == null ? idsByCompany.get(item.companyId()) : item.companyAccountId();
        return id == null ? null : byId.get(id);
    }

    /** What the item calls the account. */
    String name(SettlementRequest.Item item) {
        return item.companyAccountId() == null
                ? item.companyId()
                : item.companyAccountId().toString();
    }
}

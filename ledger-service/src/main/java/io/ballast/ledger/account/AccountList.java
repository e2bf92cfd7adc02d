package io.ballast.ledger.account;

import java.util.List;

/** The accounts of one owner, oldest first. */
public record AccountList(List<AccountView> items) {

    public static AccountList of(List<AccountState> states) {
        return new AccountList(states.stream().map(AccountView::of).toList());
    }
}

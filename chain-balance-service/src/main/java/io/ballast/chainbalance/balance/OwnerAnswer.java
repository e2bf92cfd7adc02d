package io.ballast.chainbalance.balance;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an owner's wallets hold now, or what was known of them at a time. */
@Schema(oneOf = {OwnerBalancesView.class, OwnerBalancesAtView.class})
public sealed interface OwnerAnswer permits OwnerBalancesView, OwnerBalancesAtView {}

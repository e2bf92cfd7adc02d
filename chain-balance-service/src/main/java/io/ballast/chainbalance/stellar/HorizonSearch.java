package io.ballast.chainbalance.stellar;

import io.ballast.chainbalance.chain.Finality;
import io.ballast.chainbalance.credit.Credit;
import io.ballast.chainbalance.credit.RegisteredAccounts;
import io.ballast.chainbalance.provider.RpcException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Looks through one account's payments for income, from a place in the sequence of events to the end of a ledger.
 *
 * @param assets by name
 * @param after exclusive
 * @param until inclusive
 */
record HorizonSearch(
        Map<String, StellarAsset> assets, RegisteredAccounts.Account account, EventPosition after, long until) {

    /** Events of one operation are fewer: no event that a server tells has such a number. */
    private static final long NO_EVENT = 0x8000_0000L;

    private static final int PAGE = 200;

    List<Credit> in(HorizonNode node, Clock clock, Instant deadline) throws RpcException {
        List<Credit> credits = new ArrayList<>();
        long cursor = after.operation() + 1;
        boolean isMore = true;
        while (isMore) {
            if (clock.instant().isAfter(deadline)) {
                throw RpcException.unavailable("rpc_timeout");
            }
            List<HorizonPayment> page = node.payments(account.id(), cursor, PAGE);
            page.stream().filter(payment -> payment.ledger() <= until).forEach(payment -> credits.addAll(of(payment)));
            isMore = page.size() == PAGE && page.getLast().ledger() <= until;
            cursor = isMore ? further(cursor, page.getLast().id()) : cursor;
        }
        return credits;
    }

    private static long further(long cursor, long last) throws RpcException {
        if (last <= cursor) {
            throw RpcException.unavailable("rpc_malformed");
        }
        return last;
    }

    /** What came before the account was registered is in its first balance. Ledgers are closed at whole seconds. */
    List<Credit> of(HorizonPayment payment) {
        return payment.closedAt().isBefore(account.since().truncatedTo(ChronoUnit.SECONDS))
                ? List.of()
                : IntStream.range(0, payment.movements().size())
                        .boxed()
                        .flatMap(place -> credit(payment, place))
                        .toList();
    }

    private Stream<Credit> credit(HorizonPayment payment, int place) {
        HorizonPayment.Movement movement = payment.movements().get(place);
        StellarAsset asset = assets.get(movement.asset());
        Optional<String> from =
                movement.from().or(() -> Optional.ofNullable(asset).flatMap(StellarAsset::issuer));
        boolean isIncome = asset != null
                && movement.to().equals(account.id())
                && !from.equals(Optional.of(movement.to()))
                && movement.units().signum() > 0;
        return isIncome ? Stream.of(credit(payment, place, asset, from)) : Stream.empty();
    }

    private static Credit credit(HorizonPayment payment, int place, StellarAsset asset, Optional<String> from) {
        HorizonPayment.Movement movement = payment.movements().get(place);
        return new Credit(
                position(payment, place).id(),
                movement.to(),
                from,
                asset.asset(),
                asset.roles(),
                movement.units(),
                payment.transaction(),
                payment.ledger(),
                Optional.empty(),
                Finality.FINALIZED,
                payment.closedAt());
    }

    /**
     * Where the event is that tells of the same: operations are counted from 0 there. An operation that moves one thing tells of that
     * by its first event; of others nobody can say by which, so theirs is a place that no event has.
     */
    private static EventPosition position(HorizonPayment payment, int place) {
        return new EventPosition(payment.id() - 1, payment.isOne() ? 0 : NO_EVENT + place);
    }
}

package io.ballast.infrastructure.stellar;

import io.ballast.infrastructure.stellar.Entry.Account;
import io.ballast.infrastructure.stellar.Entry.Offer;
import io.ballast.infrastructure.stellar.Entry.TrustLine;
import java.math.BigInteger;
import java.util.Optional;
import org.stellar.sdk.Asset;
import org.stellar.sdk.xdr.ClaimAtom;
import org.stellar.sdk.xdr.Int32;
import org.stellar.sdk.xdr.ManageOfferEffect;
import org.stellar.sdk.xdr.ManageOfferSuccessResult;
import org.stellar.sdk.xdr.ManageOfferSuccessResult.ManageOfferSuccessResultOffer;
import org.stellar.sdk.xdr.ManageSellOfferOp;
import org.stellar.sdk.xdr.ManageSellOfferResultCode;
import org.stellar.sdk.xdr.OfferEntry;
import org.stellar.sdk.xdr.OfferEntry.OfferEntryExt;
import org.stellar.sdk.xdr.OperationType;
import org.stellar.sdk.xdr.Price;

/** Offers to sell. They rest and bind what they promise (liabilities); nothing on this network ever takes them. */
final class OfferOperations {

    /** No contract's address: the ledger counts offers in its header, which is not part of its entries. */
    private static final String OFFER_COUNTER = "offers";

    private final State state;

    OfferOperations(State state) {
        this.state = state;
    }

    Outcome manage(String source, ManageSellOfferOp operation) {
        long amount = Xdr.number(operation.getAmount());
        int numerator = operation.getPrice().getN().getInt32();
        int denominator = operation.getPrice().getD().getInt32();
        String selling = Xdr.asset(operation.getSelling());
        String buying = Xdr.asset(operation.getBuying());
        long id = Xdr.number(operation.getOfferID());
        if (amount < 0 || numerator <= 0 || denominator <= 0 || selling.equals(buying) || id == 0 && amount == 0) {
            return refused(ManageSellOfferResultCode.MANAGE_SELL_OFFER_MALFORMED);
        }
        if (id != 0 && own(source, id).isEmpty()) {
            return refused(ManageSellOfferResultCode.MANAGE_SELL_OFFER_NOT_FOUND);
        }
        own(source, id).ifPresent(this::remove);
        if (amount == 0) {
            return done(ManageOfferEffect.MANAGE_OFFER_DELETED, null);
        }
        Offer offer = new Offer(
                id == 0 ? nextId() : id, source, selling, buying, amount, numerator, denominator, state.ledger());
        ManageOfferEffect effect =
                id == 0 ? ManageOfferEffect.MANAGE_OFFER_CREATED : ManageOfferEffect.MANAGE_OFFER_UPDATED;
        return place(offer).map(OfferOperations::refused).orElseGet(() -> done(effect, offer));
    }

    private Optional<Offer> own(String seller, long id) {
        return state.find(new Key.OfOffer(id))
                .map(Offer.class::cast)
                .filter(offer -> offer.seller().equals(seller));
    }

    private void remove(Offer offer) {
        state.remove(offer.key());
        bind(offer.seller(), offer.selling(), 0, -offer.amount());
        bind(offer.seller(), offer.buying(), -offer.bought(), 0);
        Account account = state.account(offer.seller()).orElseThrow();
        state.put(account.withEntries(account.entries() - 1));
    }

    private Optional<ManageSellOfferResultCode> place(Offer offer) {
        Account account = state.account(offer.seller()).orElseThrow();
        if (!Reserve.bearsOneMore(account)) {
            return Optional.of(ManageSellOfferResultCode.MANAGE_SELL_OFFER_LOW_RESERVE);
        }
        state.put(account.withEntries(account.entries() + 1));
        if (isLineMissing(offer.seller(), offer.selling())) {
            return Optional.of(ManageSellOfferResultCode.MANAGE_SELL_OFFER_SELL_NO_TRUST);
        }
        if (isLineMissing(offer.seller(), offer.buying())) {
            return Optional.of(ManageSellOfferResultCode.MANAGE_SELL_OFFER_BUY_NO_TRUST);
        }
        if (available(offer.seller(), offer.selling()) < offer.amount()) {
            return Optional.of(ManageSellOfferResultCode.MANAGE_SELL_OFFER_UNDERFUNDED);
        }
        if (room(offer.seller(), offer.buying()) < offer.bought()) {
            return Optional.of(ManageSellOfferResultCode.MANAGE_SELL_OFFER_LINE_FULL);
        }
        bind(offer.seller(), offer.selling(), 0, offer.amount());
        bind(offer.seller(), offer.buying(), offer.bought(), 0);
        state.put(offer);
        return Optional.empty();
    }

    private boolean isLineMissing(String account, String asset) {
        return !isUnlimited(account, asset)
                && !asset.equals(Moves.NATIVE)
                && state.trustLine(account, asset).isEmpty();
    }

    private static boolean isUnlimited(String account, String asset) {
        return !asset.equals(Moves.NATIVE) && Moves.issuer(asset).equals(account);
    }

    private long available(String account, String asset) {
        if (isUnlimited(account, asset)) {
            return Long.MAX_VALUE;
        }
        if (asset.equals(Moves.NATIVE)) {
            return Reserve.available(state.account(account).orElseThrow());
        }
        TrustLine line = state.trustLine(account, asset).orElseThrow();
        return line.isAuthorized() ? line.balance() - line.selling() : 0;
    }

    private long room(String account, String asset) {
        if (isUnlimited(account, asset)) {
            return Long.MAX_VALUE;
        }
        if (asset.equals(Moves.NATIVE)) {
            Account holder = state.account(account).orElseThrow();
            return Long.MAX_VALUE - holder.balance() - holder.buying();
        }
        TrustLine line = state.trustLine(account, asset).orElseThrow();
        return line.limit() - line.balance() - line.buying();
    }

    private void bind(String account, String asset, long buying, long selling) {
        if (asset.equals(Moves.NATIVE)) {
            Account holder = state.account(account).orElseThrow();
            state.put(holder.withLiabilities(holder.buying() + buying, holder.selling() + selling));
        } else if (!isUnlimited(account, asset)) {
            TrustLine line = state.trustLine(account, asset).orElseThrow();
            state.put(line.withLiabilities(line.buying() + buying, line.selling() + selling));
        }
    }

    private long nextId() {
        long last = state.number(OFFER_COUNTER, "last").longValueExact();
        state.setNumber(OFFER_COUNTER, "last", BigInteger.valueOf(last + 1));
        return last + 1;
    }

    private static Outcome refused(ManageSellOfferResultCode code) {
        return Outcome.of(OperationType.MANAGE_SELL_OFFER, code.getValue());
    }

    /** @param offer {@code null} if it is gone */
    private static Outcome done(ManageOfferEffect effect, Offer offer) {
        ManageOfferSuccessResultOffer told = new ManageOfferSuccessResultOffer.Builder()
                .discriminant(effect)
                .offer(offer == null ? null : entry(offer))
                .build();
        ManageOfferSuccessResult success = new ManageOfferSuccessResult.Builder()
                .offersClaimed(new ClaimAtom[0])
                .offer(told)
                .build();
        return Outcome.of(
                OperationType.MANAGE_SELL_OFFER,
                ManageSellOfferResultCode.MANAGE_SELL_OFFER_SUCCESS.getValue(),
                Xdr.written(success::toXdrByteArray));
    }

    private static OfferEntry entry(Offer offer) {
        return new OfferEntry.Builder()
                .sellerID(Xdr.accountId(offer.seller()))
                .offerID(Xdr.int64(offer.id()))
                .selling(Asset.create(offer.selling()).toXdr())
                .buying(Asset.create(offer.buying()).toXdr())
                .amount(Xdr.int64(offer.amount()))
                .price(new Price.Builder()
                        .n(new Int32(offer.numerator()))
                        .d(new Int32(offer.denominator()))
                        .build())
                .flags(Xdr.uint32(0))
                .ext(new OfferEntryExt.Builder().discriminant(0).build())
                .build();
    }
}

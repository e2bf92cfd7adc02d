package io.ballast.infrastructure.stellar;

import io.ballast.infrastructure.stellar.Entry.Account;
import io.ballast.infrastructure.stellar.Entry.TrustLine;
import java.util.Optional;
import org.stellar.sdk.Asset;
import org.stellar.sdk.xdr.AccountEntry;
import org.stellar.sdk.xdr.AccountEntry.AccountEntryExt;
import org.stellar.sdk.xdr.AccountEntryExtensionV1;
import org.stellar.sdk.xdr.AccountEntryExtensionV1.AccountEntryExtensionV1Ext;
import org.stellar.sdk.xdr.AssetType;
import org.stellar.sdk.xdr.LedgerEntry.LedgerEntryData;
import org.stellar.sdk.xdr.LedgerEntryType;
import org.stellar.sdk.xdr.LedgerKey;
import org.stellar.sdk.xdr.Liabilities;
import org.stellar.sdk.xdr.SequenceNumber;
import org.stellar.sdk.xdr.Signer;
import org.stellar.sdk.xdr.String32;
import org.stellar.sdk.xdr.Thresholds;
import org.stellar.sdk.xdr.TrustLineAsset;
import org.stellar.sdk.xdr.TrustLineEntry;
import org.stellar.sdk.xdr.TrustLineEntry.TrustLineEntryExt;
import org.stellar.sdk.xdr.TrustLineEntry.TrustLineEntryExt.TrustLineEntryV1;
import org.stellar.sdk.xdr.TrustLineEntry.TrustLineEntryExt.TrustLineEntryV1.TrustLineEntryV1Ext;
import org.stellar.sdk.xdr.XdrString;

/** Accounts and trustlines in the protocol's form. */
final class EntryForms {

    private static final byte[] MASTER_KEY_ALONE = {1, 0, 0, 0};

    private EntryForms() {}

    /** The key of an entry that can be asked for; empty for kinds that this network does not give out. */
    static Optional<Key> key(LedgerKey key) {
        return switch (key.getDiscriminant()) {
            case ACCOUNT ->
                Optional.of(new Key.OfAccount(Xdr.account(key.getAccount().getAccountID())));
            case TRUSTLINE ->
                asset(key.getTrustLine().getAsset())
                        .map(asset -> new Key.OfTrustLine(
                                Xdr.account(key.getTrustLine().getAccountID()), asset));
            default -> Optional.empty();
        };
    }

    private static Optional<String> asset(TrustLineAsset asset) {
        boolean issued = asset.getDiscriminant() == AssetType.ASSET_TYPE_CREDIT_ALPHANUM4
                || asset.getDiscriminant() == AssetType.ASSET_TYPE_CREDIT_ALPHANUM12;
        return issued
                ? Optional.of(((org.stellar.sdk.TrustLineAsset.Wrapper) org.stellar.sdk.TrustLineAsset.fromXdr(asset))
                        .getAsset()
                        .toString())
                : Optional.empty();
    }

    /** @throws IllegalArgumentException for an entry that is not given out */
    static LedgerEntryData data(Entry entry) {
        return switch (entry) {
            case Account account ->
                new LedgerEntryData.Builder()
                        .discriminant(LedgerEntryType.ACCOUNT)
                        .account(xdr(account))
                        .build();
            case TrustLine line ->
                new LedgerEntryData.Builder()
                        .discriminant(LedgerEntryType.TRUSTLINE)
                        .trustLine(xdr(line))
                        .build();
            default -> throw new IllegalArgumentException("not given out: " + entry.key());
        };
    }

    private static AccountEntry xdr(Account account) {
        return new AccountEntry.Builder()
                .accountID(Xdr.accountId(account.id()))
                .balance(Xdr.int64(account.balance()))
                .seqNum(new SequenceNumber(Xdr.int64(account.sequence())))
                .numSubEntries(Xdr.uint32(account.entries()))
                .flags(Xdr.uint32(account.flags()))
                .homeDomain(new String32(new XdrString("")))
                .thresholds(new Thresholds(MASTER_KEY_ALONE))
                .signers(new Signer[0])
                .ext(extension(account))
                .build();
    }

    /** Liabilities came late to the protocol: an entry without any may leave them out. */
    private static AccountEntryExt extension(Account account) {
        if (account.buying() == 0 && account.selling() == 0) {
            return new AccountEntryExt.Builder().discriminant(0).build();
        }
        AccountEntryExtensionV1 liabilities = new AccountEntryExtensionV1.Builder()
                .liabilities(liabilities(account.buying(), account.selling()))
                .ext(new AccountEntryExtensionV1Ext.Builder().discriminant(0).build())
                .build();
        return new AccountEntryExt.Builder().discriminant(1).v1(liabilities).build();
    }

    private static TrustLineEntry xdr(TrustLine line) {
        return new TrustLineEntry.Builder()
                .accountID(Xdr.accountId(line.account()))
                .asset(org.stellar.sdk.TrustLineAsset.create(Asset.create(line.asset()))
                        .toXdr())
                .balance(Xdr.int64(line.balance()))
                .limit(Xdr.int64(line.limit()))
                .flags(Xdr.uint32(line.flags()))
                .ext(extension(line))
                .build();
    }

    private static TrustLineEntryExt extension(TrustLine line) {
        if (line.buying() == 0 && line.selling() == 0) {
            return new TrustLineEntryExt.Builder().discriminant(0).build();
        }
        TrustLineEntryV1 liabilities = new TrustLineEntryV1.Builder()
                .liabilities(liabilities(line.buying(), line.selling()))
                .ext(new TrustLineEntryV1Ext.Builder().discriminant(0).build())
                .build();
        return new TrustLineEntryExt.Builder().discriminant(1).v1(liabilities).build();
    }

    private static Liabilities liabilities(long buying, long selling) {
        return new Liabilities.Builder()
                .buying(Xdr.int64(buying))
                .selling(Xdr.int64(selling))
                .build();
    }
}

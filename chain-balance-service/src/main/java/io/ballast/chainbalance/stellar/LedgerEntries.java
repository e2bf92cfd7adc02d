package io.ballast.chainbalance.stellar;

import io.ballast.chainbalance.provider.RpcException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.stellar.sdk.Asset;
import org.stellar.sdk.StrKey;
import org.stellar.sdk.TrustLineAsset;
import org.stellar.sdk.xdr.AccountEntry;
import org.stellar.sdk.xdr.AccountID;
import org.stellar.sdk.xdr.LedgerEntry.LedgerEntryData;
import org.stellar.sdk.xdr.LedgerEntryType;
import org.stellar.sdk.xdr.LedgerKey;
import org.stellar.sdk.xdr.LedgerKey.LedgerKeyAccount;
import org.stellar.sdk.xdr.LedgerKey.LedgerKeyTrustLine;
import org.stellar.sdk.xdr.Liabilities;
import org.stellar.sdk.xdr.PublicKey;
import org.stellar.sdk.xdr.PublicKeyType;
import org.stellar.sdk.xdr.TrustLineEntry;
import org.stellar.sdk.xdr.TrustLineFlags;
import org.stellar.sdk.xdr.Uint256;

/** The keys of ledger entries that say what an account has, and what the entries say. */
final class LedgerEntries {

    private LedgerEntries() {}

    /** The key of the account itself, which holds its XLM. */
    static String accountKey(String address) {
        return base64(new LedgerKey.Builder()
                .discriminant(LedgerEntryType.ACCOUNT)
                .account(new LedgerKeyAccount.Builder()
                        .accountID(account(address))
                        .build())
                .build());
    }

    /** The key of the account's trustline for an issued asset. */
    static String trustLineKey(String address, String asset) {
        return base64(new LedgerKey.Builder()
                .discriminant(LedgerEntryType.TRUSTLINE)
                .trustLine(new LedgerKeyTrustLine.Builder()
                        .accountID(account(address))
                        .asset(TrustLineAsset.create(Asset.create(asset)).toXdr())
                        .build())
                .build());
    }

    /** Reads an entry; one that is neither account nor trustline is none that was asked for. */
    static Holding holding(String xdr) throws RpcException {
        try {
            LedgerEntryData entry = LedgerEntryData.fromXdrBase64(xdr);
            return switch (entry.getDiscriminant()) {
                case ACCOUNT -> holding(entry.getAccount());
                case TRUSTLINE -> holding(entry.getTrustLine());
                default -> throw RpcException.unavailable("rpc_malformed");
            };
        } catch (IOException | RuntimeException notAnEntry) {
            throw RpcException.unavailable("rpc_malformed");
        }
    }

    private static Holding holding(AccountEntry account) {
        boolean has = account.getExt().getDiscriminant() == 1;
        long bound = has ? selling(account.getExt().getV1().getLiabilities()) : 0;
        return new Holding(account.getBalance().getInt64(), bound, true);
    }

    private static Holding holding(TrustLineEntry line) {
        boolean has = line.getExt().getDiscriminant() == 1;
        long bound = has ? selling(line.getExt().getV1().getLiabilities()) : 0;
        long flags = line.getFlags().getUint32().getNumber();
        boolean authorized = (flags & TrustLineFlags.AUTHORIZED_FLAG.getValue()) != 0;
        return new Holding(line.getBalance().getInt64(), bound, authorized);
    }

    private static long selling(Liabilities liabilities) {
        return liabilities.getSelling().getInt64();
    }

    /** Without asking whether the key is a point of the curve, which takes longer than all the rest. */
    private static AccountID account(String address) {
        return new AccountID(new PublicKey.Builder()
                .discriminant(PublicKeyType.PUBLIC_KEY_TYPE_ED25519)
                .ed25519(new Uint256(StrKey.decodeEd25519PublicKey(address)))
                .build());
    }

    private static String base64(LedgerKey key) {
        try {
            return key.toXdrBase64();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

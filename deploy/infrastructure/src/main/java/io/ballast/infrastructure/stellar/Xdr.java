package io.ballast.infrastructure.stellar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.stellar.sdk.Asset;
import org.stellar.sdk.StrKey;
import org.stellar.sdk.xdr.AccountID;
import org.stellar.sdk.xdr.AssetType;
import org.stellar.sdk.xdr.ChangeTrustAsset;
import org.stellar.sdk.xdr.CryptoKeyType;
import org.stellar.sdk.xdr.Int64;
import org.stellar.sdk.xdr.MuxedAccount;
import org.stellar.sdk.xdr.PublicKey;
import org.stellar.sdk.xdr.PublicKeyType;
import org.stellar.sdk.xdr.SCVal;
import org.stellar.sdk.xdr.Uint256;
import org.stellar.sdk.xdr.Uint32;
import org.stellar.sdk.xdr.XdrUnsignedInteger;

/** Between the protocol's binary form and the texts and numbers that the ledger works with. */
final class Xdr {

    private Xdr() {}

    /** The account of a destination or source, without the number that a muxed one carries beside it. */
    static String account(MuxedAccount account) {
        return StrKey.encodeEd25519PublicKey(
                account.getDiscriminant() == CryptoKeyType.KEY_TYPE_MUXED_ED25519
                        ? account.getMed25519().getEd25519().getUint256()
                        : account.getEd25519().getUint256());
    }

    /** The number that a muxed account carries, unsigned. */
    static Optional<String> muxedId(MuxedAccount account) {
        return account.getDiscriminant() == CryptoKeyType.KEY_TYPE_MUXED_ED25519
                ? Optional.of(
                        account.getMed25519().getId().getUint64().getNumber().toString())
                : Optional.empty();
    }

    static String account(AccountID account) {
        return StrKey.encodeEd25519PublicKey(account.getAccountID().getEd25519().getUint256());
    }

    /** Without asking whether the key is a point of the curve, which takes longer than all the rest. */
    static AccountID accountId(String account) {
        return new AccountID(new PublicKey.Builder()
                .discriminant(PublicKeyType.PUBLIC_KEY_TYPE_ED25519)
                .ed25519(new Uint256(StrKey.decodeEd25519PublicKey(account)))
                .build());
    }

    /** {@code native} or {@code CODE:ISSUER}. */
    static String asset(org.stellar.sdk.xdr.Asset asset) {
        return Asset.fromXdr(asset).toString();
    }

    /** The asset of a trustline; empty for a share of a pool, which this network has not. */
    static Optional<String> asset(ChangeTrustAsset line) {
        if (line.getDiscriminant() == AssetType.ASSET_TYPE_POOL_SHARE) {
            return Optional.empty();
        }
        return org.stellar.sdk.ChangeTrustAsset.fromXdr(line)
                        instanceof org.stellar.sdk.ChangeTrustAsset.Wrapper wrapper
                ? Optional.of(wrapper.getAsset().toString())
                : Optional.empty();
    }

    static long number(Int64 value) {
        return value.getInt64();
    }

    static Int64 int64(long value) {
        return new Int64(value);
    }

    static int number(Uint32 value) {
        return value == null ? 0 : value.getUint32().getNumber().intValue();
    }

    static Uint32 uint32(long value) {
        return new Uint32(new XdrUnsignedInteger(value));
    }

    /** What the protocol's classes write their form with; they have no type in common that one could name. */
    @FunctionalInterface
    interface Writing<T> {
        T write() throws IOException;
    }

    static String base64(SCVal value) {
        return written(value::toXdrBase64);
    }

    /** What was written; to memory, where nothing fails. */
    static <T> T written(Writing<T> writing) {
        try {
            return writing.write();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.ballast.infrastructure.hedera;

import com.google.protobuf.ByteString;
import com.hedera.hashgraph.sdk.PublicKey;
import com.hedera.hashgraph.sdk.proto.Key;
import com.hedera.hashgraph.sdk.proto.ResponseCodeEnum;
import com.hedera.hashgraph.sdk.proto.SignatureMap;
import com.hedera.hashgraph.sdk.proto.SignaturePair;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The one key that signs for an account.
 *
 * @param type {@code ED25519} or {@code ECDSA_SECP256K1}
 * @param hex the public key
 */
record AccountKey(String type, String hex) {

    private static final String ED25519 = "ED25519";
    private static final String ECDSA = "ECDSA_SECP256K1";

    static AccountKey of(Key key) throws Refusal {
        return switch (key.getKeyCase()) {
            case ED25519 -> new AccountKey(ED25519, hex(key.getEd25519()));
            case ECDSA_SECP256K1 -> new AccountKey(ECDSA, hex(key.getECDSASecp256K1()));
            case KEY_NOT_SET -> throw new Refusal(ResponseCodeEnum.KEY_REQUIRED);
            default -> throw new Refusal(ResponseCodeEnum.NOT_SUPPORTED);
        };
    }

    static AccountKey ed25519(byte[] publicKey) {
        return new AccountKey(ED25519, HexFormat.of().formatHex(publicKey));
    }

    /** Whether one of the signatures over the body is by this key. */
    boolean signed(byte[] body, SignatureMap signatures) {
        return signatures.getSigPairList().stream().anyMatch(pair -> isMine(pair) && verifies(body, pair));
    }

    private boolean isMine(SignaturePair pair) {
        return hex.startsWith(hex(pair.getPubKeyPrefix()));
    }

    private boolean verifies(byte[] body, SignaturePair pair) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        boolean isEd25519 = type.equals(ED25519);
        PublicKey key = isEd25519 ? PublicKey.fromBytesED25519(bytes) : PublicKey.fromBytesECDSA(bytes);
        ByteString signature = isEd25519 ? pair.getEd25519() : pair.getECDSASecp256K1();
        return !signature.isEmpty() && key.verify(body, signature.toByteArray());
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray()).toLowerCase(Locale.ROOT);
    }
}

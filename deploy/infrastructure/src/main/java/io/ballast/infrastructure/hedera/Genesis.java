package io.ballast.infrastructure.hedera;

import com.hedera.hashgraph.sdk.PrivateKey;
import io.ballast.infrastructure.hedera.TransactionRecord.NewAccount;
import io.ballast.infrastructure.hedera.TransactionRecord.NewToken;
import io.ballast.infrastructure.hedera.TransactionRecord.Transfer;
import java.util.HexFormat;
import java.util.List;

/** What the network begins with: the account that owns all HBAR, a node, the one that collects fees, and Smiles. */
final class Genesis {

    static final long TREASURY = 2;
    static final long NODE = 3;
    static final long FEE_COLLECTOR = 98;
    static final long FIRST_USER_ENTITY = 1001;
    static final long SMILES = FIRST_USER_ENTITY;
    static final int SMILES_DECIMALS = 0;

    private static final long ALL_TINYBARS = 5_000_000_000_000_000_000L;
    private static final long ALL_SMILES = 1_000_000_000_000L;

    private Genesis() {}

    static List<Effects> effects(String operatorKey) {
        byte[] seed = HexFormat.of().parseHex(operatorKey);
        byte[] key = PrivateKey.fromBytesED25519(seed).getPublicKey().toBytesRaw();
        NewAccount treasury = new NewAccount(TREASURY, AccountKey.ed25519(key), 0);
        return List.of(
                Effects.created(treasury, List.of(new Transfer(TREASURY, ALL_TINYBARS))),
                Effects.created(new NewAccount(NODE, null, 0), List.of()),
                Effects.created(new NewAccount(FEE_COLLECTOR, null, 0), List.of()),
                Effects.token(new NewToken(SMILES, "SMILES", "Smiles", SMILES_DECIMALS, TREASURY, ALL_SMILES)));
    }
}

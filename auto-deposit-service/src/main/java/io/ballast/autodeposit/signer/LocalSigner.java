package io.ballast.autodeposit.signer;

import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stellar.sdk.KeyPair;

/** Signs with keys that this process holds: for development and tests only. */
public final class LocalSigner implements Signer {

    private final Map<String, KeyPair> keys;

    /** @param seeds the accounts' secret seeds */
    public LocalSigner(Stream<char[]> seeds) {
        this.keys = seeds.map(KeyPair::fromSecretSeed).collect(Collectors.toMap(KeyPair::getAccountId, key -> key));
    }

    @Override
    public String request(String account, String hash) {
        return hash;
    }

    @Override
    public Answer sign(String account, String request) {
        KeyPair key = keys.get(account);
        return key == null
                ? new Answer.Refused("signer_unknown_account")
                : new Answer.Signature(key.sign(HexFormat.of().parseHex(request)));
    }
}

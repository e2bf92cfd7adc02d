package io.ballast.local.part;

import io.ballast.infrastructure.EvmNode;
import io.ballast.infrastructure.HederaSandbox;
import io.ballast.infrastructure.StellarSandbox;
import io.ballast.local.demo.DemoLoader.Funds;
import java.math.BigInteger;
import org.stellar.sdk.KeyPair;

/** Money out of nothing, as sandboxes have it. */
record SandboxFunds(EvmNode evm, StellarSandbox stellar, HederaSandbox hedera) implements Funds {

    @Override
    public void evm(String address, BigInteger units) {
        BigInteger missing = units.subtract(evm.token().balanceOf(address));
        if (missing.signum() > 0) {
            evm.token().mint(address, missing);
        }
    }

    @Override
    public void stellar(String key, long usdcUnits) {
        KeyPair owner = StellarSandbox.key(key);
        if (!stellar.hasAccount(owner.getAccountId())) {
            stellar.open(owner, usdcUnits);
        }
    }

    @Override
    public void hedera(String account, long tinybars, long smiles) {
        hedera.createAccount(Long.parseLong(account.substring(account.lastIndexOf('.') + 1)), tinybars, smiles);
        // Who registers the account next need not wait until the mirror node has heard of it
        hedera.closeBlock();
    }
}

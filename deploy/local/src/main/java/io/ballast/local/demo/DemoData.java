package io.ballast.local.demo;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.List;

/** What a set has on its first day: {@code demo/demo.json}. */
record DemoData(String tenant, List<Account> accounts, List<Wallet> wallets) {

    record Account(String ownerType, String ownerId, String type) {}

    /**
     * A wallet on one of the chains.
     *
     * @param tokenUnits of the test token, in its smallest unit, that a wallet on the EVM node begins with
     * @param key the name of a Stellar account's key on the sandbox
     * @param usdcUnits of USDC, in its smallest unit, that a Stellar account begins with
     * @param tinybars of HBAR, in its smallest unit, that a Hedera account begins with
     * @param smiles that a Hedera account begins with
     */
    record Wallet(
            String ownerType,
            String ownerId,
            String chain,
            String network,
            String role,
            String address,
            BigInteger tokenUnits,
            String key,
            long usdcUnits,
            long tinybars,
            long smiles) {}

    static DemoData packaged() {
        try (InputStream json = DemoData.class.getResourceAsStream("/demo/demo.json")) {
            return JsonMapper.builder().build().readValue(json, DemoData.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.ballast.bench.deposit;

import io.ballast.infrastructure.StellarSandbox;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.stellar.sdk.KeyPair;

/** A wallet of the run, known by its number: its key, its id and its user are the same in every run. */
record Wallet(int number, KeyPair key, UUID id, String user) {

    static Wallet of(int number) {
        String name = "bench-deposit-" + number;
        UUID id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        return new Wallet(number, StellarSandbox.key(name), id, "bench-user-" + number);
    }

    static Stream<Wallet> all(int wallets) {
        return IntStream.rangeClosed(1, wallets).mapToObj(Wallet::of);
    }

    String account() {
        return key.getAccountId();
    }
}

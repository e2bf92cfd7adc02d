package io.ballast.infrastructure.stellar;

import java.math.BigInteger;

/** An entry of the ledger. Amounts are in the smallest unit; {@code modified} is the ledger that changed it last. */
sealed interface Entry {

    Key key();

    int modified();

    /** The same entry, changed by that ledger. */
    Entry modifiedAt(int ledger);

    /**
     * An account.
     *
     * @param entries how many trustlines and offers it has, each of which raises its reserve
     */
    record Account(
            String id, long balance, long sequence, int entries, int flags, long buying, long selling, int modified)
            implements Entry {

        static final int AUTH_REQUIRED = 1;
        static final int AUTH_REVOCABLE = 2;

        @Override
        public Key key() {
            return new Key.OfAccount(id);
        }

        @Override
        public Account modifiedAt(int ledger) {
            return new Account(id, balance, sequence, entries, flags, buying, selling, ledger);
        }

        Account withBalance(long next) {
            return new Account(id, next, sequence, entries, flags, buying, selling, modified);
        }

        Account withSequence(long next) {
            return new Account(id, balance, next, entries, flags, buying, selling, modified);
        }

        Account withEntries(int next) {
            return new Account(id, balance, sequence, next, flags, buying, selling, modified);
        }

        Account withFlags(int next) {
            return new Account(id, balance, sequence, entries, next, buying, selling, modified);
        }

        Account withLiabilities(long nextBuying, long nextSelling) {
            return new Account(id, balance, sequence, entries, flags, nextBuying, nextSelling, modified);
        }

        boolean has(int flag) {
            return (flags & flag) != 0;
        }
    }

    /** What an account holds of an issued asset. */
    record TrustLine(
            String account, String asset, long balance, long limit, int flags, long buying, long selling, int modified)
            implements Entry {

        static final int AUTHORIZED = 1;
        static final int MAINTAINS_LIABILITIES = 2;

        @Override
        public Key key() {
            return new Key.OfTrustLine(account, asset);
        }

        @Override
        public TrustLine modifiedAt(int ledger) {
            return new TrustLine(account, asset, balance, limit, flags, buying, selling, ledger);
        }

        TrustLine withBalance(long next) {
            return new TrustLine(account, asset, next, limit, flags, buying, selling, modified);
        }

        TrustLine withLimit(long next) {
            return new TrustLine(account, asset, balance, next, flags, buying, selling, modified);
        }

        TrustLine withFlags(int next) {
            return new TrustLine(account, asset, balance, limit, next, buying, selling, modified);
        }

        TrustLine withLiabilities(long nextBuying, long nextSelling) {
            return new TrustLine(account, asset, balance, limit, flags, nextBuying, nextSelling, modified);
        }

        boolean isAuthorized() {
            return (flags & AUTHORIZED) != 0;
        }
    }

    /** A resting offer to sell. It binds what it would sell and buy; offers of this network never cross. */
    record Offer(
            long id,
            String seller,
            String selling,
            String buying,
            long amount,
            int numerator,
            int denominator,
            int modified)
            implements Entry {

        @Override
        public Key key() {
            return new Key.OfOffer(id);
        }

        @Override
        public Offer modifiedAt(int ledger) {
            return new Offer(id, seller, selling, buying, amount, numerator, denominator, ledger);
        }

        /** What the seller would receive, rounded up. */
        long bought() {
            BigInteger[] parts = BigInteger.valueOf(amount)
                    .multiply(BigInteger.valueOf(numerator))
                    .divideAndRemainder(BigInteger.valueOf(denominator));
            return parts[0].add(BigInteger.valueOf(parts[1].signum())).longValueExact();
        }
    }

    /** A number that a contract keeps. */
    record ContractValue(String contract, String name, BigInteger value, int modified) implements Entry {

        @Override
        public Key key() {
            return new Key.OfContract(contract, name);
        }

        @Override
        public ContractValue modifiedAt(int ledger) {
            return new ContractValue(contract, name, value, ledger);
        }
    }
}

package io.ballast.notification.delivery;

import java.util.List;

/**
 * What one connection may use: of its own, and of what it shares with the user's others, the tenant's, and those from the
 * same address.
 */
final class Share {

    /** Messages and bytes of one connection or of several together. */
    record Allowances(Allowance messages, Allowance bytes, Allowance resumptions) {

        /** @param times how many connections' worth */
        static Allowances of(DeliveryConfig config, int times) {
            return new Allowances(
                    new Allowance(saturated(config.maxMessages(), times), config.rateWindow()),
                    new Allowance(saturated(config.maxMessageBytes(), times), config.rateWindow()),
                    new Allowance(saturated(config.maxResumptions(), times), config.rateWindow()));
        }

        private static int saturated(int one, int times) {
            return (int) Math.min(Integer.MAX_VALUE, (long) one * times);
        }
    }

    private final List<Allowances> all;

    Share(List<Allowances> all) {
        this.all = List.copyOf(all);
    }

    boolean message(int bytes, long now) {
        boolean left = true;
        for (Allowances some : all) {
            left &= some.messages().take(1, now) & some.bytes().take(bytes, now);
        }
        return left;
    }

    boolean resumption(long now) {
        boolean left = true;
        for (Allowances some : all) {
            left &= some.resumptions().take(1, now);
        }
        return left;
    }
}

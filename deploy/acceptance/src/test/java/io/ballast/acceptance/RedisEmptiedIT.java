package io.ballast.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Redis is a cache and a courier: emptied, no balance is wrong. */
class RedisEmptiedIT {

    @RegisterExtension
    static final RunningSet SET = RunningSet.shared();

    @Test
    void balancesAreRightAfterRedisWasEmptied() {
        // given
        Api api = SET.api();
        Customer anna = Customer.withAccount(api, "anna");
        Customer ben = Customer.withAccount(api, "ben");
        try (Phone phone = Phone.connect(api, anna.token())) {
            phone.awaitFrame("balance_initial");
            anna.transferTo(ben, "100.25");
            phone.awaitFrame("balance_updated");
        }

        // when
        SET.emptyRedis();

        // then
        assertThat(anna.cachedBalance()).isEqualByComparingTo("9899.75");
        assertThat(ben.cachedBalance()).isEqualByComparingTo("10100.25");
        try (Phone phone = Phone.connect(api, anna.token())) {
            assertThat(phone.awaitFrame("balance_initial").data().get("balance").decimalValue())
                    .isEqualByComparingTo("9899.75");
            anna.transferTo(ben, "0.75");
            assertThat(phone.awaitFrame("balance_updated")
                            .data()
                            .get("newBalance")
                            .decimalValue())
                    .isEqualByComparingTo("9899.00");
        }
    }
}

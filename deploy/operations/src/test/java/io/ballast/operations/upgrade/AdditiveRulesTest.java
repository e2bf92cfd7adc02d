package io.ballast.operations.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdditiveRulesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop table accounts;",
                "alter table accounts drop column floor",
                "ALTER TABLE accounts\n  RENAME COLUMN floor TO least",
                "alter table accounts alter column floor type numeric",
                "alter table accounts alter floor set not null",
                "alter table accounts add column a int, add column b text not null, add column c int default 1",
                "alter table accounts add constraint positive check (balance > 0)",
                "create unique index one on accounts (owner_id)",
                "drop function ledger_tenants()",
                "do $$ begin alter table accounts drop column floor; end $$",
                "revoke select on accounts from ledger",
                "delete from accounts where balance = 0"
            })
    void givenAStatementThatAReleaseMightNotSurvive_whenLookedAt_thenItIsNamed(String sql) {
        assertThat(AdditiveRules.breaches(List.of(sql))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table raises (id int not null, unique (id)); alter table raises enable row level security;"
                        + " create unique index one on raises (id); alter table raises add constraint c check (id > 0)",
                "alter table accounts add column a int not null default 0, add column b text",
                "create function f() returns int language sql as $$ delete from accounts; drop table accounts $$;"
                        + " revoke all on function f() from public",
                "-- drop table accounts\nselect 1",
                "create index plain on accounts (owner_id); drop index other",
                "grant select on accounts to ledger; create policy more on accounts for select using (true)"
            })
    void givenAStatementThatAdds_whenLookedAt_thenNothingIsNamed(String sql) {
        assertThat(AdditiveRules.breaches(List.of(sql))).isEmpty();
    }

    @Test
    void givenATableThatALaterMigrationOfTheSameUpgradeMade_whenItIsChanged_thenNothingIsNamed() {
        assertThat(AdditiveRules.breaches(List.of("create table t (a int)", "alter table t drop column a")))
                .isEmpty();
    }
}

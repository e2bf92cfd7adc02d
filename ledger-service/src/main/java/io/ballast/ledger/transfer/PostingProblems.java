package io.ballast.ledger.transfer;

import io.ballast.ledger.account.AccountState;
import io.ballast.ledger.account.AccountStatus;
import io.ballast.ledger.asset.Asset;
import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.problem.Problems;
import io.quarkiverse.resteasy.problem.HttpProblem;

/** What each refusal is answered with. */
public final class PostingProblems {

    private PostingProblems() {}

    public static HttpProblem of(Refusal refusal) {
        return switch (refusal) {
            case Refusal.UnknownAccount unknown -> Problems.of(ProblemCode.ACCOUNT_NOT_FOUND);
            case Refusal.SameAccount same -> Problems.of(ProblemCode.SAME_ACCOUNT);
            case Refusal.AssetMismatch mismatch -> Problems.of(ProblemCode.ASSET_MISMATCH);
            case Refusal.NotActive notActive -> Problems.of(typeOf(notActive.status()));
            case Refusal.InsufficientFunds insufficient -> insufficientFunds(insufficient);
            case Refusal.BalanceOverflow overflow -> Problems.of(ProblemCode.BALANCE_OVERFLOW);
        };
    }

    private static ProblemCode typeOf(AccountStatus status) {
        return status == AccountStatus.FROZEN ? ProblemCode.ACCOUNT_FROZEN : ProblemCode.ACCOUNT_CLOSED;
    }

    private static HttpProblem insufficientFunds(Refusal.InsufficientFunds insufficient) {
        AccountState payer = insufficient.payer();
        Asset asset = payer.account().asset();
        return Problems.builder(ProblemCode.INSUFFICIENT_FUNDS)
                .with("requiredAmount", asset.toDecimal(insufficient.required()))
                .with("currentBalance", payer.decimalBalance())
                .with("shortfall", asset.toDecimal(insufficient.shortfall()))
                .with("asset", asset.code())
                .build();
    }
}

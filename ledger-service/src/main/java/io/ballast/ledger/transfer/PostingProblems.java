package io.ballast.ledger.transfer;

import io.ballast.ledger.account.Account;
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
            case Refusal.InsufficientFunds insufficient -> insufficientFunds(insufficient);
            case Refusal.CeilingExceeded exceeded -> ceilingExceeded(exceeded);
            case Refusal.ChainBroken broken -> chainBroken(broken);
            default -> Problems.of(codeOf(refusal));
        };
    }

    public static ProblemCode codeOf(Refusal refusal) {
        return switch (refusal) {
            case Refusal.UnknownAccount unknown -> ProblemCode.ACCOUNT_NOT_FOUND;
            case Refusal.SameAccount same -> ProblemCode.SAME_ACCOUNT;
            case Refusal.AssetMismatch mismatch -> ProblemCode.ASSET_MISMATCH;
            case Refusal.NotActive notActive -> codeOf(notActive.status());
            case Refusal.InsufficientFunds insufficient -> ProblemCode.INSUFFICIENT_FUNDS;
            case Refusal.CeilingExceeded exceeded -> ProblemCode.CEILING_EXCEEDED;
            case Refusal.BalanceOverflow overflow -> ProblemCode.BALANCE_OVERFLOW;
            case Refusal.ChainBroken broken -> ProblemCode.CHAIN_BROKEN;
        };
    }

    private static ProblemCode codeOf(AccountStatus status) {
        return switch (status) {
            case FROZEN -> ProblemCode.ACCOUNT_FROZEN;
            case QUARANTINED -> ProblemCode.ACCOUNT_QUARANTINED;
            case CLOSED -> ProblemCode.ACCOUNT_CLOSED;
            case ACTIVE -> throw new IllegalArgumentException("An active account is no reason to refuse");
        };
    }

    private static HttpProblem insufficientFunds(Refusal.InsufficientFunds insufficient) {
        Asset asset = insufficient.payer().account().asset();
        return Problems.builder(ProblemCode.INSUFFICIENT_FUNDS)
                .with("requiredAmount", asset.toDecimal(insufficient.required()))
                .with("currentBalance", asset.toDecimal(insufficient.spendable()))
                .with("shortfall", asset.toDecimal(insufficient.shortfall()))
                .with("asset", asset.code())
                .build();
    }

    private static HttpProblem ceilingExceeded(Refusal.CeilingExceeded exceeded) {
        Account payee = exceeded.payee().account();
        return Problems.builder(ProblemCode.CEILING_EXCEEDED)
                .with("accountId", payee.id())
                .with("asset", payee.asset().code())
                .build();
    }

    private static HttpProblem chainBroken(Refusal.ChainBroken broken) {
        return Problems.builder(ProblemCode.CHAIN_BROKEN)
                .with("brokenBy", broken.position())
                .build();
    }
}

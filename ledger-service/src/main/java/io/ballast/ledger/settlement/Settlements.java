package io.ballast.ledger.settlement;

import io.ballast.events.outbox.Traceparent;
import io.ballast.ledger.account.SystemAccounts;
import io.ballast.ledger.asset.Asset;
import io.ballast.ledger.asset.RequestedAmounts;
import io.ballast.ledger.idempotency.Answer;
import io.ballast.ledger.idempotency.Answers;
import io.ballast.ledger.idempotency.Claim;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.transaction.TransactionIds;
import io.ballast.ledger.transaction.TransactionType;
import io.ballast.ledger.transfer.Chain;
import io.ballast.ledger.transfer.PostingRequest;
import io.ballast.ledger.transfer.Transfer;
import io.ballast.ledger.transfer.TransferBatcher;
import io.ballast.ledger.transfer.TransferNote;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Turns thousands of purchases into one transaction a company, all of them or none. */
@ApplicationScoped
class Settlements {

    static final String PATH = "/v1/settlements";

    private final RequestedAmounts amounts;
    private final SystemAccounts systemAccounts;
    private final Companies companies;
    private final TransferBatcher batcher;
    private final Answers answers;

    Settlements(
            RequestedAmounts amounts,
            SystemAccounts systemAccounts,
            Companies companies,
            TransferBatcher batcher,
            Answers answers) {
        this.amounts = amounts;
        this.systemAccounts = systemAccounts;
        this.companies = companies;
        this.batcher = batcher;
        this.answers = answers;
    }

    Uni<Answer> settle(Caller caller, Claim claim, SettlementRequest request) {
        String traceparent = Traceparent.current();
        return amounts.asset(caller.tenant(), request.asset())
                .flatMap(asset -> plan(caller, asset, request.purchases()))
                .flatMap(plan -> systemAccounts
                        .of(caller.tenant(), plan.asset().code())
                        .map(system -> posting(caller, claim, traceparent, plan, system)))
                .flatMap(batcher::post);
    }

    private Uni<SettlementPlan.Ready> plan(Caller caller, Asset asset, List<SettlementRequest.Item> items) {
        return companies
                .find(caller.tenant(), asset, items)
                .map(found -> ready(SettlementRules.plan(asset, found, items)));
    }

    private static SettlementPlan.Ready ready(SettlementPlan plan) {
        return switch (plan) {
            case SettlementPlan.Ready ready -> ready;
            case SettlementPlan.Flawed flawed -> throw SettlementProblems.refused(flawed.flaws());
        };
    }

    private PostingRequest posting(
            Caller caller, Claim claim, String traceparent, SettlementPlan.Ready plan, UUID system) {
        UUID id = TransactionIds.next();
        Chain chain = new Chain(plan.companies().stream()
                .map(sales -> transfer(caller, id.toString(), system, sales))
                .toList());
        return new PostingRequest(
                caller, claim, PATH, traceparent, List.of(chain), new SettlementAnswer(answers, id, plan));
    }

    /** The settlement's id is the reference of its transactions: they are found by it. */
    private static Transfer transfer(Caller caller, String id, UUID system, CompanySales sales) {
        return Transfer.of(
                TransactionIds.next(),
                TransactionType.MARKETPLACE_SETTLEMENT,
                system,
                sales.account().id(),
                sales.units(),
                TransferNote.askedBy(caller.userId(), id).with(sales.metadata(id)));
    }
}

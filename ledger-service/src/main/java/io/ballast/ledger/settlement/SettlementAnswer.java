package io.ballast.ledger.settlement;

import io.ballast.ledger.idempotency.Answer;
import io.ballast.ledger.idempotency.Answers;
import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.settlement.SettlementView.CompanyPart;
import io.ballast.ledger.transaction.TransactionView.EntryView;
import io.ballast.ledger.transfer.AnswerForm;
import io.ballast.ledger.transfer.PostedBatch;
import io.ballast.ledger.transfer.Posting;
import io.ballast.ledger.transfer.PostingProblems;
import io.ballast.ledger.transfer.PostingRequest;
import io.ballast.ledger.transfer.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Answers a settlement with what each company got, or with the purchase because of which nobody got anything. */
final class SettlementAnswer implements AnswerForm {

    private final Answers answers;
    private final UUID id;
    private final SettlementPlan.Ready plan;

    SettlementAnswer(Answers answers, UUID id, SettlementPlan.Ready plan) {
        this.answers = answers;
        this.id = id;
        this.plan = plan;
    }

    @Override
    public Answer of(PostingRequest request, PostedBatch batch, List<Posting> own) {
        List<CompanyPart> parts = new ArrayList<>(own.size());
        List<Flaw> flaws = new ArrayList<>();
        for (int position = 0; position < own.size(); position++) {
            CompanySales sales = plan.companies().get(position);
            switch (own.get(position)) {
                case Posting.Accepted accepted -> parts.add(part(request, sales, accepted));
                case Posting.Refused refused -> addFlaw(flaws, sales, refused.refusal());
            }
        }
        return flaws.isEmpty()
                ? answers.created(Settlements.PATH + "/" + id, SettlementView.of(id, plan.asset(), batch.at(), parts))
                : answers.refused(SettlementProblems.refused(flaws), request.path());
    }

    private static CompanyPart part(PostingRequest request, CompanySales sales, Posting.Accepted accepted) {
        return new CompanyPart(
                sales.account().owner().id(),
                sales.account().id(),
                accepted.transfer().transactionId(),
                accepted.credit().decimalAmount(),
                sales.purchases().size(),
                EntryView.visible(accepted.entries(), request.caller()));
    }

    /** Of a chain one transfer is refused for a reason of its own, and the others because of it. */
    private static void addFlaw(List<Flaw> flaws, CompanySales sales, Refusal refusal) {
        if (!(refusal instanceof Refusal.ChainBroken)) {
            ProblemCode code = PostingProblems.codeOf(refusal);
            flaws.add(new Flaw(sales.firstIndex(), code, code.title()));
        }
    }
}

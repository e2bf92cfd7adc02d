package io.ballast.ledger.exchange;

import io.ballast.events.outbox.Traceparent;
import io.ballast.ledger.account.Account;
import io.ballast.ledger.account.AccountDirectory;
import io.ballast.ledger.account.SystemAccounts;
import io.ballast.ledger.asset.AmountRules.Sign;
import io.ballast.ledger.asset.Asset;
import io.ballast.ledger.asset.AssetAmount;
import io.ballast.ledger.asset.RequestedAmounts;
import io.ballast.ledger.idempotency.Answer;
import io.ballast.ledger.idempotency.Claim;
import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.problem.Problems;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.transaction.TransactionIds;
import io.ballast.ledger.transfer.Chain;
import io.ballast.ledger.transfer.PostingRequest;
import io.ballast.ledger.transfer.TransferBatcher;
import io.ballast.ledger.transfer.TransferNote;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Gives one asset for another; the tenant's system accounts of both stand in between. */
@ApplicationScoped
class Exchanges {

    static final String PATH = "/v1/transfers/exchange";

    private final AccountDirectory directory;
    private final SystemAccounts systemAccounts;
    private final TransferBatcher batcher;
    private final ExchangeAnswer answer;

    Exchanges(
            AccountDirectory directory, SystemAccounts systemAccounts, TransferBatcher batcher, ExchangeAnswer answer) {
        this.directory = directory;
        this.systemAccounts = systemAccounts;
        this.batcher = batcher;
        this.answer = answer;
    }

    Uni<Answer> exchange(Caller caller, Claim claim, ExchangeRequest request) {
        String traceparent = Traceparent.current();
        return directory
                .find(caller.tenant(), request.accountIds())
                .flatMap(accounts -> chain(caller, request, accounts))
                .map(chain -> new PostingRequest(caller, claim, PATH, traceparent, List.of(chain), answer))
                .flatMap(batcher::post);
    }

    private Uni<Chain> chain(Caller caller, ExchangeRequest request, Map<UUID, Account> accounts) {
        Asset given = require(accounts, request.fromAccountId()).asset();
        Asset taken = require(accounts, request.toAccountId()).asset();
        if (given.code().equals(taken.code())) {
            throw Problems.of(ProblemCode.SAME_ASSET);
        }
        AssetAmount amount = RequestedAmounts.read("amount", request.amount(), given, Sign.POSITIVE);
        AssetAmount toAmount = RequestedAmounts.read("toAmount", request.toAmount(), taken, Sign.POSITIVE);
        TransferNote note = TransferNote.askedBy(caller.userId(), request.reference());
        return Uni.combine()
                .all()
                .unis(
                        systemAccounts.of(caller.tenant(), given.code()),
                        systemAccounts.of(caller.tenant(), taken.code()))
                .with((buyer, seller) -> ExchangeRules.chain(
                        new ExchangeLeg(TransactionIds.next(), request.fromAccountId(), buyer, amount),
                        new ExchangeLeg(TransactionIds.next(), seller, request.toAccountId(), toAmount),
                        note));
    }

    private static Account require(Map<UUID, Account> accounts, UUID id) {
        Account account = accounts.get(id);
        if (account == null || account.isSystem()) {
            throw Problems.of(ProblemCode.ACCOUNT_NOT_FOUND, "No account " + id);
        }
        return account;
    }
}

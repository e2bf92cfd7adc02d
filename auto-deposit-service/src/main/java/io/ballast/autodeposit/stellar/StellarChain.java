package io.ballast.autodeposit.stellar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ballast.autodeposit.deposit.Attempt;
import io.ballast.autodeposit.deposit.DepositChain;
import io.ballast.autodeposit.deposit.Order;
import io.ballast.autodeposit.deposit.Outcomes.Look;
import io.ballast.autodeposit.deposit.Outcomes.Sending;
import io.ballast.autodeposit.deposit.Outcomes.Simulation;
import io.ballast.autodeposit.deposit.Outcomes.Source;
import io.ballast.autodeposit.http.ProviderHttp;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stellar.sdk.scval.Scv;
import org.stellar.sdk.xdr.SCVal;
import org.stellar.sdk.xdr.TransactionResult;

/** A Stellar network, seen through its RPC servers. */
public final class StellarChain implements DepositChain {

    private static final Pattern CONTRACT_ERROR = Pattern.compile("Error\\(Contract, #(\\d+)\\)");
    private static final Map<String, String> VAULT_ERRORS = Map.of(
            "110", "vault_amount_not_allowed",
            "111", "vault_insufficient_balance",
            "117", "vault_insufficient_amount",
            "144", "vault_paused");

    private final Servers servers;
    private final StellarTransactions transactions;
    private final StellarAccounts accounts;

    public StellarChain(ProviderHttp http, StellarSettings settings) {
        this.servers = new Servers(settings.rpcUrls().stream()
                .map(url -> new StellarRpc(http, url, settings.passphrase(), settings.callTimeout()))
                .toList());
        this.accounts = new StellarAccounts(servers, settings);
        this.transactions = new StellarTransactions(settings, accounts.usdcContract());
    }

    /** What accounts hold and receive. */
    public StellarAccounts accounts() {
        return accounts;
    }

    @Override
    public Simulation simulate(Order order) throws ChainUnavailable {
        JsonNode answer = servers.first(server -> server.simulate(transactions.trial(order)));
        if (answer.hasNonNull("error")) {
            return new Simulation.Refused(code(answer.path("error").asText()));
        }
        JsonNode result = answer.path("results").path(0);
        List<String> auth = new ArrayList<>();
        result.path("auth").forEach(entry -> auth.add(entry.asText()));
        long fee = StellarRpc.number(answer, "minResourceFee");
        if (answer.hasNonNull("restorePreamble") || fee > StellarTransactions.MOST_RESOURCE_FEE) {
            return new Simulation.Refused(answer.hasNonNull("restorePreamble") ? "vault_archived" : "fee_too_high");
        }
        Needs needs = new Needs(StellarRpc.text(answer, "transactionData"), fee, auth);
        try {
            return new Simulation.Accepted(needs.written(), VaultCall.shares(StellarRpc.text(result, "xdr")));
        } catch (IOException | RuntimeException unreadable) {
            throw new ChainUnavailable("rpc_malformed");
        }
    }

    private static String code(String error) {
        Matcher contract = CONTRACT_ERROR.matcher(error);
        return contract.find()
                ? VAULT_ERRORS.getOrDefault(contract.group(1), "vault_error_" + contract.group(1))
                : "simulation_failed";
    }

    @Override
    public Optional<Source> source(Order order) throws ChainUnavailable {
        return accounts.source(order.account(), closedAt());
    }

    @Override
    public long closedAt() throws ChainUnavailable {
        return StellarRpc.number(servers.first(StellarRpc::newest), "latestLedgerCloseTime");
    }

    @Override
    public Attempt build(Order order, String simulation, int number, long sequence, Source source) {
        return transactions.build(order, Needs.read(simulation), number, sequence, source);
    }

    @Override
    public Attempt lift(Order order, Attempt attempt, int number) {
        return transactions.lift(order, attempt, number);
    }

    @Override
    public Optional<String> deviation(Order order, Attempt attempt, String envelope) {
        return transactions.deviation(order, attempt, envelope);
    }

    @Override
    public Optional<String> sign(Order order, Attempt attempt, byte[] signature) {
        return transactions.sign(order, attempt, signature);
    }

    @Override
    public Sending send(String envelope) throws ChainUnavailable {
        JsonNode answer = servers.first(server -> server.send(envelope));
        return switch (StellarRpc.text(answer, "status")) {
            case "PENDING", "DUPLICATE" -> new Sending.Accepted();
            case "ERROR" -> new Sending.Refused(refusal(StellarRpc.text(answer, "errorResultXdr")));
            default -> new Sending.Later();
        };
    }

    private static String refusal(String result) throws ChainUnavailable {
        try {
            return TransactionResult.fromXdrBase64(result)
                    .getResult()
                    .getDiscriminant()
                    .name();
        } catch (IOException | RuntimeException unreadable) {
            throw new ChainUnavailable("rpc_malformed");
        }
    }

    /** Success at one server is success; that there is nothing must be said by all that answer. */
    @Override
    public Look look(List<String> hashes) throws ChainUnavailable {
        long closedAt = Long.MAX_VALUE;
        long oldest = 0;
        int answered = 0;
        for (StellarRpc server : servers.all()) {
            try {
                for (String hash : hashes) {
                    JsonNode answer = server.transaction(hash);
                    Optional<Look> found = found(hash, answer);
                    if (found.isPresent()) {
                        return found.get();
                    }
                    closedAt = Math.min(closedAt, StellarRpc.number(answer, "latestLedgerCloseTime"));
                    oldest = Math.max(oldest, StellarRpc.number(answer, "oldestLedger"));
                }
                answered++;
            } catch (ChainUnavailable unavailable) {
                // The others are asked; how many answered is told.
            }
        }
        if (answered == 0) {
            throw new ChainUnavailable("rpc_unreachable");
        }
        return new Look.Unknown(closedAt, oldest, answered);
    }

    private static Optional<Look> found(String hash, JsonNode answer) throws ChainUnavailable {
        return switch (StellarRpc.text(answer, "status")) {
            case "SUCCESS" -> Optional.of(new Look.Succeeded(hash, StellarRpc.number(answer, "ledger")));
            case "FAILED" -> Optional.of(new Look.FailedOnChain(hash, StellarRpc.number(answer, "ledger")));
            case "NOT_FOUND" -> Optional.empty();
            default -> throw new ChainUnavailable("rpc_malformed");
        };
    }

    @Override
    public Optional<BigInteger> receipt(Order order, String hash, long ledger) throws ChainUnavailable {
        ObjectNode parameters = EventQueries.deposits(order.vault(), ledger);
        JsonNode answer = servers.first(server -> server.events(parameters));
        for (JsonNode event : answer.path("events")) {
            if (hash.equals(event.path("txHash").asText())
                    && event.path("inSuccessfulContractCall").asBoolean(true)) {
                Optional<BigInteger> shares = shares(order, event.path("value").asText());
                if (shares.isPresent()) {
                    return shares;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<BigInteger> shares(Order order, String value) {
        try {
            Map<SCVal, SCVal> data = Scv.fromMap(SCVal.fromXdrBase64(value));
            String depositor =
                    Scv.fromAddress(data.get(Scv.toSymbol("depositor"))).toString();
            BigInteger amount = Scv.fromInt128(
                    List.copyOf(Scv.fromVec(data.get(Scv.toSymbol("amounts")))).getFirst());
            boolean isOurs = depositor.equals(order.account())
                    && amount.equals(order.amount().units());
            return isOurs ? Optional.of(Scv.fromInt128(data.get(Scv.toSymbol("df_tokens_minted")))) : Optional.empty();
        } catch (IOException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }
}

package io.ballast.infrastructure.stellar;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ballast.infrastructure.stellar.ContractCall.Trapped;
import java.util.List;
import org.stellar.sdk.SorobanDataBuilder;
import org.stellar.sdk.xdr.Operation;
import org.stellar.sdk.xdr.OperationType;
import org.stellar.sdk.xdr.SorobanAuthorizationEntry;
import org.stellar.sdk.xdr.SorobanAuthorizedInvocation;
import org.stellar.sdk.xdr.SorobanCredentials;
import org.stellar.sdk.xdr.SorobanCredentialsType;

/** Says what the call of a contract would do and need, without doing it. Resources are not metered: all cost the same. */
final class Simulation {

    private static final long RESOURCE_FEE = 100_000;

    private final Chain chain;

    Simulation(Chain chain) {
        this.chain = chain;
    }

    ObjectNode simulate(View view, Candidate candidate) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("latestLedger", view.history().latest());
        List<Operation> operations = candidate.operations();
        boolean isCall = operations.size() == 1
                && operations.getFirst().getBody().getDiscriminant() == OperationType.INVOKE_HOST_FUNCTION;
        if (!isCall) {
            return answer.put("error", "Transaction contains more than one operation, or none that can be simulated");
        }
        Operations trial = new Operations(view.state(), chain.contracts());
        trial.pauseVault(chain.rules().vaultPaused());
        try {
            return answered(answer, trial.run(call(operations.getFirst())));
        } catch (Trapped trapped) {
            return answer.put("error", trapped.getMessage());
        } finally {
            view.state().takeBack();
        }
    }

    private static ContractCall call(Operation operation) {
        return Invocations.call(operation.getBody().getInvokeHostFunctionOp());
    }

    private static ObjectNode answered(ObjectNode answer, Invocations.Result result) {
        answer.put("minResourceFee", Long.toString(RESOURCE_FEE));
        answer.put(
                "transactionData",
                Xdr.written(
                        new SorobanDataBuilder().setResourceFee(RESOURCE_FEE).build()::toXdrBase64));
        ObjectNode returned = answer.putArray("results").addObject();
        returned.put("xdr", Xdr.base64(result.returned()));
        ArrayNode auth = returned.putArray("auth");
        result.authorization()
                .map(Simulation::bySource)
                .map(entry -> Xdr.written(entry::toXdrBase64))
                .ifPresent(auth::add);
        answer.putObject("cost").put("cpuInsns", "1000000").put("memBytes", "1000000");
        return answer;
    }

    private static SorobanAuthorizationEntry bySource(SorobanAuthorizedInvocation invocation) {
        SorobanCredentials source = new SorobanCredentials.Builder()
                .discriminant(SorobanCredentialsType.SOROBAN_CREDENTIALS_SOURCE_ACCOUNT)
                .build();
        return new SorobanAuthorizationEntry.Builder()
                .credentials(source)
                .rootInvocation(invocation)
                .build();
    }
}

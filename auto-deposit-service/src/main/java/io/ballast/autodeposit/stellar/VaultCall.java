package io.ballast.autodeposit.stellar;

import io.ballast.autodeposit.deposit.Order;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.stellar.sdk.Address;
import org.stellar.sdk.InvokeHostFunctionOperation;
import org.stellar.sdk.Operation;
import org.stellar.sdk.scval.Scv;
import org.stellar.sdk.xdr.HostFunction;
import org.stellar.sdk.xdr.HostFunctionType;
import org.stellar.sdk.xdr.InvokeContractArgs;
import org.stellar.sdk.xdr.SCVal;
import org.stellar.sdk.xdr.SorobanAuthorizationEntry;
import org.stellar.sdk.xdr.SorobanAuthorizedInvocation;
import org.stellar.sdk.xdr.SorobanCredentialsType;

/** The call {@code deposit(amounts_desired, amounts_min, from, invest)} of a DeFindex vault of one asset. */
final class VaultCall {

    private static final String FUNCTION = "deposit";

    private VaultCall() {}

    static Operation operation(Order order) {
        return InvokeHostFunctionOperation.invokeContractFunctionOperationBuilder(
                        order.vault(), FUNCTION, arguments(order))
                .build();
    }

    /** Whether the operation is this call, no more and no less, and authorises nothing but it and the transfer that it needs. */
    static boolean is(Order order, Operation operation, String usdcContract) {
        return operation instanceof InvokeHostFunctionOperation call
                && (call.getSourceAccount() == null || call.getSourceAccount().equals(order.account()))
                && isCall(order, call.getHostFunction())
                && call.getAuth().stream().allMatch(entry -> authorises(order, entry, usdcContract));
    }

    private static List<SCVal> arguments(Order order) {
        BigInteger units = order.amount().units();
        SCVal amounts = Scv.toVec(List.of(Scv.toInt128(units)));
        return List.of(amounts, amounts, Scv.toAddress(order.account()), Scv.toBoolean(true));
    }

    private static boolean isCall(Order order, HostFunction function) {
        return function.getDiscriminant() == HostFunctionType.HOST_FUNCTION_TYPE_INVOKE_CONTRACT
                && isDeposit(order, function.getInvokeContract());
    }

    private static boolean isDeposit(Order order, InvokeContractArgs call) {
        return isAt(order.vault(), FUNCTION, call)
                && Arrays.asList(call.getArgs()).equals(arguments(order));
    }

    private static boolean isTransfer(Order order, InvokeContractArgs call, String usdcContract) {
        List<SCVal> expected = List.of(
                Scv.toAddress(order.account()),
                Scv.toAddress(order.vault()),
                Scv.toInt128(order.amount().units()));
        return isAt(usdcContract, "transfer", call)
                && Arrays.asList(call.getArgs()).equals(expected);
    }

    private static boolean isAt(String contract, String function, InvokeContractArgs call) {
        return Address.fromSCAddress(call.getContractAddress()).toString().equals(contract)
                && call.getFunctionName().getSCSymbol().toString().equals(function);
    }

    private static boolean authorises(Order order, SorobanAuthorizationEntry entry, String usdcContract) {
        SorobanAuthorizedInvocation root = entry.getRootInvocation();
        return entry.getCredentials().getDiscriminant() == SorobanCredentialsType.SOROBAN_CREDENTIALS_SOURCE_ACCOUNT
                && root.getFunction().getContractFn() != null
                && isDeposit(order, root.getFunction().getContractFn())
                && root.getSubInvocations().length <= 1
                && Arrays.stream(root.getSubInvocations())
                        .allMatch(inner -> inner.getFunction().getContractFn() != null
                                && inner.getSubInvocations().length == 0
                                && isTransfer(order, inner.getFunction().getContractFn(), usdcContract));
    }

    /** The shares in what a simulated call returns: {@code (amounts, shares, allocations)}. */
    static BigInteger shares(String returned) throws IOException {
        return Scv.fromInt128(
                List.copyOf(Scv.fromVec(SCVal.fromXdrBase64(returned))).get(1));
    }
}

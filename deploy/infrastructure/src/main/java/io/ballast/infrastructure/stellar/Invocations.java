package io.ballast.infrastructure.stellar;

import io.ballast.infrastructure.stellar.ContractCall.Trapped;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.stellar.sdk.Address;
import org.stellar.sdk.scval.Scv;
import org.stellar.sdk.xdr.HostFunctionType;
import org.stellar.sdk.xdr.InvokeContractArgs;
import org.stellar.sdk.xdr.InvokeHostFunctionOp;
import org.stellar.sdk.xdr.InvokeHostFunctionResultCode;
import org.stellar.sdk.xdr.OperationType;
import org.stellar.sdk.xdr.SCSymbol;
import org.stellar.sdk.xdr.SCVal;
import org.stellar.sdk.xdr.SorobanAuthorizedFunction;
import org.stellar.sdk.xdr.SorobanAuthorizedFunctionType;
import org.stellar.sdk.xdr.SorobanAuthorizedInvocation;
import org.stellar.sdk.xdr.SorobanCredentialsType;
import org.stellar.sdk.xdr.XdrString;

/**
 * Runs the two kinds of contract that this network has: the contracts of assets ({@code transfer}, {@code balance}) and
 * a vault ({@code deposit}, {@code withdraw}, {@code balance}). What moves somebody's money needs their authorisation,
 * which the source of the transaction gives by signing it.
 */
final class Invocations {

    /** What a call did and would need. */
    record Result(SCVal returned, List<Event> events, Optional<SorobanAuthorizedInvocation> authorization) {}

    private final State state;
    private final Moves moves;
    private final AssetEvents assetEvents;
    private final Contracts contracts;
    private final Vault vault;
    private boolean paused;

    Invocations(State state, Moves moves, AssetEvents assetEvents, Contracts contracts) {
        this.state = state;
        this.moves = moves;
        this.assetEvents = assetEvents;
        this.contracts = contracts;
        this.vault = new Vault(state);
    }

    /** Whether the vault refuses deposits from now on. */
    void pauseVault(boolean pause) {
        paused = pause;
    }

    Outcome apply(String source, InvokeHostFunctionOp operation) {
        try {
            Result result = run(call(operation));
            requireAuthorized(source, operation, result);
            byte[] digest = SandboxNetwork.sha256(Xdr.written(result.returned()::toXdrByteArray));
            return Outcome.of(OperationType.INVOKE_HOST_FUNCTION, 0, digest)
                    .telling(result.events())
                    .returning(result.returned());
        } catch (Trapped trapped) {
            return Outcome.of(
                    OperationType.INVOKE_HOST_FUNCTION,
                    InvokeHostFunctionResultCode.INVOKE_HOST_FUNCTION_TRAPPED.getValue());
        }
    }

    /**
     * Runs the call, whoever asks for it.
     *
     * @throws Trapped if it cannot be carried out
     */
    Result run(ContractCall call) {
        return call.contract().equals(Vault.CONTRACT) ? runVault(call) : runAsset(call);
    }

    static ContractCall call(InvokeHostFunctionOp operation) {
        if (operation.getHostFunction().getDiscriminant() != HostFunctionType.HOST_FUNCTION_TYPE_INVOKE_CONTRACT) {
            throw new Trapped("Error(Context, InvalidAction): contracts cannot be created here");
        }
        InvokeContractArgs arguments = operation.getHostFunction().getInvokeContract();
        return new ContractCall(
                Address.fromSCAddress(arguments.getContractAddress()).toString(),
                arguments.getFunctionName().getSCSymbol().toString(),
                Arrays.asList(arguments.getArgs()));
    }

    private Result runVault(ContractCall call) {
        return switch (call.function()) {
            case "deposit" -> deposit(call);
            case "withdraw" -> withdraw(call);
            case "balance" -> read(vault.sharesOf(call.address(0)));
            default -> throw unknownFunction();
        };
    }

    private Result runAsset(ContractCall call) {
        String asset = contracts
                .assetOf(call.contract())
                .orElseThrow(() -> new Trapped("Error(Storage, MissingValue): no contract of that address"));
        return switch (call.function()) {
            case "transfer" -> transfer(call, asset);
            case "balance" -> read(balance(call.address(0), asset));
            case "decimals" -> new Result(Scv.toUint32(7), List.of(), Optional.empty());
            default -> throw unknownFunction();
        };
    }

    private Result deposit(ContractCall call) {
        if (paused) {
            throw Trapped.contract(Vault.STRATEGY_PAUSED);
        }
        String from = call.address(2);
        BigInteger amount = vault.wanted(call);
        if (balance(from, SandboxNetwork.USDC).compareTo(amount) < 0) {
            throw Trapped.contract(Vault.INSUFFICIENT_BALANCE);
        }
        Event moved = move(from, Vault.CONTRACT, SandboxNetwork.USDC, amount);
        BigInteger minted = vault.book(from, amount);
        SCVal returned =
                Scv.toVec(List.of(Scv.toVec(List.of(Scv.toInt128(amount))), Scv.toInt128(minted), Scv.toVoid()));
        List<SCVal> transfer = List.of(Scv.toAddress(from), Scv.toAddress(Vault.CONTRACT), Scv.toInt128(amount));
        ContractCall inner = new ContractCall(contracts.ofAsset(SandboxNetwork.USDC), "transfer", transfer);
        return new Result(
                returned,
                List.of(moved, Vault.deposited(from, amount, minted)),
                Optional.of(invocation(call, List.of(invocation(inner, List.of())))));
    }

    private Result withdraw(ContractCall call) {
        BigInteger shares = call.amount(0);
        String to = call.address(2);
        BigInteger worth = vault.redeem(to, shares);
        List<BigInteger> least = call.amounts(1);
        if (least.size() != 1 || worth.compareTo(least.getFirst()) < 0) {
            throw Trapped.contract(Vault.INSUFFICIENT_AMOUNT);
        }
        Event moved = move(Vault.CONTRACT, to, SandboxNetwork.USDC, worth);
        return new Result(
                Scv.toVec(List.of(Scv.toInt128(worth))),
                List.of(moved, Vault.withdrawn(to, worth, shares)),
                Optional.of(invocation(call, List.of())));
    }

    private Result transfer(ContractCall call, String asset) {
        Event moved = move(call.address(0), call.address(1), asset, call.amount(2));
        return new Result(Scv.toVoid(), List.of(moved), Optional.of(invocation(call, List.of())));
    }

    private Event move(String from, String to, String asset, BigInteger amount) {
        if (amount.signum() < 0 || amount.bitLength() >= Long.SIZE) {
            throw new Trapped("Error(Contract, #8)");
        }
        if (!Moves.isContract(from) && state.account(from).isEmpty()) {
            throw new Trapped("Error(Contract, #6)");
        }
        moves.move(from, to, asset, amount.longValueExact()).ifPresent(refusal -> {
            throw Trapped.contract(refusal == Moves.Refusal.UNDERFUNDED ? 10 : 13);
        });
        return assetEvents.moved(from, to, asset, amount.longValueExact(), Optional.empty());
    }

    private BigInteger balance(String holder, String asset) {
        if (Moves.isContract(holder)) {
            return state.number(contracts.ofAsset(asset), holder);
        }
        long balance = asset.equals(Moves.NATIVE)
                ? state.account(holder).map(Entry.Account::balance).orElse(0L)
                : state.trustLine(holder, asset).map(Entry.TrustLine::balance).orElse(0L);
        return BigInteger.valueOf(balance);
    }

    private static Result read(BigInteger amount) {
        return new Result(Scv.toInt128(amount), List.of(), Optional.empty());
    }

    /** The source signs the transaction; what it says there must be what the call needs, and its own. */
    private static void requireAuthorized(String source, InvokeHostFunctionOp operation, Result result) {
        if (result.authorization().isEmpty()) {
            return;
        }
        SorobanAuthorizedInvocation needed = result.authorization().get();
        boolean given = Arrays.stream(operation.getAuth())
                .filter(entry -> entry.getCredentials().getDiscriminant()
                        == SorobanCredentialsType.SOROBAN_CREDENTIALS_SOURCE_ACCOUNT)
                .anyMatch(entry -> entry.getRootInvocation().equals(needed));
        if (!given || !source.equals(authorizer(needed))) {
            throw new Trapped("Error(Auth, InvalidAction)");
        }
    }

    /** Whose money it is: the first argument of a transfer, the third of what a vault is asked. */
    private static String authorizer(SorobanAuthorizedInvocation invocation) {
        InvokeContractArgs call = invocation.getFunction().getContractFn();
        boolean isTransfer = call.getFunctionName().getSCSymbol().toString().equals("transfer");
        return Address.fromSCVal(call.getArgs()[isTransfer ? 0 : 2]).toString();
    }

    private static SorobanAuthorizedInvocation invocation(ContractCall call, List<SorobanAuthorizedInvocation> within) {
        InvokeContractArgs arguments = new InvokeContractArgs.Builder()
                .contractAddress(new Address(call.contract()).toSCAddress())
                .functionName(new SCSymbol(new XdrString(call.function())))
                .args(new ArrayList<>(call.arguments()).toArray(SCVal[]::new))
                .build();
        SorobanAuthorizedFunction function = new SorobanAuthorizedFunction.Builder()
                .discriminant(SorobanAuthorizedFunctionType.SOROBAN_AUTHORIZED_FUNCTION_TYPE_CONTRACT_FN)
                .contractFn(arguments)
                .build();
        return new SorobanAuthorizedInvocation.Builder()
                .function(function)
                .subInvocations(within.toArray(SorobanAuthorizedInvocation[]::new))
                .build();
    }

    private static Trapped unknownFunction() {
        return new Trapped("Error(WasmVm, MissingValue): no such function");
    }
}

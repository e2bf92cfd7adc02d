package io.ballast.infrastructure.stellar;

import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.stellar.sdk.Address;
import org.stellar.sdk.scval.Scv;
import org.stellar.sdk.xdr.SCVal;

/** A contract's function with its arguments; asking for one that is not there or of another type is the caller's fault. */
record ContractCall(String contract, String function, List<SCVal> arguments) {

    /** The call cannot be carried out; nothing of its transaction happens. */
    static final class Trapped extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Trapped(String reason) {
            super("HostError: " + reason, null, false, false);
        }

        /** What a contract itself refuses, by its number. */
        static Trapped contract(int code) {
            return new Trapped("Error(Contract, #" + code + ")");
        }
    }

    ContractCall {
        arguments = List.copyOf(arguments);
    }

    String address(int index) {
        return typed(() -> Address.fromSCVal(argument(index)).toString());
    }

    BigInteger amount(int index) {
        return typed(() -> Scv.fromInt128(argument(index)));
    }

    /** The amounts of a list. */
    List<BigInteger> amounts(int index) {
        Collection<SCVal> values = typed(() -> Scv.fromVec(argument(index)));
        return values.stream().map(value -> typed(() -> Scv.fromInt128(value))).toList();
    }

    private SCVal argument(int index) {
        if (index >= arguments.size()) {
            throw new Trapped("Error(Context, InvalidAction): " + function + " has more arguments");
        }
        return arguments.get(index);
    }

    private static <T> T typed(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException | NullPointerException otherType) {
            throw new Trapped("Error(Value, UnexpectedType)");
        }
    }
}

package io.ballast.autodeposit.stellar;

import io.ballast.autodeposit.deposit.DepositChain.ChainUnavailable;
import java.util.ArrayList;
import java.util.List;

/** The RPC servers of a network, in order of preference. */
record Servers(List<StellarRpc> all) {

    /** Something asked of one server. */
    @FunctionalInterface
    interface Question<T> {
        T ask(StellarRpc server) throws ChainUnavailable;
    }

    Servers {
        all = List.copyOf(all);
    }

    /** Asks the first one that answers. */
    <T> T first(Question<T> question) throws ChainUnavailable {
        ChainUnavailable last = new ChainUnavailable("no_server");
        for (StellarRpc server : all) {
            try {
                return question.ask(server);
            } catch (ChainUnavailable unavailable) {
                last = unavailable;
            }
        }
        throw last;
    }

    /** Asks all of them; fails if one does not answer. */
    <T> List<T> each(Question<T> question) throws ChainUnavailable {
        List<T> answers = new ArrayList<>();
        for (StellarRpc server : all) {
            answers.add(question.ask(server));
        }
        return answers;
    }
}

package io.ballast.chainbalance.wallet;

import io.ballast.chainbalance.chain.AddressCheck;
import io.ballast.chainbalance.chain.ChainNetwork;
import io.ballast.chainbalance.chain.ChainReader;
import io.ballast.chainbalance.chain.ChainReaders;
import io.ballast.chainbalance.chain.WalletRole;
import io.ballast.chainbalance.problem.Problems;
import io.ballast.chainbalance.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads what a request says about owners and wallets, and refuses what can not be. */
@ApplicationScoped
public class WalletRequests {

    private final ChainReaders readers;

    WalletRequests(ChainReaders readers) {
        this.readers = readers;
    }

    /** The caller, or whom an admin names. */
    public Owner owner(Caller caller, String ownerType, String ownerId) {
        if (ownerType == null && ownerId == null) {
            return Owner.user(caller.userId());
        }
        if (ownerId == null || !Caller.isSubject(ownerId)) {
            throw Problems.invalid("ownerId", "ownerId is 1 to 128 characters, none of them a control character.");
        }
        OwnerType type = ownerType == null
                ? OwnerType.USER
                : OwnerType.ofCode(ownerType)
                        .orElseThrow(() -> Problems.invalid("ownerType", "There is no such owner type."));
        Owner owner = new Owner(type, ownerId);
        if (!mayActFor(caller, owner)) {
            throw Problems.forbidden("Only an admin may act for another owner.");
        }
        return owner;
    }

    NewWallet newWallet(Caller caller, RegisterWallet body) {
        if (body == null) {
            throw Problems.invalid("body", "A wallet is required.");
        }
        Owner owner = owner(caller, body.ownerType(), body.ownerId());
        ChainReader reader = readers.of(new ChainNetwork(body.chain(), body.network()))
                .orElseThrow(() -> Problems.invalid("network", "This chain and network is not configured."));
        WalletRole role = WalletRole.ofCode(body.role())
                .orElseThrow(() -> Problems.invalid("role", "role is one of " + WalletRole.codes() + "."));
        return new NewWallet(caller.tenant(), owner, reader.network(), address(reader, body.address()), role);
    }

    static boolean mayActFor(Caller caller, Owner owner) {
        return caller.admin() || owner.equals(Owner.user(caller.userId()));
    }

    private static String address(ChainReader reader, String address) {
        return switch (reader.check(address)) {
            case AddressCheck.Valid(String canonical) -> canonical;
            case AddressCheck.Refused(String reason) -> throw Problems.invalid("address", reason);
        };
    }
}

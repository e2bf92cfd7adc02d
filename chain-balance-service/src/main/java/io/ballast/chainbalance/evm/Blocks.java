package io.ballast.chainbalance.evm;

import io.ballast.chainbalance.provider.RpcException;
import java.util.List;
import java.util.Optional;

/** A chain as one node has it. */
interface Blocks {

    Header head() throws RpcException;

    /** The block at that height of the branch that the node believes in, or empty if it has none there. */
    Optional<Header> at(long height) throws RpcException;

    /** The transfers of the configured tokens in one block, named by its hash. A node that does not know it refuses. */
    List<Transfer> transfersIn(Header block) throws RpcException;

    /** The transfers from one height to another, both included. */
    List<Transfer> transfersBetween(long from, long to) throws RpcException;
}

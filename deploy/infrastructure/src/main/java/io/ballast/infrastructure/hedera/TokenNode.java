package io.ballast.infrastructure.hedera;

import com.hedera.hashgraph.sdk.proto.TokenServiceGrpc.TokenServiceImplBase;
import com.hedera.hashgraph.sdk.proto.Transaction;
import com.hedera.hashgraph.sdk.proto.TransactionResponse;
import io.grpc.stub.StreamObserver;

/** The consensus node's TokenService: associations. */
final class TokenNode extends TokenServiceImplBase {

    private final ConsensusNode node;

    TokenNode(ConsensusNode node) {
        this.node = node;
    }

    @Override
    public void associateTokens(Transaction transaction, StreamObserver<TransactionResponse> answer) {
        node.submit(transaction, answer);
    }
}

package io.ballast.chainbalance.evm;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.ballast.chainbalance.chain.BlockRef;
import io.ballast.chainbalance.chain.Finality;
import io.ballast.chainbalance.provider.HostBudget;
import io.ballast.chainbalance.provider.RpcException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.web3j.protocol.Web3jService;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.protocol.core.methods.response.EthCall;
import org.web3j.protocol.core.methods.response.EthChainId;

/** The JSON-RPC calls that reading needs. Blocks the calling thread for as long as a call takes. */
final class EvmNode {

    private static final int THROTTLED = 429;
    private static final int PAYLOAD_TOO_LARGE = 413;
    private static final int LIMIT_EXCEEDED = -32005;

    private final Web3jService service;
    private final RpcMeter meter;
    private final HostBudget budget;

    EvmNode(Web3jService service, RpcMeter meter, HostBudget budget) {
        this.service = service;
        this.meter = meter;
        this.budget = budget;
    }

    long chainId() throws RpcException {
        EthChainId response = send("eth_chainId", List.of(), EthChainId.class);
        return answered(response, answer -> answer.getChainId().longValueExact());
    }

    BlockRef head() throws RpcException {
        EthBlock response = send("eth_getBlockByNumber", List.of("latest", false), EthBlock.class);
        return answered(response, answer -> block(answer.getBlock()));
    }

    /**
     * Calls a contract as of one block, named by its hash (EIP-1898).
     *
     * @return the returned data as 0x and hex
     */
    String call(String contract, String data, String blockHash) throws RpcException {
        List<Object> params = List.of(Map.of("to", contract, "data", data), Map.of("blockHash", blockHash));
        EthCall response = send("eth_call", params, EthCall.class);
        if (response.hasError() && response.getError().getCode() != LIMIT_EXCEEDED) {
            throw RpcException.refused("rpc_refused");
        }
        return answered(response, EthCall::getResult);
    }

    private static BlockRef block(EthBlock.Block block) {
        return new BlockRef(
                block.getNumber().longValueExact(),
                Objects.requireNonNull(block.getHash()),
                Instant.ofEpochSecond(block.getTimestamp().longValueExact()),
                Finality.LATEST);
    }

    private <T extends Response<?>> T send(String method, List<?> params, Class<T> type) throws RpcException {
        budget.take();
        meter.called(method);
        try {
            T response = new Request<>(method, params, service, type).send();
            if (response == null) {
                throw RpcException.unavailable("rpc_malformed");
            }
            return response;
        } catch (RpcHttp.HttpStatusException status) {
            throw ofStatus(status);
        } catch (RpcHttp.TooLargeException tooLarge) {
            throw RpcException.refused("rpc_answer_too_large");
        } catch (JsonProcessingException garbage) {
            throw RpcException.unavailable("rpc_malformed");
        } catch (InterruptedIOException timeout) {
            throw RpcException.unavailable("rpc_timeout");
        } catch (IOException unreachable) {
            throw RpcException.unavailable("rpc_unreachable");
        }
    }

    private static RpcException ofStatus(RpcHttp.HttpStatusException status) {
        return switch (status.status()) {
            case THROTTLED -> RpcException.throttled(status.retryAfter());
            case PAYLOAD_TOO_LARGE -> RpcException.refused("rpc_refused");
            default -> RpcException.unavailable("rpc_http_error");
        };
    }

    private static <T extends Response<?>, R> R answered(T response, Field<T, R> field) throws RpcException {
        if (response.hasError()) {
            throw response.getError().getCode() == LIMIT_EXCEEDED
                    ? RpcException.throttled(Optional.empty())
                    : RpcException.unavailable("rpc_error");
        }
        return read(response, field);
    }

    /** web3j decodes quantities when they are read, and then complains in many ways; what is missing is null. */
    private static <T, R> R read(T response, Field<T, R> field) throws RpcException {
        try {
            return Objects.requireNonNull(field.of(response));
        } catch (RuntimeException missingOrNotAQuantity) {
            throw RpcException.unavailable("rpc_malformed");
        }
    }

    @FunctionalInterface
    private interface Field<T, R> {
        R of(T response);
    }
}

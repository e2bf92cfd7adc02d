package io.ballast.chainbalance.evm;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.ballast.chainbalance.chain.Finality;
import io.ballast.chainbalance.provider.HostBudget;
import io.ballast.chainbalance.provider.RpcException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.web3j.protocol.Web3jService;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.protocol.core.methods.response.EthCall;
import org.web3j.protocol.core.methods.response.EthChainId;
import org.web3j.protocol.core.methods.response.EthLog;

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

    Header head() throws RpcException {
        return head(Finality.LATEST);
    }

    /** The newest block that is at least that final. */
    Header head(Finality finality) throws RpcException {
        EthBlock response = send("eth_getBlockByNumber", List.of(finality.code(), false), EthBlock.class);
        return answered(response, answer -> header(answer.getBlock()));
    }

    /** The newest block that is that final; empty if the chain does not know the word, or has none yet. */
    Optional<Header> finalHead(Finality finality) throws RpcException {
        EthBlock response = send("eth_getBlockByNumber", List.of(finality.code(), false), EthBlock.class);
        return response.hasError() || response.getBlock() == null
                ? Optional.empty()
                : Optional.of(read(response, answer -> header(answer.getBlock())));
    }

    /** The block at that height, or empty if the node has none there. */
    Optional<Header> at(long height) throws RpcException {
        EthBlock response = send("eth_getBlockByNumber", List.of(hex(height), false), EthBlock.class);
        return answered(
                response, answer -> Optional.ofNullable(answer.getBlock()).map(EvmNode::header));
    }

    /** The block of that hash, or empty if the node does not know it. */
    Optional<Header> of(String hash) throws RpcException {
        EthBlock response = send("eth_getBlockByHash", List.of(hash, false), EthBlock.class);
        return answered(
                response, answer -> Optional.ofNullable(answer.getBlock()).map(EvmNode::header));
    }

    /** The transfers of these tokens in a block, named by its hash (EIP-234). */
    List<Transfer> transfersIn(String blockHash, List<String> tokens) throws RpcException {
        return transfers(Map.of("blockHash", blockHash, "address", tokens, "topics", List.of(Transfer.TOPIC)));
    }

    /** The transfers of these tokens from one height to another, both included; too many are refused. */
    List<Transfer> transfersBetween(long from, long to, List<String> tokens) throws RpcException {
        return transfers(Map.of(
                "fromBlock", hex(from), "toBlock", hex(to), "address", tokens, "topics", List.of(Transfer.TOPIC)));
    }

    /**
     * Calls a contract as of one block, named by its hash (EIP-1898).
     *
     * @return the returned data as 0x and hex
     */
    String call(String contract, String data, String blockHash) throws RpcException {
        return call(List.of(Map.of("to", contract, "data", data), Map.of("blockHash", blockHash)));
    }

    /**
     * Calls an address at a block, with other code than it has.
     *
     * @param block a tag, or a map with the {@code blockHash}
     * @param override the state override, by address
     */
    String call(String contract, String data, Object block, Map<String, ?> override) throws RpcException {
        return call(List.of(Map.of("to", contract, "data", data), block, override));
    }

    private String call(List<Object> params) throws RpcException {
        EthCall response = send("eth_call", params, EthCall.class);
        if (response.hasError() && response.getError().getCode() != LIMIT_EXCEEDED) {
            throw RpcException.refused("rpc_refused");
        }
        return answered(response, EthCall::getResult);
    }

    private List<Transfer> transfers(Map<String, Object> filter) throws RpcException {
        EthLog response = send("eth_getLogs", List.of(filter), EthLog.class);
        if (response.hasError()) {
            throw RpcException.refused("rpc_refused");
        }
        return answered(
                response,
                answer -> answer.getLogs().stream()
                        .map(log -> (EthLog.LogObject) log)
                        .flatMap(log -> transfer(log).stream())
                        .toList());
    }

    private static Optional<Transfer> transfer(EthLog.LogObject log) {
        return Transfer.parties(log.getTopics(), log.getData())
                .map(parties -> new Transfer(
                        log.getAddress().toLowerCase(Locale.ROOT),
                        parties.from(),
                        parties.to(),
                        parties.raw(),
                        Objects.requireNonNull(log.getTransactionHash()),
                        log.getLogIndex().longValueExact(),
                        log.getBlockNumber().longValueExact(),
                        Objects.requireNonNull(log.getBlockHash())));
    }

    private static Header header(EthBlock.Block block) {
        return new Header(
                block.getNumber().longValueExact(),
                Objects.requireNonNull(block.getHash()),
                Objects.requireNonNull(block.getParentHash()),
                Instant.ofEpochSecond(block.getTimestamp().longValueExact()));
    }

    private static String hex(long number) {
        return "0x" + Long.toHexString(number);
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

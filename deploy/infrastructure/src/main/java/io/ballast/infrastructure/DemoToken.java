package io.ballast.infrastructure;

import java.math.BigInteger;
import java.util.Map;

/**
 * The demo ERC-20 on an {@link EvmNode}: symbol USDC, 6 decimals, minted by anyone. Amounts are whole token units
 * (1 USDC = 1,000,000). Every method returns when its transaction is mined.
 */
public final class DemoToken {

    /** What the first contract of the first account gets: the same on every chain. */
    public static final String ADDRESS = "0x5FbDB2315678afecb367f032d93F642f64180aa3";

    public static final String SYMBOL = "USDC";
    public static final int DECIMALS = 6;

    private static final String MINT = "0x40c10f19";
    private static final String TRANSFER = "0xa9059cbb";
    private static final String APPROVE = "0x095ea7b3";
    private static final String BALANCE_OF = "0x70a08231";
    private static final String ALLOWANCE = "0xdd62ed3e";
    private static final String GAS_MONEY = "0xde0b6b3a7640000";

    private final EvmNode node;

    private DemoToken(EvmNode node) {
        this.node = node;
    }

    /** The token on this node; created if it is not there. */
    static DemoToken deployed(EvmNode node) {
        if (!node.hasCode(ADDRESS)) {
            String created = node.create("DemoToken");
            if (!ADDRESS.equalsIgnoreCase(created)) {
                throw new PartFailed(node.name(), "the token is at " + created + ", not at " + ADDRESS);
            }
        }
        return new DemoToken(node);
    }

    public String address() {
        return ADDRESS;
    }

    /** Makes units out of nothing for an address. */
    public void mint(String to, BigInteger units) {
        send(node.accounts().get(0), EvmCode.call(MINT, to, units));
    }

    /** Moves units from any address: the node signs for those whose key it does not hold. */
    public void transfer(String from, String to, BigInteger units) {
        sendAs(from, EvmCode.call(TRANSFER, to, units));
    }

    /** Lets a spender take up to so many units from any address. */
    public void approve(String owner, String spender, BigInteger units) {
        sendAs(owner, EvmCode.call(APPROVE, spender, units));
    }

    public BigInteger balanceOf(String address) {
        return read(EvmCode.call(BALANCE_OF, address));
    }

    public BigInteger allowance(String owner, String spender) {
        return read(EvmCode.call(ALLOWANCE, owner, spender));
    }

    private void sendAs(String from, String data) {
        node.rpc("anvil_impersonateAccount", from);
        if (EvmCode.number(node.rpc("eth_getBalance", from, "latest").asText()).signum() == 0) {
            node.rpc("anvil_setBalance", from, GAS_MONEY);
        }
        send(from, data);
    }

    private void send(String from, String data) {
        node.send(Map.of("from", from, "to", ADDRESS, "data", data));
    }

    private BigInteger read(String data) {
        return EvmCode.number(node.rpc("eth_call", Map.of("to", ADDRESS, "data", data), "latest")
                .asText());
    }
}

package io.ballast.chainbalance.evm;

import io.ballast.chainbalance.chain.ChainRead;
import io.ballast.chainbalance.chain.ReadResult;
import io.ballast.chainbalance.provider.RpcException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.web3j.crypto.Hash;

/**
 * A reader that a call brings along as the code of an address that has none. It takes 60 bytes a read (token, owner,
 * spender; no spender for a balance) and returns 32: the amount, or a mark that says why there is none.
 *
 * <p>For each read it calls the token with at most 200,000 gas, so that one which burns all of it spoils only itself; and
 * it gives the whole call up before there is too little gas left for an honest answer, so that the call is halved and no
 * read fails for its place in the batch. In words:
 *
 * <pre>
 * for each 60 bytes of call data:
 *     if gas < 250,000: revert
 *     (ok, returned) = staticcall(token, spender == 0 ? balanceOf(owner) : allowance(owner, spender))
 *     result = !ok ? MARK 01 : returned is 32 bytes ? returned : returned is nothing ? MARK 02 : MARK 03
 * return all results
 * </pre>
 */
final class PackedReads {

    /** Where the code is put: an address that nobody has the key of. */
    static final String ADDRESS = "0x00000000000000000000000000000000ba11a570";

    private static final HexFormat HEX = HexFormat.of();

    /** 31 bytes that no amount begins with; the last byte says what happened. */
    private static final String MARK = "c66f5fd213b8d92f39d086729ef4a17398293b4f1297442f375a741c2f35e9";

    private static final String CODE =
            "0x608060005b368110156100bb576203d0905a106100c457806028013560601c8061003657506370a08231"
                    + "60e01b6000526024610047565b63dd62ed3e60e01b60005260245260445b816014013560601c600452602083826000853560601c"
                    + "62030d40fa90501561007d573d6020146100ae573d610084576002610087565b6001610087565b60035b7e" + MARK
                    + "60081b1782525b603c019060200190610004565b50608090036080f35b60006000fd";

    /** The state override of {@code eth_call}. */
    static final Map<String, Map<String, String>> OVERRIDE = Map.of(ADDRESS, Map.of("code", CODE));

    private static final String NOBODY = "0".repeat(40);
    private static final String SHA256_CONTRACT = "0".repeat(39) + "2";
    private static final String BALANCE_OF_NOBODY = "70a08231" + "0".repeat(64);
    private static final byte[] MARK_BYTES = HEX.parseHex(MARK);
    private static final int WORD = 32;

    /** Asks the contract that every EVM chain has for SHA-256 what the balance of nobody is: it answers the hash of that. */
    static final String PROBE = "0x" + SHA256_CONTRACT + NOBODY + NOBODY;

    private PackedReads() {}

    /** Whether the answer to {@link #PROBE} shows that the node runs the code that the call brings. */
    static boolean isProven(String returned) {
        return ("0x" + HEX.formatHex(Hash.sha256(HEX.parseHex(BALANCE_OF_NOBODY)))).equalsIgnoreCase(returned);
    }

    /** @param contracts the token contracts by the asset's symbol */
    static String encode(List<ChainRead> reads, Map<String, String> contracts) {
        StringBuilder data = new StringBuilder("0x");
        for (ChainRead read : reads) {
            String spender = switch (read) {
                case ChainRead.BalanceOf balance -> NOBODY;
                case ChainRead.AllowanceOf allowance -> digits(allowance.spender());
            };
            data.append(digits(contracts.get(read.asset().symbol())))
                    .append(digits(read.address()))
                    .append(spender);
        }
        return data.toString();
    }

    /** @param count how many results there must be */
    static List<ReadResult> decode(String returned, int count) throws RpcException {
        byte[] data = bytes(returned);
        if (data.length != count * WORD) {
            throw RpcException.unavailable("rpc_malformed");
        }
        List<ReadResult> results = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            results.add(result(Arrays.copyOfRange(data, i * WORD, (i + 1) * WORD)));
        }
        return results;
    }

    private static ReadResult result(byte[] word) {
        boolean isMark = Arrays.equals(word, 0, WORD - 1, MARK_BYTES, 0, WORD - 1);
        if (!isMark) {
            return new ReadResult.Value(new BigInteger(1, word));
        }
        return switch (word[WORD - 1]) {
            case 1 -> new ReadResult.Failed("reverted");
            case 2 -> new ReadResult.Absent("no_contract");
            default -> new ReadResult.Failed("malformed_result");
        };
    }

    private static String digits(String address) {
        return address.substring(2);
    }

    private static byte[] bytes(String hex) throws RpcException {
        try {
            return HEX.parseHex(hex, 2, hex.length());
        } catch (IllegalArgumentException | IndexOutOfBoundsException notHex) {
            throw RpcException.unavailable("rpc_malformed");
        }
    }
}

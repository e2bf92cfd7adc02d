package io.ballast.autodeposit.stellar;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.stellar.sdk.scval.Scv;
import org.stellar.sdk.xdr.SCVal;

/** What is asked of {@code getEvents}. */
final class EventQueries {

    static final String TRANSFER = base64(Scv.toSymbol("transfer"));
    static final String MINT = base64(Scv.toSymbol("mint"));

    /** Servers give ten times as many, which would be more than is read of an answer. */
    static final int LIMIT = 1000;

    private static final String ANY = "*";
    private static final String REST = "**";

    private EventQueries() {}

    /** The deposits that a vault tells of in one ledger. */
    static ObjectNode deposits(String vault, long ledger) {
        List<String> topic = List.of(base64(Scv.toString("DeFindexVault")), base64(Scv.toSymbol("deposit")));
        return query(vault, List.of(topic), ledger).put("endLedger", ledger + 1);
    }

    /** What came to the account, whoever sent it, from that ledger on. */
    static ObjectNode incoming(String contract, String account, long ledger) {
        String to = base64(Scv.toAddress(account));
        return query(contract, List.of(List.of(TRANSFER, ANY, to, REST), List.of(MINT, to, REST)), ledger);
    }

    /** What the account gave away, whoever got it, from that ledger on. */
    static ObjectNode outgoing(String contract, String account, long ledger) {
        String from = base64(Scv.toAddress(account));
        return query(contract, List.of(List.of(TRANSFER, from, ANY, REST)), ledger);
    }

    /** The same from where a page ended. */
    static void goOn(ObjectNode query, String cursor) {
        query.remove("startLedger");
        query.putObject("pagination").put("cursor", cursor).put("limit", LIMIT);
    }

    private static ObjectNode query(String contract, List<List<String>> topics, long ledger) {
        ObjectNode filter = JsonNodeFactory.instance.objectNode().put("type", "contract");
        filter.putArray("contractIds").add(contract);
        ArrayNode wanted = filter.putArray("topics");
        topics.forEach(topic -> topic.forEach(wanted.addArray()::add));
        ObjectNode parameters = JsonNodeFactory.instance.objectNode().put("startLedger", ledger);
        parameters.putArray("filters").add(filter);
        parameters.putObject("pagination").put("limit", LIMIT);
        return parameters;
    }

    private static String base64(SCVal value) {
        try {
            return value.toXdrBase64();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

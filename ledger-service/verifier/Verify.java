import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Verifies a receipt of a Ballast ledger against the published hash of a block. Needs nothing else: no network, no
 * library, no part of Ballast. What is computed and why is said in FORMAT.md beside this file.
 *
 * <pre>
 * java Verify.java receipt.json &lt;hash of the block that the receipt reaches to, 64 hexadecimal digits&gt;
 * </pre>
 *
 * Ends with 0 and says what is proven, with 1 if the receipt proves nothing, with 2 if it was called in a wrong way.
 */
public final class Verify {

    private static final int HASH_LENGTH = 32;

    private Verify() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            System.err.println("usage: java Verify.java receipt.json <published hash>");
            System.exit(2);
        }
        String text = Files.readString(Path.of(arguments[0]));
        try {
            System.out.println("VERIFIED " + verify(text, arguments[1]));
        } catch (Refused refused) {
            System.out.println("REFUSED " + refused.getMessage());
            System.exit(1);
        }
    }

    /** What the receipt proves to who knows that hash. */
    static String verify(String receipt, String publishedHash) {
        Fields root = new Fields("receipt", Json.read(receipt));
        root.require(Set.of("format", "tenant", "transaction", "proof", "block", "chain"));
        same("format", "ballast.receipt.v1", root.text("format"));
        String tenant = root.text("tenant");
        Fields transaction = root.object("transaction");
        byte[] leaf = sha256(new byte[] {0x00}, transactionBytes(tenant, transaction));

        Fields block = root.object("block");
        byte[] treeRoot = rootOf(leaf, root.object("proof"), block.whole("count"));
        same("block.root", hex(treeRoot), block.text("root"));
        String hash = blockHash(tenant, block);
        long number = block.whole("number");
        for (Object next : root.array("chain")) {
            Fields later = new Fields("chain", next);
            number++;
            same("chain.number", Long.toString(number), Long.toString(later.whole("number")));
            same("chain.previousHash", hash, later.text("previousHash"));
            hash = blockHash(tenant, later);
        }
        same("published hash", publishedHash, hash);
        return "transaction " + transaction.text("id") + " is in block " + block.whole("number") + " of "
                + tenant + ", under the hash of block " + number;
    }

    private static byte[] transactionBytes(String tenant, Fields transaction) {
        transaction.require(Set.of("id", "type", "asset", "assetScale", "completedAt", "entries"));
        int scale = Math.toIntExact(transaction.whole("assetScale"));
        List<Object> entries = transaction.array("entries");
        Bytes bytes = new Bytes()
                .text("ballast.transaction.v1")
                .text(tenant)
                .uuid(transaction.uuid("id"))
                .text(transaction.text("type"))
                .text(transaction.text("asset"))
                .int32(scale)
                .int64(transaction.micros("completedAt"))
                .int32(entries.size());
        long sum = 0;
        for (Object one : entries) {
            Fields entry = new Fields("entry", one);
            long amount = entry.units("amount", scale);
            bytes.uuid(entry.uuid("accountId")).int64(amount).raw(stateHash(transaction, entry, scale));
            try {
                sum = Math.addExact(sum, amount);
            } catch (ArithmeticException overflow) {
                throw new Refused("entries are out of range");
            }
        }
        if (sum != 0) {
            throw new Refused("entries do not sum to zero");
        }
        return bytes.array();
    }

    /** What an account held is told in clear, or only as a hash if the account is not the reader's. */
    private static byte[] stateHash(Fields transaction, Fields entry, int scale) {
        if (entry.has("stateHash")) {
            entry.require(Set.of("accountId", "amount", "stateHash"));
            return entry.hash("stateHash");
        }
        entry.require(Set.of("accountId", "amount", "version", "balanceAfter", "salt"));
        return sha256(new Bytes()
                .text("ballast.state.v1")
                .raw(entry.hash("salt"))
                .uuid(transaction.uuid("id"))
                .uuid(entry.uuid("accountId"))
                .int64(entry.whole("version"))
                .int64(entry.units("balanceAfter", scale))
                .array());
    }

    /** RFC 9162, section 2.1.3.2. */
    private static byte[] rootOf(byte[] leaf, Fields proof, long size) {
        proof.require(Set.of("index", "path"));
        long index = proof.whole("index");
        if (index < 0 || index >= size) {
            throw new Refused("proof.index is outside of the block");
        }
        byte[] node = {0x01};
        byte[] hash = leaf;
        long position = index;
        long last = size - 1;
        for (Object step : proof.array("path")) {
            byte[] sibling = Fields.hash("proof.path", step);
            if (last == 0) {
                throw new Refused("proof.path is too long");
            }
            if ((position & 1) == 1 || position == last) {
                hash = sha256(node, sibling, hash);
                while ((position & 1) == 0 && position != 0) {
                    position >>= 1;
                    last >>= 1;
                }
            } else {
                hash = sha256(node, hash, sibling);
            }
            position >>= 1;
            last >>= 1;
        }
        if (last != 0) {
            throw new Refused("proof.path is too short");
        }
        return hash;
    }

    private static String blockHash(String tenant, Fields block) {
        block.require(Set.of("number", "previousHash", "root", "count", "sealedAt", "hash"));
        String hash = hex(sha256(new Bytes()
                .text("ballast.block.v1")
                .text(tenant)
                .int64(block.whole("number"))
                .raw(block.hash("previousHash"))
                .raw(block.hash("root"))
                .int32(Math.toIntExact(block.whole("count")))
                .int64(block.micros("sealedAt"))
                .array()));
        same("block.hash", hash, block.text("hash"));
        return hash;
    }

    private static void same(String what, String wanted, String found) {
        if (!wanted.equals(found)) {
            throw new Refused(what + " is " + found + ", not " + wanted);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Why the receipt proves nothing. */
    private static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Refused(String why) {
            super(why);
        }
    }

    /** Bytes to be hashed: numbers are big-endian, a text is the length of its UTF-8 form and that form. */
    private static final class Bytes {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final DataOutputStream out = new DataOutputStream(bytes);

        private interface Writing {
            void run() throws IOException;
        }

        private Bytes write(Writing writing) {
            try {
                writing.run();
                return this;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        Bytes text(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            return int32(utf8.length).raw(utf8);
        }

        Bytes uuid(UUID id) {
            return int64(id.getMostSignificantBits()).int64(id.getLeastSignificantBits());
        }

        Bytes int32(int number) {
            return write(() -> out.writeInt(number));
        }

        Bytes int64(long number) {
            return write(() -> out.writeLong(number));
        }

        Bytes raw(byte[] raw) {
            return write(() -> out.write(raw));
        }

        byte[] array() {
            return bytes.toByteArray();
        }
    }

    /** The fields of a JSON object: exactly those that are required, each in the one form that it has. */
    private static final class Fields {

        private final String name;
        private final Map<?, ?> fields;

        Fields(String name, Object value) {
            if (!(value instanceof Map<?, ?> map)) {
                throw new Refused(name + " is not an object");
            }
            this.name = name;
            this.fields = map;
        }

        void require(Set<String> names) {
            if (!fields.keySet().equals(names)) {
                throw new Refused(name + " has the fields " + fields.keySet() + ", not " + names);
            }
        }

        boolean has(String field) {
            return fields.containsKey(field);
        }

        String text(String field) {
            if (fields.get(field) instanceof String text) {
                return text;
            }
            throw wrong(field);
        }

        Fields object(String field) {
            return new Fields(field, fields.get(field));
        }

        List<Object> array(String field) {
            if (fields.get(field) instanceof List<?> list) {
                return new ArrayList<>(list);
            }
            throw wrong(field);
        }

        long whole(String field) {
            return units(field, 0);
        }

        /** A number with exactly so many decimals, as a whole number of smallest units. */
        long units(String field, int decimals) {
            if (fields.get(field) instanceof BigDecimal number
                    && number.scale() == decimals
                    && number.unscaledValue().bitLength() < Long.SIZE) {
                return number.unscaledValue().longValue();
            }
            throw wrong(field);
        }

        UUID uuid(String field) {
            String text = text(field);
            try {
                UUID id = UUID.fromString(text);
                if (id.toString().equals(text)) {
                    return id;
                }
            } catch (IllegalArgumentException e) {
                throw wrong(field);
            }
            throw wrong(field);
        }

        long micros(String field) {
            try {
                Instant time = Instant.parse(text(field));
                long micros = ChronoUnit.MICROS.between(Instant.EPOCH, time);
                if (Instant.EPOCH.plus(micros, ChronoUnit.MICROS).equals(time)) {
                    return micros;
                }
            } catch (java.time.DateTimeException | ArithmeticException e) {
                throw wrong(field);
            }
            throw wrong(field);
        }

        byte[] hash(String field) {
            return hash(name + "." + field, fields.get(field));
        }

        static byte[] hash(String where, Object value) {
            if (value instanceof String text && text.matches("[0-9a-f]{" + 2 * HASH_LENGTH + "}")) {
                return HexFormat.of().parseHex(text);
            }
            throw new Refused(where + " is not a hash");
        }

        private Refused wrong(String field) {
            return new Refused(name + "." + field + " is not in its form: " + fields.get(field));
        }
    }

    /** Reads JSON (RFC 8259) into maps, lists, strings, decimals and booleans; a name that stands twice is refused. */
    private static final class Json {

        private static final int MAX_DEPTH = 16;

        private final String text;
        private int at;
        private int depth;

        private Json(String text) {
            this.text = text;
        }

        static Object read(String text) {
            Json json = new Json(text);
            Object value = json.value();
            json.blanks();
            if (json.at != text.length()) {
                throw json.unreadable();
            }
            return value;
        }

        private Object value() {
            blanks();
            return switch (peek()) {
                case '{' -> object();
                case '[' -> array();
                case '"' -> string();
                case 't' -> word("true", true);
                case 'f' -> word("false", false);
                case 'n' -> word("null", null);
                default -> number();
            };
        }

        private Map<String, Object> object() {
            Map<String, Object> fields = new LinkedHashMap<>();
            begin();
            if (!ends('}')) {
                do {
                    blanks();
                    String name = string();
                    expect(':');
                    if (fields.containsKey(name)) {
                        throw new Refused("the name " + name + " stands twice");
                    }
                    fields.put(name, value());
                } while (goesOn('}'));
            }
            return fields;
        }

        private List<Object> array() {
            List<Object> items = new ArrayList<>();
            begin();
            if (!ends(']')) {
                do {
                    items.add(value());
                } while (goesOn(']'));
            }
            return items;
        }

        private void begin() {
            at++;
            if (++depth > MAX_DEPTH) {
                throw unreadable();
            }
        }

        private boolean ends(char end) {
            blanks();
            if (peek() != end) {
                return false;
            }
            at++;
            depth--;
            return true;
        }

        private boolean goesOn(char end) {
            if (ends(end)) {
                return false;
            }
            expect(',');
            return true;
        }

        private String string() {
            expect('"');
            StringBuilder string = new StringBuilder();
            while (peek() != '"') {
                char next = text.charAt(at++);
                if (next < ' ') {
                    throw unreadable();
                }
                string.append(next == '\\' ? escaped() : next);
            }
            at++;
            return string.toString();
        }

        private char escaped() {
            char kind = peek();
            at++;
            return switch (kind) {
                case '"', '\\', '/' -> kind;
                case 'b' -> '\b';
                case 'f' -> '\f';
                case 'n' -> '\n';
                case 'r' -> '\r';
                case 't' -> '\t';
                case 'u' -> unicode();
                default -> throw unreadable();
            };
        }

        private char unicode() {
            if (at + 4 > text.length() || !text.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
                throw unreadable();
            }
            at += 4;
            return (char) Integer.parseInt(text.substring(at - 4, at), 16);
        }

        private BigDecimal number() {
            int start = at;
            while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            String number = text.substring(start, at);
            if (number.length() > 40 || !number.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?")) {
                throw unreadable();
            }
            return new BigDecimal(number);
        }

        private Object word(String word, Object value) {
            if (!text.startsWith(word, at)) {
                throw unreadable();
            }
            at += word.length();
            return value;
        }

        private void expect(char wanted) {
            blanks();
            if (peek() != wanted) {
                throw unreadable();
            }
            at++;
        }

        private char peek() {
            if (at == text.length()) {
                throw unreadable();
            }
            return text.charAt(at);
        }

        private void blanks() {
            while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
        }

        private Refused unreadable() {
            return new Refused("the receipt is not readable at character " + at);
        }
    }
}

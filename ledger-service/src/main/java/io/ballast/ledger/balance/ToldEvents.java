package io.ballast.ledger.balance;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;

/** Reads what says whether a {@code balance_updated} is news from its JSON, and not the rest of it. */
final class ToldEvents {

    private static final JsonFactory JSON = new JsonFactory();

    private ToldEvents() {}

    /** Empty if the text is not such an event, or does not say it all: then who needs it reads the whole. */
    static Optional<ToldEvent> read(String json) {
        try (JsonParser parser = JSON.createParser(json)) {
            return parser.nextToken() == JsonToken.START_OBJECT ? readObject(parser) : Optional.empty();
        } catch (IOException broken) {
            return Optional.empty();
        }
    }

    private static Optional<ToldEvent> readObject(JsonParser parser) throws IOException {
        String userId = null;
        String asset = null;
        Long version = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME && (userId == null || asset == null || version == null)) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "userId" -> userId = parser.getText();
                case "asset" -> asset = parser.getText();
                case "version" -> version = value == JsonToken.VALUE_NUMBER_INT ? parser.getLongValue() : null;
                default -> parser.skipChildren();
            }
        }
        return userId == null || asset == null || version == null
                ? Optional.empty()
                : Optional.of(new ToldEvent(userId, asset, version));
    }
}

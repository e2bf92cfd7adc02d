package io.ballast.ledger.balance;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;

/** What says whether a {@code balance_updated} is news, read from its JSON without the rest of it. */
record ToldEvent(String userId, String asset, long version) {

    private static final JsonFactory JSON = new JsonFactory();

    /** Empty if the text is not such an event, or does not say it all: then who needs it reads the whole. */
    static Optional<ToldEvent> of(String json) {
        try (JsonParser parser = JSON.createParser(json)) {
            return parser.nextToken() == JsonToken.START_OBJECT ? read(parser) : Optional.empty();
        } catch (IOException broken) {
            return Optional.empty();
        }
    }

    private static Optional<ToldEvent> read(JsonParser parser) throws IOException {
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

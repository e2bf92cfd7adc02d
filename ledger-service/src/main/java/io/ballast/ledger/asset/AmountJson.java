package io.ballast.ledger.asset;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;

/** Keeps the digits of an amount as they stand in the body, so that {@link AmountRules} alone judges them. */
@Singleton
class AmountJson implements ObjectMapperCustomizer {

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.registerModule(
                new SimpleModule("amounts").addDeserializer(RequestedAmount.class, new AmountDeserializer()));
    }

    private static final class AmountDeserializer extends StdDeserializer<RequestedAmount> {

        private static final RequestedAmount NO_NUMBER = new RequestedAmount("");

        AmountDeserializer() {
            super(RequestedAmount.class);
        }

        @Override
        public RequestedAmount deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonToken token = parser.currentToken();
            if (token.isNumeric() || token == JsonToken.VALUE_STRING) {
                return new RequestedAmount(parser.getText());
            }
            parser.skipChildren();
            return NO_NUMBER;
        }
    }
}

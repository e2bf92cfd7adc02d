package io.ballast.ledger.limit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import io.ballast.ledger.asset.RequestedAmount;
import java.io.IOException;

/** Tells null, which takes a limit away, from a field that is absent, which leaves it as it is (RFC 7396). */
final class RequestedLimitJson extends StdDeserializer<RequestedLimit> {

    private static final long serialVersionUID = 1L;

    RequestedLimitJson() {
        super(RequestedLimit.class);
    }

    @Override
    public RequestedLimit deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        return new RequestedLimit(context.readValue(parser, RequestedAmount.class));
    }

    @Override
    public RequestedLimit getNullValue(DeserializationContext context) {
        return RequestedLimit.NONE;
    }

    @Override
    public Object getAbsentValue(DeserializationContext context) {
        return null;
    }
}

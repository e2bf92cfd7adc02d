package io.ballast.notification.delivery;

import com.fasterxml.jackson.databind.JsonNode;

/** How frames are written for a client: the same content in three forms. */
public enum Wire {
    /** Of the plain WebSocket: {@code {"event","id","ackId","data"}}. */
    PLAIN {
        @Override
        String event(String event, String id, String data) {
            return id == null
                    ? "{\"event\":\"" + event + "\",\"data\":" + data + "}"
                    : "{\"event\":\"" + event + "\",\"id\":\"" + id + "\",\"data\":" + data + "}";
        }

        @Override
        String answer(String event, JsonNode ackId, String data) {
            return ackId == null
                    ? event(event, null, data)
                    : "{\"event\":\"" + event + "\",\"ackId\":" + ackId + ",\"data\":" + data + "}";
        }
    },
    /**
     * Of Socket.IO in the namespace {@value #NAMESPACE}: a packet of type EVENT whose last argument is the id, which the
     * client remembers as its offset; an answer to a message that wants an acknowledgement is a packet of type ACK.
     */
    SOCKET_IO {
        @Override
        String event(String event, String id, String data) {
            String offset = id == null ? "" : ",\"" + id + "\"";
            return "42" + NAMESPACE + ",[\"" + event + "\"," + data + offset + "]";
        }

        @Override
        String answer(String event, JsonNode ackId, String data) {
            return ackId == null
                    ? event(event, null, data)
                    : "43" + NAMESPACE + "," + ackId + "[" + acknowledgement(event, data) + "]";
        }

        private static String acknowledgement(String event, String data) {
            boolean ok = !event.equals("error");
            return data.equals("{}") ? "{\"ok\":" + ok + "}" : "{\"ok\":" + ok + "," + data.substring(1);
        }
    },
    /**
     * Of server-sent events: name and id have lines of their own, and what has no id leaves the client's last one as it is. Its
     * client asks for nothing, so there is nothing to give back. JSON as it is written here has no line breaks.
     */
    SERVER_SENT {
        @Override
        String event(String event, String id, String data) {
            String place = id == null ? "" : "id: " + id + "\n";
            return "event: " + event + "\n" + place + "data: " + data + "\n\n";
        }

        @Override
        String answer(String event, JsonNode ackId, String data) {
            return event(event, null, data);
        }
    };

    /** Where Socket.IO's clients connect to. */
    public static final String NAMESPACE = "/balance";

    /**
     * An event. Its name and the id are words of this system and need no escaping.
     *
     * @param id or null
     * @param data a JSON object
     */
    abstract String event(String event, String id, String data);

    /** @param ackId of the message that is answered, or null */
    abstract String answer(String event, JsonNode ackId, String data);
}

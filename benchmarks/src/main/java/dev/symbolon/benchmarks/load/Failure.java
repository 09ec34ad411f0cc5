package dev.symbolon.benchmarks.load;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.Map;

/** An answer that is not the one hoped for; its message is short, so that equal ones add up. */
final class Failure extends Exception {

    Failure(String message) {
        super(message, null, false, false);
    }

    /** Names the OAuth error where there is one. */
    static Failure of(String step, Reply reply) {
        return new Failure(step + ": " + reply.status() + " " + error(reply));
    }

    private static String error(Reply reply) {
        try {
            Map<String, Object> json = JSONObjectUtils.parse(reply.text());
            String error = JSONObjectUtils.getString(json, "error");
            return error == null ? "" : error;
        } catch (ParseException notJson) {
            return reply.location().map(Failure::shortened).orElse("");
        }
    }

    static String shortened(String location) {
        return location.length() <= 120 ? location : location.substring(0, 120) + "…";
    }
}

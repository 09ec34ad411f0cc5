package dev.symbolon.fuzz;

import dev.symbolon.base.json.Json;
import dev.symbolon.core.details.AuthorizationDetails;
import dev.symbolon.core.details.Detail;
import dev.symbolon.core.details.DetailsType;
import dev.symbolon.core.details.DetailsTypeReader;
import dev.symbolon.core.oauth.Problems;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.testing.PaymentApi;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Authorization details against types, and the same text as a type's schema. */
public final class DetailsFuzz {

    static final List<String> SEEDS =
            List.of(
                    PaymentApi.details(PaymentApi.payment()),
                    PaymentApi.details(PaymentApi.information("list_accounts")),
                    "[{\"type\":\"account_information\",\"actions\":[],\"share\":1e400,\"days\":-0}]",
                    "[{\"type\":\"payment_initiation\",\"locations\":[null,7],\"actions\":{}}]",
                    "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"array\",\"items\":{\"type\":\"integer\",\"maximum\":1e1}}}}");

    private DetailsFuzz() {}

    private static Map<String, DetailsType> types() {
        Problems problems = new Problems();
        Map<String, DetailsType> types =
                new java.util.LinkedHashMap<>(
                        DetailsTypeReader.read(
                                PaymentApi.payments().get(DetailsType.MEMBER), problems));
        types.putAll(
                DetailsTypeReader.read(PaymentApi.accounts().get(DetailsType.MEMBER), problems));
        problems.refuseAny(new Trace());
        return types;
    }

    private static final Map<String, DetailsType> TYPES = types();

    public static void fuzzerTestOneInput(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        asDetails(text);
        asSchema(text);
    }

    private static void asDetails(String text) {
        AuthorizationDetails details;
        try {
            details = AuthorizationDetails.parse(new Trace(), text);
        } catch (Refusal refused) {
            // What it should say.
            return;
        }
        for (Detail detail : details.all()) {
            Optional<DetailsType> type = Optional.ofNullable(TYPES.get(detail.type()));
            if (type.isPresent() && type.get().check(detail).isEmpty()) {
                type.get().tell(detail, List.of(Locale.GERMAN));
                if (!type.get().covers(detail, detail)) {
                    throw new AssertionError("not the same as itself: " + text);
                }
                Detail again = AuthorizationDetails.kept(details.toString()).all().getFirst();
                if (!again.hash().equals(details.all().getFirst().hash())) {
                    throw new AssertionError("another when it was kept: " + text);
                }
            }
        }
    }

    private static void asSchema(String text) {
        try {
            DetailsTypeReader.read(
                    Map.of("a", Map.of("description", "x", "schema", Json.object(text))),
                    new Problems());
        } catch (Json.Malformed refused) {
            // What it should say.
        }
    }
}

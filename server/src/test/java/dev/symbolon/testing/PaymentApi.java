package dev.symbolon.testing;

import dev.symbolon.TestServer;
import dev.symbolon.base.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A bank's APIs for payments and accounts, with the types of RFC 9396's running example. */
public final class PaymentApi {

    public static final String PAYMENTS = "https://bank.example/payments";
    public static final String ACCOUNTS = "https://bank.example/accounts";

    private static final String PAYMENT =
            """
            {"description": "Pay {instructedAmount.currency} {instructedAmount.amount} to {creditorName}",
             "description#de": "{instructedAmount.amount} {instructedAmount.currency} an {creditorName} zahlen",
             "ask_each_time": true,
             "additive": ["actions"],
             "schema": {
               "type": "object",
               "required": ["actions", "instructedAmount", "creditorName"],
               "properties": {
                 "actions": {"type": "array", "minItems": 1, "uniqueItems": true, "items":
                   {"type": "string", "enum": ["initiate", "status", "cancel"]}},
                 "instructedAmount": {
                   "type": "object",
                   "required": ["currency", "amount"],
                   "properties": {
                     "currency": {"type": "string", "format": "currency"},
                     "amount": {"type": "string", "format": "decimal"}}},
                 "creditorName": {"type": "string", "minLength": 1, "maxLength": 70},
                 "creditorAccount": {
                   "type": "object",
                   "required": ["iban"],
                   "title": "Account",
                   "properties": {"iban": {"type": "string", "format": "iban", "title": "IBAN"}}},
                 "remittanceInformationUnstructured": {
                   "type": "string", "maxLength": 140,
                   "title": "Reference", "title#de": "Verwendungszweck"}}}}
            """;

    private static final String INFORMATION =
            """
            {"description": "Look into your bank accounts: {actions}",
             "additive": ["actions"],
             "schema": {
               "type": "object",
               "required": ["actions"],
               "properties": {
                 "actions": {"type": "array", "items": {"type": "string", "enum":
                   ["list_accounts", "read_balances", "read_transactions"]}},
                 "days": {"type": "integer", "minimum": 1, "maximum": 90},
                 "share": {"type": "number"},
                 "recurring": {"type": "boolean"}}}}
            """;

    private PaymentApi() {}

    /** Registers both APIs. */
    public static void at(TestServer server) {
        server.api(payments());
        server.api(accounts());
    }

    public static Map<String, Object> payments() {
        return api(PAYMENTS, "The payments", Map.of("payment_initiation", Json.object(PAYMENT)));
    }

    public static Map<String, Object> accounts() {
        Map<String, Object> api =
                api(
                        ACCOUNTS,
                        "The accounts",
                        Map.of("account_information", Json.object(INFORMATION)));
        api.put("scopes", Map.of("accounts:name", "See the names of your accounts"));
        return api;
    }

    /** An API that declares these types. */
    public static Map<String, Object> api(
            String identifier, String name, Map<String, Object> types) {
        Map<String, Object> api = new LinkedHashMap<>();
        api.put("identifier", identifier);
        api.put("name", name);
        api.put("authorization_details_types", types);
        return api;
    }

    /** An app that may ask for both types; what is given wins. */
    public static App app(TestServer server, Map<String, ?> metadata) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put(
                "authorization_details_types",
                List.of("payment_initiation", "account_information"));
        all.put("scope", "openid offline_access accounts:name");
        all.putAll(metadata);
        return server.app(all);
    }

    /** RFC 9396 §2. */
    public static Map<String, Object> payment() {
        Map<String, Object> payment = new LinkedHashMap<>();
        payment.put("type", "payment_initiation");
        payment.put("actions", List.of("initiate", "status", "cancel"));
        payment.put("locations", List.of(PAYMENTS));
        payment.put("instructedAmount", Map.of("currency", "EUR", "amount", "123.50"));
        payment.put("creditorName", "Merchant A");
        payment.put("creditorAccount", Map.of("iban", "DE02100100109307118603"));
        payment.put("remittanceInformationUnstructured", "Ref Number Merchant");
        return payment;
    }

    /** RFC 9396 §2, with these actions. */
    public static Map<String, Object> information(String... actions) {
        Map<String, Object> information = new LinkedHashMap<>();
        information.put("type", "account_information");
        information.put("actions", List.of(actions));
        return information;
    }

    /** The same details with something else in one field. */
    public static Map<String, Object> with(Map<String, Object> detail, String field, Object value) {
        Map<String, Object> other = new LinkedHashMap<>(detail);
        other.put(field, value);
        return other;
    }

    /** The same without a field. */
    public static Map<String, Object> without(Map<String, Object> detail, String field) {
        Map<String, Object> other = new LinkedHashMap<>(detail);
        other.remove(field);
        return other;
    }

    /** As the parameter has them. */
    public static String details(Object... details) {
        return Json.text(List.of(details));
    }
}

package dev.symbolon.identity.account;

import dev.symbolon.core.oauth.ClaimsRequest;
import dev.symbolon.core.oauth.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which claims about a person a client is told: by scope (Core §5.4) or one by one (Core §5.5). */
public final class StandardClaims {

    /** The scopes and the claims that each of them asks for (Core §5.4). */
    private static final Map<String, List<String>> BY_SCOPE = new LinkedHashMap<>();

    static {
        BY_SCOPE.put(
                "profile",
                List.of(
                        "name",
                        "family_name",
                        "given_name",
                        "middle_name",
                        "nickname",
                        "preferred_username",
                        "profile",
                        "picture",
                        "website",
                        "gender",
                        "birthdate",
                        "zoneinfo",
                        "locale",
                        "updated_at"));
        BY_SCOPE.put("email", List.of("email", "email_verified"));
        BY_SCOPE.put("address", List.of("address"));
        BY_SCOPE.put("phone", List.of("phone_number", "phone_number_verified"));
    }

    /** Those that the account answers itself; they cannot be set as claims. */
    private static final Set<String> OF_THE_ACCOUNT =
            Set.of("sub", "preferred_username", "email", "email_verified", "updated_at");

    private static final Set<String> FLAGS = Set.of("phone_number_verified");

    private StandardClaims() {}

    /**
     * The claims for a UserInfo answer or an ID token, without {@code sub}. Claims that the account
     * does not have are left out, and so are those asked for with a value that they do not have
     * (Core §5.5.1); neither is an error, essential or not.
     *
     * @param scope what was granted; {@link Scope#NONE} for an ID token that comes with an access
     *     token, as scopes ask the UserInfo endpoint then (Core §5.4)
     * @param wishes one part of a {@link ClaimsRequest}
     */
    public static Map<String, Object> of(
            Account account, Scope scope, Map<String, ClaimsRequest.Wish> wishes) {
        Map<String, Object> told = new LinkedHashMap<>();
        BY_SCOPE.forEach((token, names) -> {
            if (scope.has(token)) {
                names.forEach(name -> tell(told, name, value(account, name)));
            }
        });
        wishes.forEach((name, wish) -> {
            Object value = isStandard(name) ? value(account, name) : null;
            if (value != null && wish.accepts(value)) {
                told.put(name, value);
            }
        });
        return told;
    }

    /** For {@code claims_supported} (Discovery §3). */
    public static List<String> supported() {
        List<String> names = new ArrayList<>();
        names.add("sub");
        BY_SCOPE.values().forEach(names::addAll);
        return names;
    }

    /** The scopes that ask for claims about the person (Core §5.4). */
    public static Set<String> scopes() {
        return Set.copyOf(BY_SCOPE.keySet());
    }

    /**
     * The scopes whose consent also covers these claims: a client that asks for a claim by name
     * needs the same permission as one that asks by scope.
     */
    public static Scope scopeFor(Set<String> claims) {
        Set<String> scopes = new LinkedHashSet<>();
        BY_SCOPE.forEach((token, names) -> {
            if (claims.stream().map(StandardClaims::withoutLanguage).anyMatch(names::contains)) {
                scopes.add(token);
            }
        });
        return new Scope(scopes);
    }

    /** What is wrong with claims that are to be kept with an account. */
    static List<String> problems(Map<String, Object> claims) {
        List<String> problems = new ArrayList<>();
        claims.forEach((name, value) -> {
            if (!isStandard(name) || OF_THE_ACCOUNT.contains(name)) {
                problems.add("claims." + name + ": is no claim that can be set (Core §5.1)");
            } else if (!hasItsType(withoutLanguage(name), value)) {
                problems.add("claims." + name + ": must be " + type(withoutLanguage(name)));
            }
        });
        return problems;
    }

    private static boolean isStandard(String name) {
        String plain = withoutLanguage(name);
        return BY_SCOPE.values().stream().anyMatch(names -> names.contains(plain));
    }

    /** Core §5.2: a claim's name may carry a language tag, as in {@code name#ja}. */
    private static String withoutLanguage(String name) {
        int hash = name.indexOf('#');
        return hash < 0 ? name : name.substring(0, hash);
    }

    private static @Nullable Object value(Account account, String name) {
        return switch (name) {
            case "preferred_username" -> account.name();
            case "email" -> account.email();
            case "email_verified" -> account.email() == null ? null : account.emailVerified();
            case "updated_at" -> account.updatedAt().getEpochSecond();
            default -> account.claims().get(name);
        };
    }

    private static void tell(Map<String, Object> told, String name, @Nullable Object value) {
        if (value != null) {
            told.put(name, value);
        }
    }

    private static boolean hasItsType(String name, @Nullable Object value) {
        if (FLAGS.contains(name)) {
            return value instanceof Boolean;
        }
        if (name.equals("address")) {
            return value instanceof Map<?, ?> members
                    && members.values().stream().allMatch(String.class::isInstance);
        }
        return value instanceof String;
    }

    private static String type(String name) {
        if (FLAGS.contains(name)) {
            return "true or false";
        }
        return name.equals("address") ? "an object of texts (Core §5.1.1)" : "a text";
    }
}

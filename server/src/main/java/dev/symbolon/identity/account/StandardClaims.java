package dev.symbolon.identity.account;

import static java.util.stream.Collectors.toSet;

import dev.symbolon.core.oauth.ClaimsRequest;
import dev.symbolon.core.oauth.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private static final int MOST_CHARACTERS_OF_NAME = 200;

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
        told.putAll(ExternalClaims.told(account, name -> isAsked(name, scope, wishes)));
        return told;
    }

    /** A value that others assert is not known here, so it fits no wish for a certain one. */
    private static boolean isAsked(
            String name, Scope scope, Map<String, ClaimsRequest.Wish> wishes) {
        ClaimsRequest.Wish wish = wishes.get(name);
        return (wish != null && wish.values().isEmpty())
                || scopeOf(name).filter(scope::has).isPresent();
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

    /** The scope that the claim belongs to (Core §5.4); nothing for one that is never told. */
    public static Optional<String> scopeOf(String claim) {
        String plain = withoutLanguage(claim);
        return BY_SCOPE.entrySet().stream()
                .filter(entry -> entry.getValue().contains(plain))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /**
     * What these claims tell that the scope does not: standard ones in the order of Core §5.4, each
     * once, in whatever language it is asked for.
     */
    public static List<String> beyond(Scope scope, Set<String> claims) {
        Set<String> plain = claims.stream().map(StandardClaims::withoutLanguage).collect(toSet());
        return BY_SCOPE.entrySet().stream()
                .filter(entry -> !scope.has(entry.getKey()))
                .flatMap(entry -> entry.getValue().stream())
                .filter(plain::contains)
                .toList();
    }

    /** What is wrong with claims that are to be kept with an account. */
    static List<String> problems(Map<String, Object> claims) {
        List<String> problems = new ArrayList<>();
        claims.forEach((name, value) -> {
            if (ExternalClaims.isPart(name)) {
                return;
            }
            if (!mayBeSet(name)) {
                problems.add("claims." + name + ": is no claim that can be set (Core §5.1)");
            } else if (!hasItsType(withoutLanguage(name), value)) {
                problems.add("claims." + name + ": must be " + type(withoutLanguage(name)));
            }
        });
        problems.addAll(ExternalClaims.problems(claims, StandardClaims::mayBeSet));
        return problems;
    }

    private static boolean mayBeSet(String name) {
        return isStandard(name) && !OF_THE_ACCOUNT.contains(name);
    }

    private static boolean isStandard(String name) {
        return scopeOf(name).isPresent();
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
        return value instanceof String text && (!name.equals("name") || isLine(text));
    }

    /** Pages show it in the middle of a sentence, which it must not turn around or tear apart. */
    private static boolean isLine(String text) {
        return text.codePointCount(0, text.length()) <= MOST_CHARACTERS_OF_NAME
                && text.codePoints().noneMatch(StandardClaims::breaksLine);
    }

    private static boolean breaksLine(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            default ->
                    switch (Character.getDirectionality(character)) {
                        case Character.DIRECTIONALITY_LEFT_TO_RIGHT_EMBEDDING,
                                Character.DIRECTIONALITY_LEFT_TO_RIGHT_OVERRIDE,
                                Character.DIRECTIONALITY_RIGHT_TO_LEFT_EMBEDDING,
                                Character.DIRECTIONALITY_RIGHT_TO_LEFT_OVERRIDE,
                                Character.DIRECTIONALITY_POP_DIRECTIONAL_FORMAT,
                                Character.DIRECTIONALITY_LEFT_TO_RIGHT_ISOLATE,
                                Character.DIRECTIONALITY_RIGHT_TO_LEFT_ISOLATE,
                                Character.DIRECTIONALITY_FIRST_STRONG_ISOLATE,
                                Character.DIRECTIONALITY_POP_DIRECTIONAL_ISOLATE ->
                                true;
                        default -> false;
                    };
        };
    }

    private static String type(String name) {
        if (FLAGS.contains(name)) {
            return "true or false";
        }
        if (name.equals("name")) {
            return "a line of at most " + MOST_CHARACTERS_OF_NAME + " characters";
        }
        return name.equals("address") ? "an object of texts (Core §5.1.1)" : "a text";
    }
}

package dev.symbolon.core.client.registration;

import static dev.symbolon.core.client.registration.StatementRule.*;

import dev.symbolon.base.jose.CompactJws;
import dev.symbolon.base.jose.Crypto;
import dev.symbolon.base.jose.Jws;
import dev.symbolon.base.jose.JwsVerifier;
import dev.symbolon.base.jose.JwsVerifier.Verdict;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What publishers whom the server trusts say about their software (RFC 7591 §2.3). */
public final class SoftwareStatements {

    static final String MEMBER = "software_statement";

    private static final Set<String> TYPES = Set.of("jwt");

    /** Of the JWT itself (RFC 7519 §4.1); all others are metadata. */
    private static final Set<String> OF_JWT =
            Set.of("iss", "sub", "aud", "exp", "nbf", "iat", "jti", MEMBER);

    /** Clocks differ. */
    private static final Duration SKEW = Duration.ofSeconds(60);

    private final Publishers publishers;
    private final InstantSource clock;

    public SoftwareStatements(RegistrationSettings settings, Crypto crypto, InstantSource clock) {
        this.publishers = Publishers.of(settings.softwarePublishers(), crypto);
        this.clock = clock;
    }

    /**
     * The metadata with what its software statement says: that counts, and what stands beside it
     * under the same name does not, in whichever language (RFC 7591 §2.3). Without a statement as
     * it was.
     *
     * @throws dev.symbolon.core.oauth.Refusal invalid_software_statement or
     *     unapproved_software_statement
     */
    public Map<String, Object> applied(Exchange exchange, Map<String, Object> metadata) {
        Object statement = metadata.get(MEMBER);
        if (statement == null || statement.equals("")) {
            return metadata;
        }
        Map<String, Object> said = said(exchange, statement);
        Set<String> names =
                said.keySet().stream()
                        .map(SoftwareStatements::withoutLanguage)
                        .collect(Collectors.toSet());
        Map<String, Object> applied = new LinkedHashMap<>(metadata);
        applied.keySet().removeIf(name -> names.contains(withoutLanguage(name)));
        applied.putAll(said);
        return applied;
    }

    /** The statement as it was sent, to be answered unmodified (RFC 7591 §3.2.1). */
    public static @Nullable String in(Map<String, Object> metadata) {
        return metadata.get(MEMBER) instanceof String text && !text.isEmpty() ? text : null;
    }

    /** RFC 7591 §2.2. */
    private static String withoutLanguage(String name) {
        int sign = name.indexOf('#');
        return sign < 0 ? name : name.substring(0, sign);
    }

    private Map<String, Object> said(Exchange exchange, Object statement) {
        Trace trace = exchange.trace();
        String compact = statement instanceof String text ? text : "";
        Optional<CompactJws> form = CompactJws.parse(compact);
        String issuer =
                trace.require(
                        FORM,
                        form.flatMap(CompactJws::unverifiedClaims)
                                .map(claims -> claims.get("iss"))
                                .map(iss -> iss instanceof String text ? text : null));
        JwsVerifier publisher =
                trace.require(PUBLISHER, publishers.of(issuer), publishers.issuers(), issuer);
        Jws jws =
                switch (publisher.verify(compact)) {
                    case Verdict.Valid(Jws valid) -> {
                        trace.require(SIGNED, true);
                        yield valid;
                    }
                    case Verdict.Invalid(var reason) ->
                            throw trace.refusal(SIGNED, "a key of " + issuer, reason);
                };
        check(exchange, jws);
        Map<String, Object> said = new LinkedHashMap<>(jws.claims());
        said.keySet().removeAll(OF_JWT);
        return said;
    }

    private void check(Exchange exchange, Jws jws) {
        Trace trace = exchange.trace();
        trace.require(TYP, jws.isUntypedOr(TYPES));
        String ours = exchange.tenant().issuer().toString();
        trace.require(AUDIENCE, jws.isForAnyOr(ours), ours, jws.audience());
        Instant now = clock.instant();
        trace.require(
                TIMES,
                jws.isTimely(now, SKEW),
                () -> "nbf, then " + now + ", then exp",
                jws::times);
    }
}

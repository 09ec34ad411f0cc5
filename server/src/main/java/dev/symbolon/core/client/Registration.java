package dev.symbolon.core.client;

import dev.symbolon.base.jose.HmacAlgorithm;
import dev.symbolon.base.secret.Secret;
import dev.symbolon.core.oauth.Problems;
import dev.symbolon.core.oauth.Trace;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A registration request that was checked (RFC 7591 §3.1): one that exists can be registered.
 *
 * @param clientId chosen by an administrator; absent: a random one
 * @param clientSecret brought along by an administrator from another server; absent: a random one
 *     where the client's method needs one
 */
public record Registration(
        @Nullable String clientId, @Nullable Secret clientSecret, ClientMetadata metadata) {

    private static final Pattern SECRET = Pattern.compile("[\\x21-\\x7E]{32,256}");
    private static final int FEWEST_DIFFERENT = 12;

    /**
     * Checks a JSON object.
     *
     * @param terms what may be registered
     * @throws dev.symbolon.core.oauth.Refusal invalid_redirect_uri or invalid_client_metadata, with
     *     all problems in its description
     */
    public static Registration of(
            Trace trace, Registrar registrar, Terms terms, Map<String, Object> source) {
        Problems problems = new Problems();
        Registration registration = read(registrar, terms, source, problems);
        problems.refuseAny(trace);
        return registration;
    }

    private static Registration read(
            Registrar registrar, Terms terms, Map<String, Object> source, Problems problems) {
        MetadataReader reader = new MetadataReader(source, problems);
        ClientMetadata metadata = ClientMetadata.read(reader);
        MetadataChecks.check(source, metadata, registrar, terms, problems);
        if (registrar != Registrar.ADMINISTRATOR) {
            return new Registration(null, null, metadata);
        }
        String clientId = reader.text("client_id");
        problems.require(
                MetadataRule.CLIENT_ID_FORM,
                clientId == null || ClientId.isWellFormed(clientId),
                "client_id");
        String secret = reader.text("client_secret");
        problems.require(
                MetadataRule.SECRET_FORM,
                secret == null
                        || (metadata.tokenEndpointAuthMethod().usesSecret()
                                && isRandom(secret)
                                && isLongEnough(secret, metadata)),
                "client_secret");
        return new Registration(clientId, secret == null ? null : new Secret(secret), metadata);
    }

    /** RFC 7518 §3.2: for the algorithm that the client wants to sign with. */
    private static boolean isLongEnough(String secret, ClientMetadata metadata) {
        @Nullable HmacAlgorithm only = metadata.tokenEndpointAuthSigningAlg().bySecret();
        return only == null || only.fits(new Secret(secret));
    }

    /** Looks random: the hash of a guessable one could be reversed by whoever stole it. */
    private static boolean isRandom(String secret) {
        return SECRET.matcher(secret).matches()
                && secret.chars().distinct().count() >= FEWEST_DIFFERENT;
    }
}

package dev.symbolon.protocol.discovery;

import dev.symbolon.base.http.Response;
import dev.symbolon.base.json.Json;
import dev.symbolon.core.dpop.DpopProofs;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.resource.Resource;
import dev.symbolon.core.resource.Resources;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tenant.Tenant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code GET /.well-known/oauth-protected-resource?resource=…}: the metadata of a registered API
 * (RFC 9728 §2), for one that does not want to serve its own. It names this address in its 401, as
 * {@code resource_metadata} (§5.1).
 */
public final class ResourceMetadataEndpoint implements Exchange.Endpoint {

    public static final String PATH = "/.well-known/oauth-protected-resource";

    private final Resources resources;

    public ResourceMetadataEndpoint(Resources resources) {
        this.resources = resources;
    }

    @Override
    public Response handle(Exchange exchange) {
        Trace trace = exchange.trace();
        List<String> named = exchange.request().query().withoutEmpty().all("resource");
        trace.require(ResourceMetadataRule.NAMED, named.size() == 1, "one", named);
        Resource resource =
                trace.require(
                        ResourceMetadataRule.KNOWN,
                        resources.find(exchange.tenant(), named.getFirst()),
                        "a registered API",
                        named.getFirst());
        return Response.of(
                        200, "application/json", Json.bytes(metadata(exchange.tenant(), resource)))
                .with("Cache-Control", "public, max-age=300");
    }

    private static Map<String, Object> metadata(Tenant tenant, Resource resource) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("resource", resource.identifier());
        metadata.put("authorization_servers", List.of(tenant.issuer().toString()));
        resource.name().write("resource_name", metadata);
        metadata.put("scopes_supported", List.copyOf(resource.scopes().keySet()));
        if (!resource.detailsTypes().isEmpty()) {
            metadata.put(
                    "authorization_details_types_supported",
                    resource.detailsTypes().keySet().stream().sorted().toList());
        }
        metadata.put("bearer_methods_supported", List.of("header"));
        metadata.put("dpop_signing_alg_values_supported", DpopProofs.algorithms());
        return metadata;
    }
}

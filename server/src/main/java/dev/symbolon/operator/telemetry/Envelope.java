package dev.symbolon.operator.telemetry;

import dev.symbolon.base.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What stands around spans that are sent together: who says so. */
final class Envelope {

    private final byte[] before;
    private final byte[] after;

    Envelope(String serviceName, String version) {
        Map<String, Object> resource =
                Map.of(
                        "attributes",
                        new Attributes()
                                .string("service.name", serviceName)
                                .string("service.version", version)
                                .string("service.instance.id", UUID.randomUUID().toString())
                                .all());
        Map<String, Object> scope = Map.of("name", "dev.symbolon", "version", version);
        before =
                """
                {"resourceSpans":[{"resource":%s,"scopeSpans":[{"scope":%s,"spans":[\
                """
                        .formatted(Json.text(resource), Json.text(scope))
                        .getBytes(StandardCharsets.UTF_8);
        after = "]}]}]}".getBytes(StandardCharsets.US_ASCII);
    }

    /** An ExportTraceServiceRequest. */
    byte[] around(List<byte[]> spans) {
        ByteArrayOutputStream request = new ByteArrayOutputStream(1 << 16);
        request.writeBytes(before);
        String comma = "";
        for (byte[] span : spans) {
            request.writeBytes(comma.getBytes(StandardCharsets.US_ASCII));
            request.writeBytes(span);
            comma = ",";
        }
        request.writeBytes(after);
        return request.toByteArray();
    }
}

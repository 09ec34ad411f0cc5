package dev.symbolon.base.http;

import io.helidon.common.GenericType;
import io.helidon.http.Headers;
import io.helidon.http.WritableHeaders;
import io.helidon.http.media.EntityReader;
import io.helidon.http.media.EntityWriter;
import io.helidon.http.media.MediaContext;
import io.helidon.http.media.MediaContextConfig;

/** Bodies are bytes to the library; we read and write them ourselves. */
enum NoMedia implements MediaContext {
    INSTANCE;

    @Override
    public <T> EntityReader<T> reader(GenericType<T> type, Headers headers) {
        throw bytesOnly();
    }

    @Override
    public <T> EntityReader<T> reader(
            GenericType<T> type, Headers requestHeaders, Headers responseHeaders) {
        throw bytesOnly();
    }

    @Override
    public <T> EntityWriter<T> writer(
            GenericType<T> type, Headers requestHeaders, WritableHeaders<?> responseHeaders) {
        throw bytesOnly();
    }

    @Override
    public <T> EntityWriter<T> writer(GenericType<T> type, WritableHeaders<?> requestHeaders) {
        throw bytesOnly();
    }

    @Override
    public MediaContextConfig prototype() {
        throw bytesOnly();
    }

    private static UnsupportedOperationException bytesOnly() {
        return new UnsupportedOperationException("bytes only");
    }
}

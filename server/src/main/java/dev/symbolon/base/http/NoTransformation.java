package dev.symbolon.base.http;

import io.helidon.http.Headers;
import io.helidon.http.encoding.ContentDecoder;
import io.helidon.http.encoding.ContentEncoder;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.http.encoding.ContentEncodingContextConfig;
import java.util.NoSuchElementException;

/**
 * Bodies travel as they are. A compressed request could unfold to more than its limit, and a
 * compressed answer that holds a secret beside what a sender chose would tell it by its length.
 */
enum NoTransformation implements ContentEncodingContext {
    INSTANCE;

    @Override
    public boolean contentEncodingEnabled() {
        return false;
    }

    @Override
    public boolean contentDecodingEnabled() {
        return false;
    }

    @Override
    public boolean contentEncodingSupported(String encoding) {
        return false;
    }

    @Override
    public boolean contentDecodingSupported(String encoding) {
        return false;
    }

    @Override
    public ContentEncoder encoder(String encoding) {
        throw new NoSuchElementException("no encodings");
    }

    @Override
    public ContentDecoder decoder(String encoding) {
        throw new NoSuchElementException("no encodings");
    }

    @Override
    public ContentEncoder encoder(Headers headers) {
        return ContentEncoder.NO_OP;
    }

    @Override
    public ContentEncodingContextConfig prototype() {
        throw new UnsupportedOperationException("made without a prototype");
    }
}

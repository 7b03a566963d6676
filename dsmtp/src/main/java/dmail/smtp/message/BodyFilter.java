package dmail.smtp.message;

import java.io.IOException;

/**
 * A body on its way in that does something to the octets, or because of them, and hands them on to
 * another. What it doesn't say itself, that other says.
 */
public interface BodyFilter extends BodySink {
    /** {@return where the octets go} */
    BodySink body();

    @Override
    default QueueId id() {
        return body().id();
    }

    /** {@return how many octets have been handed on} */
    @Override
    default long size() {
        return body().size();
    }

    @Override
    default Body finish() throws IOException {
        return body().finish();
    }

    @Override
    default void close() {
        body().close();
    }
}

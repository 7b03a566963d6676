package dmail.smtp.message;

import java.io.IOException;

/**
 * A sink that changes or checks the octets and passes them on to another. What it doesn't override
 * is the other's.
 */
public interface BodyFilter extends BodySink {
    /** {@return the next sink} */
    BodySink body();

    @Override
    default QueueId id() {
        return body().id();
    }

    /** {@return how many octets have been passed on} */
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

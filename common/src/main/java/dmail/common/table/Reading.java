package dmail.common.table;

/** What was read of a file; it holds memory and the file open until it is closed. */
public interface Reading extends AutoCloseable {
    @Override
    void close();
}

package dmail.common.table;

/** The result of reading a file; it takes memory and keeps the file open until it is closed. */
public interface Reading extends AutoCloseable {
    @Override
    void close();
}

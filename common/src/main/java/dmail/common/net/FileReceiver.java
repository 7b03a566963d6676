package dmail.common.net;

import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * An output to which the kernel can send a range of a file without copying it into this process.
 */
interface FileReceiver {
    void receive(FileChannel file, long offset, long length) throws IOException;
}

package dmail.common.net;

import java.io.IOException;
import java.nio.channels.FileChannel;

/** An output to which the system can send octets of a file without their coming to us. */
interface FileReceiver {
    void receive(FileChannel file, long offset, long length) throws IOException;
}

package dmail.common.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLProtocolException;
import org.junit.jupiter.api.Test;

final class ReasonTest {
    @Test
    void whateverFailsIsSaidInWords() {
        Map<Throwable, String> table = new LinkedHashMap<>();
        table.put(new NoSuchFileException("/a"), "/a: No such file or folder");
        table.put(new AccessDeniedException("/a"), "/a: Permission denied");
        table.put(new FileAlreadyExistsException("/a"), "/a: it is there already");
        table.put(
                new FileSystemException("/a", null, "No space left on device"),
                "/a: No space left on device");
        table.put(new FileSystemException("/a"), "/a: file system");
        table.put(new PortUnreachableException(), "nothing listens there");
        table.put(new NoRouteToHostException(), "no route to that host");
        table.put(new ConnectException("Connection refused"), "Connection refused");
        table.put(new ConnectException(), "Connection refused");
        table.put(new SocketTimeoutException("Read timed out"), "it took too long");
        table.put(new SocketException("Connection reset"), "Connection reset");
        table.put(new SocketException(), "socket");
        table.put(new UnknownHostException("a.example"), "no address is known of a.example");
        table.put(new AsynchronousCloseException(), "it was closed meanwhile");
        table.put(new EOFException(), "it ends too early");
        table.put(new EOFException("it closed the connection"), "it closed the connection");
        table.put(new FileLockInterruptionException(), "file lock interruption");
        table.put(new MalformedInputException(1), "its octets are no text in the wanted encoding");
        table.put(new IOException("words"), "words");
        table.put(new IOException(String.valueOf(' ')), "input or output failed");
        table.put(new IOException(), "input or output failed");
        table.put(
                new UncheckedIOException(new NoSuchFileException("/b")),
                "/b: No such file or folder");
        table.put(
                new DirectoryIteratorException(new AccessDeniedException("/c")),
                "/c: Permission denied");
        table.put(new InvalidKeyException(), "invalid key");
        table.put(new InvalidKeyException("too short"), "too short");
        table.put(new IllegalStateException("bug"), "java.lang.IllegalStateException: bug");
        table.put(
                new InvalidPathException("/b\u0000", "Nul character not allowed"),
                "not a path that this system can name: /b\u0000");
        table.forEach((e, text) -> assertEquals(text, Reason.of(e), e::toString));
    }

    @Test
    void troubleOfTlsNamesNoMethodOfJava() {
        assertEquals(
                "Broken pipe",
                Reason.of(
                        new SSLException(
                                "readHandshakeRecord", new SocketException("Broken pipe"))));
        assertEquals(
                "it closed the connection during the TLS handshake",
                Reason.of(
                        new SSLHandshakeException(
                                "Remote host terminated the handshake",
                                new EOFException("SSL peer shut down incorrectly"))));
        assertEquals(
                "it sent something else than TLS",
                Reason.of(new SSLException("Unsupported or unrecognized SSL message")));
        assertEquals(
                "Received fatal alert: handshake_failure",
                Reason.of(new SSLHandshakeException("Received fatal alert: handshake_failure")));
    }

    @Test
    void anAlertInClearTextIsToldLikeAnyOther() {
        assertEquals(
                "Received fatal alert: unknown_ca",
                Reason.of(
                        unexpected(
                                "Unexpected plaintext alert received:"
                                        + " Level: fatal; Alert: unknown_ca")));
    }

    @Test
    void unexpectedTroubleOfTlsIsToldByItsCause() {
        assertEquals(
                "Insufficient buffer remaining",
                Reason.of(unexpected("Insufficient buffer remaining")));
    }

    private static SSLProtocolException unexpected(String why) {
        SSLProtocolException wrapped = new SSLProtocolException("Unexpected exception");
        wrapped.initCause(new GeneralSecurityException(why));
        return wrapped;
    }
}

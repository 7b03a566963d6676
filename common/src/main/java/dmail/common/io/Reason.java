package dmail.common.io;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * Says in words why the system, the network or another host refused. An exception's own message is
 * for programmers: often a bare file name, a class name, or nothing.
 */
public final class Reason {
    /** Java's messages about TLS that would not help an administrator. */
    private static final Map<String, String> TLS =
            Map.of(
                    "Remote host terminated the handshake",
                    "it closed the connection during the TLS handshake",
                    "Unrecognized SSL message, plaintext connection?",
                    "it sent something else than TLS",
                    "Unsupported or unrecognized SSL message",
                    "it sent something else than TLS",
                    "Connection or inbound has closed",
                    "it closed the connection");

    private static final String WRAPPED = "Unexpected exception";
    private static final String CLEAR_ALERT =
            "Unexpected plaintext alert received: Level: fatal; Alert: ";

    private Reason() {}

    /** {@return the reason for a log line, a reply, a report or a complaint; never empty} */
    public static String of(Throwable e) {
        return switch (e) {
            case FileSystemException refused -> ofFile(refused);
            case SSLException failed -> ofTls(failed);
            case UnknownHostException unknown -> "no address is known of " + unknown.getMessage();
            case PortUnreachableException _ -> "nothing listens there";
            case NoRouteToHostException _ -> "no route to that host";
            case ConnectException refused -> message(refused).orElse("Connection refused");
            case SocketTimeoutException _ -> "it took too long";
            case ClosedChannelException _ -> "it was closed meanwhile";
            case EOFException early -> message(early).orElse("it ends too early");
            case CharacterCodingException _ -> "its octets are no text in the wanted encoding";
            case InvalidPathException path ->
                    "not a path that this system can name: " + path.getInput();
            case DirectoryIteratorException wrapped -> ofCause(wrapped);
            case UncheckedIOException wrapped -> ofCause(wrapped);
            case IOException plain -> message(plain).orElseGet(() -> kind(plain));
            case GeneralSecurityException secret -> message(secret).orElseGet(() -> kind(secret));
            default -> e.toString();
        };
    }

    private static String ofCause(Exception e) {
        Throwable cause = e.getCause();
        return cause == null ? e.toString() : of(cause);
    }

    private static String ofFile(FileSystemException e) {
        String why =
                switch (e) {
                    case NoSuchFileException _ -> "No such file or folder";
                    case AccessDeniedException _ -> "Permission denied";
                    case FileAlreadyExistsException _ -> "it is there already";
                    case DirectoryNotEmptyException _ -> "the folder is not empty";
                    case NotDirectoryException _ -> "it is no folder";
                    case NotLinkException _ -> "it is no symbolic link";
                    default -> Optional.ofNullable(e.getReason()).orElseGet(() -> kind(e));
                };
        String file = Optional.ofNullable(e.getFile()).orElse("");
        return file.isEmpty() ? why : file + ": " + why;
    }

    /**
     * If an I/O error is the cause, use that: the exception's own message then names a Java method.
     */
    private static String ofTls(SSLException e) {
        Throwable below = e.getCause();
        if (below instanceof IOException && !(below instanceof EOFException)) {
            return of(below);
        }
        String text = message(e).orElse("TLS failed");
        if (below instanceof GeneralSecurityException secret && text.equals(WRAPPED)) {
            return alertLikeOthers(of(secret));
        }
        return TLS.getOrDefault(text, text);
    }

    /** A client that rejects the certificate with TLS 1.3 may send its alert unencrypted. */
    private static String alertLikeOthers(String text) {
        return text.startsWith(CLEAR_ALERT)
                ? "Received fatal alert: " + text.substring(CLEAR_ALERT.length())
                : text;
    }

    private static Optional<String> message(Exception e) {
        return Optional.ofNullable(e.getMessage()).filter(text -> !text.isBlank());
    }

    /** {@return the name of the class as words: {@code file lock interruption}} */
    private static String kind(Exception e) {
        String name = e.getClass().getSimpleName().replaceFirst("Exception$", "");
        String text = name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        return text.isEmpty() || text.equals("io") ? "input or output failed" : text;
    }
}

package dmail.common.system;

import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** PAM with a service of our own, on native threads; the library is loaded on first use. */
public final class SystemPam implements PamCheck {
    /** The name of the service and of its file. */
    public static final String SERVICE = "dmail";

    private static final String FOLDER = "/etc/pam.d";

    // Values from <security/_pam_types.h>.
    private static final int PERM_DENIED = 6;
    private static final int AUTH_ERR = 7;
    private static final int CRED_INSUFFICIENT = 8;
    private static final int USER_UNKNOWN = 10;
    private static final int MAXTRIES = 11;
    private static final int NEW_AUTHTOK_REQD = 12;
    private static final int ACCT_EXPIRED = 13;

    private final NativeCalls calls;
    private final Optional<Path> folder;
    private volatile @Nullable LibPam library;

    public SystemPam(NativeCalls calls) {
        this(calls, Optional.empty());
    }

    /**
     * @param folder of the service's file, or empty for the system's
     */
    SystemPam(NativeCalls calls, Optional<Path> folder) {
        this.calls = calls;
        this.folder = folder;
    }

    /** {@return whether PAM is to be used: the service has a file} */
    public static boolean isSetUp(FileSystem files) {
        return Files.exists(files.getPath(FOLDER, SERVICE));
    }

    @Override
    public Answer check(String user, byte[] password, String host) throws SystemBusyException {
        for (byte octet : password) {
            if (octet == 0) {
                return Answer.WRONG;
            }
        }
        byte[] copy = password.clone();
        try {
            return answer(calls.call(() -> library().check(SERVICE, folder, user, copy, host)));
        } finally {
            Arrays.fill(copy, (byte) 0);
        }
    }

    private static Answer answer(LibPam.Result result) throws SystemBusyException {
        return switch (result.step()) {
            case START -> throw busy(result);
            case PASSWORD ->
                    switch (result.code()) {
                        case AUTH_ERR, USER_UNKNOWN, MAXTRIES, CRED_INSUFFICIENT, PERM_DENIED ->
                                Answer.WRONG;
                        default -> throw busy(result);
                    };
            case ACCOUNT ->
                    switch (result.code()) {
                        case LibPam.SUCCESS -> Answer.RIGHT;
                        case ACCT_EXPIRED, NEW_AUTHTOK_REQD, PERM_DENIED, AUTH_ERR, USER_UNKNOWN ->
                                Answer.NOT_ALLOWED;
                        default -> throw busy(result);
                    };
        };
    }

    private static SystemBusyException busy(LibPam.Result result) {
        return new SystemBusyException("PAM: " + result.text() + " (" + result.code() + ")");
    }

    private LibPam library() throws SystemBusyException {
        LibPam loaded = library;
        if (loaded == null) {
            loaded = LibPam.load();
            library = loaded;
        }
        return loaded;
    }
}

package dmail.common.system;

import com.sun.jna.Callback;
import com.sun.jna.CallbackReference;
import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** The system's Linux-PAM, called as described in pam(3). */
final class LibPam {
    static final int SUCCESS = 0;
    private static final int BUF_ERR = 5;
    private static final int CONV_ERR = 19;

    private static final int SILENT = 0x8000;
    private static final int DISALLOW_NULL_AUTHTOK = 1;

    private static final int RHOST = 4;
    private static final int FAIL_DELAY = 10;

    private static final int PROMPT_ECHO_OFF = 1;
    private static final int ERROR_MSG = 3;
    private static final int TEXT_INFO = 4;

    /** PAM_MAX_NUM_MSG. */
    private static final int MOST_MESSAGES = 32;

    private static final int P = Native.POINTER_SIZE;

    /** {@code struct pam_response}: a pointer and an int, padded to two pointers. */
    private static final int RESPONSE = 2 * P;

    private final NativeLibrary pam;

    /** The outcome: the first call that failed, its code, and PAM's text for it. */
    record Result(Step step, int code, String text) {
        enum Step {
            START,
            PASSWORD,
            ACCOUNT
        }
    }

    /** The conversation function: answers the prompts of modules. */
    @FunctionalInterface
    interface Conversation extends Callback {
        int converse(int count, Pointer messages, Pointer responses, Pointer data);
    }

    /** The fail-delay function: called instead of PAM's own delay after a failure. */
    @FunctionalInterface
    interface Delay extends Callback {
        void after(int result, int microseconds, Pointer data);
    }

    /** No delay: the servers delay failed logins themselves, without a thread that sleeps. */
    private final Delay noDelay = (_, _, _) -> {};

    private LibPam(NativeLibrary pam) {
        this.pam = pam;
    }

    static LibPam load() throws SystemBusyException {
        try {
            // The name without a number is only there with the development package.
            return new LibPam(NativeLibrary.getInstance("libpam.so.0"));
        } catch (UnsatisfiedLinkError absent) {
            throw new SystemBusyException("no libpam.so.0");
        }
    }

    /**
     * Checks a password, and then whether the account may be used now.
     *
     * @param folder of the service's file, or empty for the system's
     * @param password octets without NUL
     */
    Result check(String service, Optional<Path> folder, String user, byte[] password, String host) {
        Conversation conversation =
                (count, messages, responses, _) -> answer(count, messages, responses, password);
        try (Memory talk = new Memory(2L * P);
                Memory handle = new Memory(P)) {
            talk.setPointer(0, CallbackReference.getFunctionPointer(conversation));
            talk.setPointer(P, Pointer.NULL);
            handle.setPointer(0, Pointer.NULL);
            int started = start(service, folder, user, talk, handle);
            if (started != SUCCESS) {
                return new Result(Result.Step.START, started, "pam_start failed");
            }
            return carryOut(handle.getPointer(0), host);
        } finally {
            // PAM's pointer to the callback doesn't keep it from being collected.
            Reference.reachabilityFence(conversation);
        }
    }

    private int start(
            String service, Optional<Path> folder, String user, Memory talk, Memory handle) {
        return folder.isPresent()
                ? call(
                        "pam_start_confdir",
                        text(service),
                        text(user),
                        talk,
                        text(folder.get().toString()),
                        handle)
                : call("pam_start", text(service), text(user), talk, handle);
    }

    private Result carryOut(Pointer handle, String host) {
        int code = SUCCESS;
        try {
            call("pam_set_item", handle, RHOST, text(host));
            call("pam_set_item", handle, FAIL_DELAY, CallbackReference.getFunctionPointer(noDelay));
            code = call("pam_authenticate", handle, SILENT | DISALLOW_NULL_AUTHTOK);
            if (code != SUCCESS) {
                return new Result(Result.Step.PASSWORD, code, textOf(handle, code));
            }
            code = call("pam_acct_mgmt", handle, SILENT | DISALLOW_NULL_AUTHTOK);
            return new Result(Result.Step.ACCOUNT, code, textOf(handle, code));
        } finally {
            call("pam_end", handle, code);
        }
    }

    /** UTF-8, whatever the locale of the server. */
    private static byte[] text(String value) {
        return (value + '\0').getBytes(StandardCharsets.UTF_8);
    }

    private int call(String name, Object... arguments) {
        return pam.getFunction(name).invokeInt(arguments);
    }

    private String textOf(Pointer handle, int code) {
        Function strerror = pam.getFunction("pam_strerror");
        Pointer text = strerror.invokePointer(new Object[] {handle, code});
        return text == null ? "PAM error " + code : text.getString(0, "UTF-8");
    }

    /** PAM frees the answers with free(3), so they must come from malloc(3). */
    private static int answer(int count, Pointer messages, Pointer responses, byte[] password) {
        if (count < 1 || count > MOST_MESSAGES) {
            return CONV_ERR;
        }
        for (int i = 0; i < count; i++) {
            int style = messages.getPointer((long) i * P).getInt(0);
            if (style != PROMPT_ECHO_OFF && style != ERROR_MSG && style != TEXT_INFO) {
                // Any other prompt is one that a mail client can't answer.
                return CONV_ERR;
            }
        }
        long size = (long) count * RESPONSE;
        long made = Native.malloc(size);
        if (made == 0) {
            return BUF_ERR;
        }
        Pointer answers = new Pointer(made);
        answers.clear(size);
        responses.setPointer(0, answers);
        for (int i = 0; i < count; i++) {
            if (messages.getPointer((long) i * P).getInt(0) == PROMPT_ECHO_OFF) {
                long text = Native.malloc(password.length + 1L);
                if (text == 0) {
                    return BUF_ERR;
                }
                copy(password, new Pointer(text));
                answers.setPointer((long) i * RESPONSE, new Pointer(text));
            }
        }
        return SUCCESS;
    }

    private static void copy(byte[] password, Pointer text) {
        text.write(0, password, 0, password.length);
        text.setByte(password.length, (byte) 0);
    }
}

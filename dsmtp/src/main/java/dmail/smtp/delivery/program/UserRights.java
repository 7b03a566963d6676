package dmail.smtp.delivery.program;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** From the words of a program to those that run it as a user of the system. */
final class UserRights {
    /** What a shell can't take for anything else behind its tilde. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}");

    private UserRights() {}

    /** {@return the words that run it as that user, wherever the server is} */
    static List<String> handedTo(String user, List<String> words) {
        List<String> all = new ArrayList<>(List.of("runuser", "-u", user, "--"));
        all.addAll(words);
        return all;
    }

    /**
     * {@return the words that run it as that user, in his home, as programs of a user expect;
     * EX_TEMPFAIL comes of a home that isn't there now}
     */
    static List<String> atHome(String user, List<String> words) {
        String script =
                """
                cd ~%1$s || exit 75
                HOME=$PWD USER=%1$s LOGNAME=%1$s
                export HOME USER LOGNAME
                exec "$@"
                """
                        .formatted(user);
        List<String> all = new ArrayList<>(List.of("/bin/sh", "-c", script, "sh"));
        all.addAll(words);
        return handedTo(user, all);
    }

    /** {@return whether it is a name that is safe to be handed to a shell} */
    static boolean isPlain(String user) {
        return PLAIN.matcher(user).matches();
    }
}

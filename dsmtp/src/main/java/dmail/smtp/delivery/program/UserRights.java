package dmail.smtp.delivery.program;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Adds the change of user to the words of a program. */
final class UserRights {
    /** A user name that a shell doesn't misread after a tilde. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}");

    private UserRights() {}

    /** {@return the words that run it as that user, in the current folder} */
    static List<String> handedTo(String user, List<String> commandLine) {
        List<String> all = new ArrayList<>(List.of("runuser", "-u", user, "--"));
        all.addAll(commandLine);
        return all;
    }

    /**
     * {@return the words that run it as that user in his home folder, as a user's programs expect;
     * they exit with EX_TEMPFAIL when the home folder isn't there}
     */
    static List<String> atHome(String user, List<String> commandLine) {
        String script =
                """
                cd ~%1$s || exit 75
                HOME=$PWD USER=%1$s LOGNAME=%1$s
                export HOME USER LOGNAME
                exec "$@"
                """
                        .formatted(user);
        List<String> all = new ArrayList<>(List.of("/bin/sh", "-c", script, "sh"));
        all.addAll(commandLine);
        return handedTo(user, all);
    }

    /** {@return whether the name can be given to a shell without quotes} */
    static boolean isPlain(String user) {
        return PLAIN.matcher(user).matches();
    }
}

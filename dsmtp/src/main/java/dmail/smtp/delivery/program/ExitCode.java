package dmail.smtp.delivery.program;

import dmail.smtp.protocol.EnhancedCode;
import java.util.Map;

/** What the exit codes of programs that read mail mean: sysexits(3). */
final class ExitCode {
    /** Permanent failures; every other code may be temporary. */
    private static final Map<Integer, Meaning> REFUSALS =
            Map.of(
                    65, new Meaning(new EnhancedCode(5, 6, 0), "can't read such a message"),
                    67, new Meaning(new EnhancedCode(5, 1, 1), "no such user"),
                    68, new Meaning(new EnhancedCode(5, 1, 2), "no such host"),
                    69, new Meaning(new EnhancedCode(5, 3, 0), "refuses the message"),
                    77, new Meaning(new EnhancedCode(5, 7, 0), "may not take the message"),
                    100, new Meaning(new EnhancedCode(5, 3, 0), "refuses the message"));

    private static final Map<Integer, Meaning> TROUBLE =
            Map.of(
                    64, new Meaning(new EnhancedCode(4, 3, 5), "is called the wrong way"),
                    73, new Meaning(new EnhancedCode(4, 2, 0), "can't make a file"),
                    75, new Meaning(new EnhancedCode(4, 3, 0), "asks for another try"),
                    111, new Meaning(new EnhancedCode(4, 3, 0), "asks for another try"),
                    126, new Meaning(new EnhancedCode(4, 3, 5), "can't be run"),
                    127, new Meaning(new EnhancedCode(4, 3, 5), "is not found"));

    private static final Meaning UNKNOWN =
            new Meaning(new EnhancedCode(4, 3, 0), "ended with an error");

    /**
     * What an unsuccessful end means.
     *
     * @param text continues a sentence that begins with the program's name
     */
    record Meaning(EnhancedCode status, String text) {
        boolean isFinal() {
            return status.kind() == 5;
        }
    }

    private ExitCode() {}

    /** {@return what a code other than 0 means} */
    static Meaning meaning(int code) {
        Meaning refusal = REFUSALS.get(code);
        return refusal == null ? TROUBLE.getOrDefault(code, UNKNOWN) : refusal;
    }
}

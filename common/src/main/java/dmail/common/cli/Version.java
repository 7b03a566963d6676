package dmail.common.cli;

/** The suite's version, as in greetings, headers and {@code --version}. */
public final class Version {
    public static final String TEXT = "4.0.0";

    private Version() {}
}

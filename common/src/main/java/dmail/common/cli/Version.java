package dmail.common.cli;

/** The suite's version, as greetings, headers and {@code --version} show it. */
public final class Version {
    public static final String TEXT = "4.0.0";

    private Version() {}
}

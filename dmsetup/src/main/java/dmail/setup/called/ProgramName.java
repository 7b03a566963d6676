package dmail.setup.called;

/**
 * What this program was started as: dmsetup in our own folder, dmail-setup where a package has put
 * it beside the device mapper's dmsetup.
 */
public final class ProgramName {
    /** Told by the launcher. */
    public static final String TEXT = System.getProperty("dmail.program", "dmsetup");

    private ProgramName() {}

    /** {@return a text that says dmsetup where it means this program, with its name of today} */
    public static String in(String text) {
        return text.replace("dmsetup", TEXT);
    }
}

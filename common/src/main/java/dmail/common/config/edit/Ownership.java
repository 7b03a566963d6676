package dmail.common.config.edit;

/**
 * Whose a file or folder becomes, and who may do what.
 *
 * @param user empty for the one who runs dmsetup
 * @param group empty for the one that it has anyway
 * @param mode such as {@code rwx------}
 */
public record Ownership(String user, String group, String mode) {
    /** {@return the name of user and group as chown takes it; empty when neither is set} */
    public String shown() {
        return user.isEmpty() && group.isEmpty() ? "" : user + ":" + group + " ";
    }

    /** {@return the mode as chmod takes it} */
    public String octal() {
        int bits = 0;
        for (int i = 0; i < mode.length(); i++) {
            bits = bits * 2 + (mode.charAt(i) == '-' ? 0 : 1);
        }
        return "%04o".formatted(bits);
    }
}

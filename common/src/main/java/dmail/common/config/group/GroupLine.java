package dmail.common.config.group;

/**
 * One {@code domain_group} line.
 *
 * @param group the name that joins the lines of one group; its letter case counts
 */
public record GroupLine(String group, GroupOption option) {
    /** {@return the arguments in dmail.conf} */
    @Override
    public String toString() {
        return group + " " + option;
    }
}

package dmail.smtp.space;

/** Asked before a message is begun. */
@FunctionalInterface
public interface Space {
    /** {@return whether there is too little room for one more message} */
    boolean isShort();
}

/** The user data base tool. */
@org.jspecify.annotations.NullMarked
module dmail.nwauth {
    requires dmail.common;
}

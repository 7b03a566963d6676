/** The control programs. */
@org.jspecify.annotations.NullMarked
module dmail.tell {
    requires dmail.common;
}

/** The set-up program. */
@org.jspecify.annotations.NullMarked
module dmail.setup {
    requires dmail.common;
    requires org.dnsjava;
    requires org.jline.reader;
    requires org.jline.terminal;
}

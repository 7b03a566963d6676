package dmail.smtp.sendmail;

/**
 * The options of a request.
 *
 * @param file the configuration ({@code -C})
 * @param sender the envelope sender as given ({@code -f}, {@code -r}); {@link #UNSET} if it wasn't
 * @param fullName for a From header that we add ({@code -F}); empty if it wasn't given
 * @param dotEnds whether a line with only a dot ends the message (no {@code -i})
 * @param reportOn {@code -N}, as the NOTIFY parameter takes it; empty if it wasn't given
 * @param ret {@code -R}, in the same way
 * @param envelopeId {@code -V}, in the same way
 */
record Options(
        String file,
        String sender,
        String fullName,
        boolean dotEnds,
        String reportOn,
        String ret,
        String envelopeId) {
    /** No valid sender, so it can't be given. */
    static final String UNSET = "\0";

    static final String STANDARD_FILE = "/etc/dmail.conf";
    static final Options NONE = new Options(STANDARD_FILE, UNSET, "", true, "", "", "");

    Options file(String path) {
        return new Options(path, sender, fullName, dotEnds, reportOn, ret, envelopeId);
    }

    Options sender(String address) {
        return new Options(file, address, fullName, dotEnds, reportOn, ret, envelopeId);
    }

    Options fullName(String name) {
        return new Options(file, sender, name, dotEnds, reportOn, ret, envelopeId);
    }

    Options dotIsText() {
        return new Options(file, sender, fullName, false, reportOn, ret, envelopeId);
    }

    Options reportOn(String events) {
        return new Options(file, sender, fullName, dotEnds, events, ret, envelopeId);
    }

    Options ret(String part) {
        return new Options(file, sender, fullName, dotEnds, reportOn, part, envelopeId);
    }

    Options envelopeId(String id) {
        return new Options(file, sender, fullName, dotEnds, reportOn, ret, id);
    }
}

package dmail.pop;

import dmail.common.authent.KeptSecret;
import dmail.common.authent.Password;
import dmail.common.authent.Wordless;
import dmail.common.login.Accounts;
import dmail.common.login.Lookup;
import dmail.common.login.Mailbox;
import dmail.pop.maildrop.BinPlaces;
import dmail.pop.maildrop.Maildrops;
import dmail.pop.maildrop.Maildrops.Opening;
import dmail.pop.session.Mailboxes;
import dmail.pop.session.SessionRules;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Set;

/**
 * All that a reload exchanges.
 *
 * @param accounts who may log in
 * @param maildrops how mailboxes are opened
 * @param places where users' own stores are
 * @param rules the limits of sessions that begin now
 * @param notes who hears of logins
 */
record Serving(
        Accounts accounts,
        Maildrops maildrops,
        BinPlaces places,
        SessionRules rules,
        LoginNotes notes)
        implements Mailboxes {
    @Override
    public Lookup login(
            String name, Password password, InetAddress connectedTo, InetAddress client) {
        return noted(accounts.login(name, password, connectedTo, client), client);
    }

    @Override
    public Lookup proved(String name, InetAddress connectedTo, InetAddress client) {
        return noted(accounts.known(name, connectedTo), client);
    }

    private Lookup noted(Lookup lookup, InetAddress client) {
        if (lookup instanceof Lookup.Found(Mailbox mailbox)) {
            notes.take(mailbox.account(), client);
        }
        return lookup;
    }

    @Override
    public KeptSecret kept(String name, InetAddress connectedTo) {
        return accounts.kept(name, connectedTo);
    }

    @Override
    public Set<Wordless> wordless() {
        return accounts.wordless();
    }

    @Override
    public Opening open(Mailbox mailbox) throws IOException {
        return maildrops.open(mailbox);
    }
}

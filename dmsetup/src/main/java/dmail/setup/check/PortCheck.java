package dmail.setup.check;

import dmail.setup.called.ProgramName;
import dmail.setup.found.Facts;
import dmail.setup.found.Host;
import dmail.setup.found.Listener;
import java.util.Map;
import java.util.Optional;

/** Whether a server can listen on a port. */
public final class PortCheck {
    /**
     * What stops the programs that usually hold these ports; those of the system's own packages.
     */
    private static final Map<String, String> SERVICES =
            Map.of(
                    "master", "postfix",
                    "exim4", "exim4",
                    "sendmail-mta", "sendmail",
                    "smtpd", "opensmtpd",
                    "dovecot", "dovecot");

    private PortCheck() {}

    /**
     * Looks at a port.
     *
     * @param runAs the user as whom the servers are to run
     */
    public static Finding look(int port, String runAs, Facts facts) {
        Optional<Listener> holder = facts.holderOf(port);
        if (holder.isPresent()) {
            return holder.get().isOurs() ? alreadyOurs(port, holder.get()) : held(holder.get());
        }
        return needsRight(port, runAs, facts.host())
                ? Finding.warning(
                        "only root may listen on port "
                                + port
                                + ", and "
                                + ProgramName.TEXT
                                + " runs as "
                                + runAs)
                : Finding.ok("port " + port + " is free");
    }

    /** Started by root, they get the right to low ports from what starts them. */
    private static boolean needsRight(int port, String runAs, Host host) {
        return port != 0 && port < host.firstFreePort() && !host.isRoot() && !runAs.equals("root");
    }

    private static Finding alreadyOurs(int port, Listener server) {
        return Finding.ok("port " + port + " is held by " + server + ", which runs already");
    }

    private static Finding held(Listener holder) {
        String text = "port " + holder.port() + " is held by " + holder + "; " + stopIt(holder);
        String service = SERVICES.get(holder.program());
        return service == null
                ? Finding.warning(text)
                : Finding.warning(text, "systemctl disable --now " + service);
    }

    private static String stopIt(Listener holder) {
        return holder.program().matches(".*inetd")
                ? "take its line out of inetd.conf and send inetd a HUP"
                : "it has to be stopped before the servers start";
    }
}

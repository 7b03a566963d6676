package dmail.setup.testing;

import dmail.setup.found.HostAddress;
import dmail.setup.found.Machine;
import java.net.InetAddress;
import java.util.List;

/**
 * A machine in a test.
 *
 * @param address its only one
 */
public record FakeMachine(String name, String address, String user) implements Machine {
    /** {@return one with the name mail.example.com and a public address} */
    public static FakeMachine of(String user) {
        return new FakeMachine("mail.example.com", "192.0.2.25", user);
    }

    @Override
    public List<HostAddress> addresses() {
        return List.of(new HostAddress(InetAddress.ofLiteral(address), 24));
    }

    @Override
    public String timeZone() {
        return "Europe/Vienna";
    }
}

package dmail.setup.testing;

import dmail.setup.found.HostAddress;
import dmail.setup.found.Machine;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * A machine in a test.
 *
 * @param addresses its own, each in a network of 256
 */
public record FakeMachine(String name, List<HostAddress> addresses, String user)
        implements Machine {
    /** {@return one with the name mail.example.com and a public address} */
    public static FakeMachine of(String user) {
        return new FakeMachine("mail.example.com", List.of(), user).at("192.0.2.25");
    }

    /** {@return the same with one more address} */
    public FakeMachine at(String address) {
        List<HostAddress> more = new ArrayList<>(addresses);
        more.add(new HostAddress(InetAddress.ofLiteral(address), 24));
        return new FakeMachine(name, List.copyOf(more), user);
    }

    @Override
    public String timeZone() {
        return "Europe/Vienna";
    }
}

package dmail.smtp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The lines of a configuration with bindings, and messages for it. All of it depends on the seed
 * alone. The site's domains are test.example, one.example (prefix A, at 127.0.1.20) and two.example
 * (prefix B); the destinations are {@link #DESTINATIONS}.
 */
final class RandomBindings {
    static final List<String> DESTINATIONS =
            List.of("far.example", "near.example", "big.example", "both.example");

    /** Where clients connect to, by the names of the listeners there. */
    static final List<String> REACHED = List.of("127.0.1.10", "127.0.1.20", "127.0.1.30");

    /** Whose names begin so are refused by other hosts for the source of their mail. */
    static final String REFUSED = "no";

    static final String STRANGER = "127.0.3.1";
    private static final String RELAYS = "127.0.4.1";

    private static final String GONE = "gone";
    private static final String MISSING = "192.0.2.77";
    private static final List<String> ADDRESSES =
            List.of("127.0.1.10", "127.0.1.20", "127.0.1.30", "127.0.1.41", "127.0.1.42", MISSING);
    private static final List<String> SENDERS =
            List.of(
                    "alice@test.example",
                    "bob@test.example",
                    "amy@one.example",
                    "fred@two.example",
                    "joe@elsewhere.example",
                    "");

    private final Random random;
    private final List<String> lines = new ArrayList<>();
    private final List<String> listeners = new ArrayList<>();
    private final List<String> domainGroups = new ArrayList<>();
    private final List<String> bindings;
    private final List<String> groups;

    private final Map<String, String> groupOf = new HashMap<>();
    private Optional<Post> refused = Optional.empty();

    /** The words that an option of each binding or group stands behind. */
    private final List<String> owners = new ArrayList<>(List.of("binding default "));

    private RandomBindings(long seed) {
        random = new Random(seed);
        // The first numbers of neighbouring seeds are much alike.
        random.nextLong();
        bindings = names("b", random.nextInt(7));
        groups = bindings.isEmpty() ? List.of() : names("pool", random.nextInt(3));
        listeners();
        addresses();
        owners();
        domainGroups();
        destinations();
        everywhere();
        rules();
    }

    static RandomBindings of(long seed) {
        return new RandomBindings(seed);
    }

    /** {@return the lines of dmail.conf, beside those of the site} */
    String text() {
        return String.join("\n", lines) + "\n";
    }

    /** {@return the group of a binding, or empty} */
    String groupOf(String binding) {
        return groupOf.getOrDefault(binding, "");
    }

    private static List<String> names(String stem, int count) {
        return IntStream.range(0, count).mapToObj(each -> stem + each).toList();
    }

    private boolean chance(double part) {
        return random.nextDouble() < part;
    }

    private String pick(String... words) {
        return words[random.nextInt(words.length)];
    }

    private String pick(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }

    private void perhaps(double part, String line) {
        if (chance(part)) {
            lines.add(line);
        }
    }

    private void listeners() {
        if (chance(0.2)) {
            listener("all", ":0");
        } else {
            for (String address : REACHED) {
                listener("at" + address.substring(address.length() - 2), address + ":0");
            }
        }
        perhaps(0.3, "relay_to big.example");
    }

    private void listener(String name, String place) {
        listeners.add(name);
        lines.add("listen " + name + " on " + place);
        lines.add("listen " + name + " protocol smtp");
        perhaps(0.3, "listen " + name + " relay " + pick("all", "all", "clients,auth"));
        perhaps(0.1, "listen " + name + " peer 127.0.3.0/24 relay all");
    }

    private void addresses() {
        for (String address : ADDRESSES) {
            String last = address.substring(address.lastIndexOf('.') + 1);
            perhaps(0.3, "ip " + address + " hostname ip" + last + ".example");
        }
        perhaps(0.2, "submit_server one.example 127.0.1.20");
        perhaps(0.2, "submit_server * 127.0.1.30");
        perhaps(0.2, "forward fred@two.example y@near.example");
    }

    private void owners() {
        for (String group : groups) {
            owners.add("binding_group " + group + " ");
        }
        for (String binding : bindings) {
            String owner = "binding " + binding + " ";
            if (!groups.isEmpty() && chance(0.6)) {
                groupOf.put(binding, pick(groups));
                owner = "binding_group " + groupOf.get(binding) + " " + owner;
                perhaps(0.5, owner + "weight " + random.nextInt(4));
            }
            lines.add(owner.strip());
            perhaps(0.7, owner + "bind_address " + pick(ADDRESSES));
            perhaps(0.1, owner + "warm_up " + (1 + random.nextInt(2)) + "/day");
            owners.add(owner);
        }
        // A group has a member at least, else nothing can be said of it.
        for (String group : groups) {
            groupOf.put("of-" + group, group);
            lines.add("binding_group " + group + " binding of-" + group);
            perhaps(0.2, "binding_group " + group + " binding of-" + group + " weight 0");
        }
        for (String owner : owners) {
            options(owner);
        }
        if (chance(0.25)) {
            spare();
        }
    }

    /** A binding without its address, in whose place another one's is used. */
    private void spare() {
        groupOf.put(GONE, "spare");
        groupOf.put("there", "spare");
        lines.add("binding_group spare bind_failure next");
        for (String binding : List.of(GONE, "there")) {
            String owner = "binding_group spare binding " + binding + " ";
            lines.add(owner + "bind_address " + (binding.equals(GONE) ? MISSING : "127.0.1.41"));
            ofMail(owner);
        }
    }

    private void options(String owner) {
        perhaps(0.2, owner + "bind_address " + pick(ADDRESSES));
        perhaps(0.2, owner + "bind_address " + pick("::1", "2001:db8::77", "*"));
        perhaps(0.2, owner + "bind_failure " + pick("defer", "next", "system"));
        perhaps(0.06, owner + "gateway " + pick("mx1.example", "mx2.example"));
        ofMail(owner);
        if (chance(0.2)) {
            ofMail(owner + "domain " + pick(DESTINATIONS) + " ");
        }
    }

    /** Options that may stand in any scope. */
    private void ofMail(String scope) {
        perhaps(0.25, scope + "ehlo_hostname " + ehlo());
        perhaps(0.07, scope + "suspend_delivery " + pick("true", "true", "false"));
        perhaps(0.07, scope + "rest_after " + (1 + random.nextInt(2)) + " 600");
    }

    private String ehlo() {
        return pick("sender-domain", "machine", "name" + random.nextInt(100) + ".example");
    }

    private void destinations() {
        for (String scope :
                List.of(
                        "to_domain far.example ",
                        "to_domain *.example ",
                        "to_domain b* ",
                        "to_mx mx1.* ",
                        "to_mx mx?.example ")) {
            if (chance(0.15)) {
                ofMail(scope);
            }
        }
    }

    private void everywhere() {
        perhaps(0.2, "bind_address " + pick(ADDRESSES));
        perhaps(0.15, "bind_failure " + pick("defer", "next", "system"));
        perhaps(0.1, "ehlo_hostname " + ehlo());
        perhaps(0.03, "suspend_delivery true");
        perhaps(0.5, "rest_after 1 600");
        perhaps(0.2, "default_binding " + pick("normal", "suspended", "none"));
        perhaps(0.6, "outbound_ipv4 " + mode(ADDRESSES));
        perhaps(0.3, "outbound_ipv6 " + mode(List.of("::1", "2001:db8::77")));
    }

    private String mode(List<String> addresses) {
        String mode = pick("system", "primary", "same", "same", "domain", "rotate", "bound", "off");
        return mode.equals("rotate") ? "rotate " + list(addresses) : mode;
    }

    private String list(List<String> words) {
        return IntStream.rangeClosed(0, random.nextInt(2))
                .mapToObj(_ -> pick(words))
                .distinct()
                .collect(Collectors.joining(","));
    }

    private void domainGroups() {
        if (chance(0.5)) {
            domainGroup("one", "vdomain A", "127.0.1.20");
        }
        if (chance(0.5)) {
            domainGroup("two", pick("domain two.example", "vdomain B"), "127.0.1.30");
        }
    }

    private void domainGroup(String name, String member, String address) {
        String group = "domain_group " + name + " ";
        domainGroups.add(name);
        lines.add(group + member);
        perhaps(0.6, group + "bind_to " + address);
        perhaps(0.3, group + "local_host mail." + name + ".example");
        perhaps(0.3, group + "dedicated true");
        perhaps(0.5, group + "binding " + use());
    }

    /** {@return what a rule or a domain group uses} */
    private String use() {
        List<String> all = new ArrayList<>(bindings);
        groups.forEach(group -> all.add("group:" + group));
        return all.isEmpty() || chance(0.15) ? "default" : pick(all);
    }

    private void rules() {
        int count = random.nextInt(5);
        for (int i = 0; i < count; i++) {
            List<String> keys =
                    new ArrayList<>(
                            List.of(
                                    "from " + list(FROM),
                                    "to " + list(TO),
                                    "user " + pick("A_*", "alice", "ALICE", "?*", "*"),
                                    "client " + pick("127.0.3.*", "127.0.4.0/24", "127.0.0.1"),
                                    "in_ip " + pick("127.0.1.20", "127.0.1.0/28"),
                                    "listen " + pick(listeners),
                                    "header:X-Camp spring*"));
            if (!domainGroups.isEmpty()) {
                keys.add("domain_group " + pick(domainGroups));
            }
            StringBuilder rule = new StringBuilder("bind_rule ");
            for (int key = random.nextInt(2); key >= 0; key--) {
                rule.append(keys.remove(random.nextInt(keys.size()))).append(' ');
            }
            lines.add(rule + "use " + use());
        }
        if (groupOf.containsKey(GONE)) {
            lines.add("bind_rule from *@* use " + GONE);
        }
    }

    private static final List<String> FROM =
            List.of("*@one.example", "alice@*", "FRED@TWO.example", "<>", "*", "*@*.example");
    private static final List<String> TO =
            List.of("*@far.example", "p1@*", "X*@near.example", "*@b*", "f*@test.example");

    /**
     * A message.
     *
     * @param number from 1, in its site
     * @param sender empty for the null reverse path
     * @param client its address; empty for a program of this host
     * @param login the full name of the user who logs in; empty for none
     */
    record Post(int number, String sender, String to, String client, String reached, String login) {
        /** {@return the words behind {@code why}} */
        List<String> words() {
            List<String> words = new ArrayList<>(List.of(sender.isEmpty() ? "<>" : sender, to));
            if (!client.isEmpty()) {
                words.addAll(List.of(client, reached));
            }
            if (!login.isEmpty()) {
                words.add(login);
            }
            return words;
        }

        /** {@return whether the hosts that it goes to refuse it by {@link #REFUSED}} */
        boolean isRefused() {
            return to.startsWith(REFUSED);
        }

        /** {@return another one of the same kind, which they take} */
        private Post taken(int another) {
            String domain = to.substring(to.indexOf('@'));
            return new Post(another, sender, "p" + another + domain, client, reached, login);
        }

        /** {@return the login as a client gives it} */
        String user() {
            return login.equals("A_amy") ? "amy@one.example" : login + "@test.example";
        }
    }

    /** {@return the next message; one that is refused has others of its kind behind it} */
    Post post(int number) {
        Post next =
                refused.filter(_ -> chance(0.9))
                        .map(before -> before.taken(number))
                        .orElseGet(() -> any(number));
        refused = next.isRefused() ? Optional.of(next) : refused;
        return next;
    }

    private Post any(int number) {
        String sender = pick(SENDERS);
        String away = (chance(0.3) ? REFUSED : "p") + number + "@" + pick(DESTINATIONS);
        String leads = "f" + number + "@" + pick("test.example", "one.example", "two.example");
        return switch (random.nextInt(8)) {
            case 0 -> new Post(number, sender, leads, STRANGER, pick(REACHED), "");
            case 1 -> new Post(number, sender, leads, RELAYS, pick(REACHED), "");
            case 2, 3 -> new Post(number, sender, away, RELAYS, pick(REACHED), "");
            case 4, 5 ->
                    new Post(number, sender, away, STRANGER, pick(REACHED), pick("alice", "A_amy"));
            case 6 ->
                    new Post(number, sender, chance(0.2) ? "alice@test.example" : away, "", "", "");
            default -> stranger(number, sender, leads);
        };
    }

    /** Somebody whom only the listener or the recipient's domain lets relay. */
    private Post stranger(int number, String sender, String leads) {
        boolean isRelayed = lines.contains("relay_to big.example");
        String to = isRelayed ? "p" + number + "@big.example" : leads;
        return new Post(number, sender, to, STRANGER, pick(REACHED), "");
    }
}

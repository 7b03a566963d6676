package dmail.smtp.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.address.EmailAddress;
import dmail.common.config.Configuration;
import dmail.common.config.Located;
import dmail.common.config.RoutingSettings;
import dmail.common.config.type.ForwardLine;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Generated rules lead where a look at each of them in turn leads. */
final class ForwardRulesTest {
    private static final String[] PIECES = {
        "*", "?", "bob", "b", "-list", "long-name-of-somebody", "1", "2", "X"
    };
    private static final String[] ENDS = {
        "@a.example", "@b.example", "@*.example", "@*", "@?.example", "@A.example", "@b.ex*"
    };

    @TempDir Path folder;
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void theFirstLineThatMeansAnAddressCounts() {
        for (int round = 0; round < 40; round++) {
            Configuration configuration = TestExpansions.configuration(folder, lines(round));
            List<Located<ForwardLine>> lines = configuration.located(RoutingSettings.FORWARD);
            ForwardRules rules = new ForwardRules(RoutingSettings.FORWARD, lines);
            for (int i = 0; i < 300; i++) {
                EmailAddress address = address();
                List<String> slow =
                        lines.stream()
                                .filter(line -> line.value().destinationOf(address).isPresent())
                                .map(line -> line.location().toString())
                                .toList();
                String of = "seed " + seed + ", round " + round + ": " + address;
                assertEquals(slow, rules.all(address).stream().map(Rule::location).toList(), of);
                assertEquals(
                        slow.stream().findFirst(), rules.first(address).map(Rule::location), of);
            }
        }
    }

    private String lines(int round) {
        StringBuilder lines = new StringBuilder();
        // Many are kept in another way than few.
        int count = round % 4 == 3 ? 400 : random.nextInt(60);
        for (int i = 0; i < count; i++) {
            lines.append("forward ").append(pattern());
            while (random.nextInt(4) == 0) {
                lines.append(',').append(pattern());
            }
            lines.append(random.nextInt(3) == 0 ? " %1@c.example\n" : " to@c.example\n");
        }
        return lines.toString();
    }

    private String pattern() {
        StringBuilder pattern = new StringBuilder(PIECES[random.nextInt(PIECES.length)]);
        while (random.nextBoolean()) {
            pattern.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return pattern + ENDS[random.nextInt(ENDS.length)];
    }

    private EmailAddress address() {
        String pattern = pattern().replaceAll("[*?]|@.*", "b");
        String local = pattern.substring(0, Math.min(60, pattern.length()));
        String[] domains = {"a.example", "b.example", "B.Example", "c.d.example"};
        return EmailAddress.parse(local + "@" + domains[random.nextInt(domains.length)])
                .orElseThrow();
    }
}

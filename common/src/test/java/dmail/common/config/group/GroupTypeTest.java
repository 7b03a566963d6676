package dmail.common.config.group;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.config.ConfigFixture;
import dmail.common.config.ConfigProblem;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GroupTypeTest {
    @ParameterizedTest
    @ValueSource(strings = {"onne", "o:ne", "one # news", "group:one", "group:", "\"one\" x"})
    void bi2_withAnUnknownBindingOfAGroupTheServerDoesNotStart(String binding) throws IOException {
        List<ConfigProblem> problems =
                new ConfigFixture()
                        .reading(
                                """
                                binding one retry_interval 60
                                domain_group g domain example.com
                                domain_group g binding %s
                                """
                                        .formatted(binding))
                        .problems();

        assertEquals(1, problems.size(), problems::toString);
        assertEquals(
                "FATAL /etc/dmail.conf:7",
                problems.getFirst().severity()
                        + " "
                        + problems.getFirst().toString().replaceFirst("(:\\d+): .*", "$1"));
    }
}

package dmail.common.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.admin.AdminCommand.Handler;
import dmail.common.admin.command.BindingCommand;
import dmail.common.admin.command.DpopCommand;
import dmail.common.admin.command.DsmtpCommand;
import dmail.common.admin.command.QueueCommand;
import dmail.common.config.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CommandTableTest {
    // typed | command | its arguments
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "log_level debug   | log_level       | debug",
                "log level debug   | log_level       | debug",
                "log-level debug   | log_level       | debug",
                "loglevel debug    | log_level       | debug",
                "LOG_Level DEBUG   | log_level       | DEBUG",
                "clear cache all   | clear_cache_all | ''",
                "clear_cache all   | clear_cache_all | ''",
                "show chans        | showchans       | ''",
                "show 06BRQ3V0F8K2 | show            | 06BRQ3V0F8K2",
                "try all           | tryall          | ''",
                "try acme.example  | try             | acme.example",
                "address log level | address         | log level",
            })
    void takesUnderscoresBlanksAndHyphensForTheSame(
            String typed, String command, String arguments) {
        CommandTable.Call call =
                CommandTable.find(List.of(typed.split(" ")), Server.DSMTP).orElseThrow();

        assertEquals(command, call.command().name());
        assertEquals(arguments, String.join(" ", call.arguments()));
    }

    @ParameterizedTest
    @CsvSource({"frobnicate", "log", "clear cache", "''"})
    void knowsNothingElse(String typed) {
        Optional<CommandTable.Call> call =
                CommandTable.find(List.of(typed.split(" ")), Server.DSMTP);

        assertEquals(Optional.empty(), call);
    }

    // typed | what was perhaps meant
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "binding one suspend              | binding suspend one",
                "binding one suspend 30 ill       | binding suspend one 30 ill",
                "suspend binding one              | binding suspend one",
                "binding one domain x.example resume | binding resume one domain x.example",
                "binding one fail domain all 550  | binding fail domain one all 550",
                "listen mx Stop                   | listen stop mx",
                "queue reroute a.example b.example | reroute queue a.example b.example",
                "config binding one set weight 2  | config set binding one weight 2",
                "binding one                      | ''",
                "binding one fly                  | ''",
                "one suspend                      | ''",
                "frobnicate                       | ''",
                "''                               | ''",
            })
    void bi12_findsWhatWasMeantWhereTheOrderOfWordsIsWrong(String typed, String meant) {
        assertEquals(
                meant, CommandTable.meant(List.of(typed.split(" ", -1)), Server.DSMTP).orElse(""));
    }

    @Test
    void keepsTheCommandsOfEachServerApart() {
        assertTrue(CommandTable.find(List.of("tryall"), Server.DPOP).isEmpty());
        assertTrue(CommandTable.find(List.of("key", "1"), Server.DSMTP).isEmpty());
    }

    @Test
    void hasARowForEachCommandThatAServerCarriesOut() {
        List<Object> carriedOut = new ArrayList<>();
        for (AdminCommand row : CommandTable.ALL) {
            switch (row.handler()) {
                case Handler.Own(var command) -> carriedOut.add(command);
                case Handler.Queue(var command) -> carriedOut.add(command);
                case Handler.Binding(var command) -> carriedOut.add(command);
                case Handler.Shared _, Handler.Change _, Handler.Live _ -> {}
                case Handler.NotYet _, Handler.Retired _ -> {}
            }
        }
        List<Object> all = new ArrayList<>();
        all.addAll(List.of(DsmtpCommand.values()));
        all.addAll(List.of(DpopCommand.values()));
        all.addAll(List.of(QueueCommand.values()));
        all.addAll(List.of(BindingCommand.values()));

        assertEquals(Set.copyOf(all), Set.copyOf(carriedOut));
        assertEquals(all.size(), carriedOut.size());
    }

    @Test
    void isInAlphabeticalOrder() {
        List<String> names = CommandTable.ALL.stream().map(AdminCommand::name).toList();

        assertEquals(names.stream().sorted().distinct().toList(), names);
    }

    @Test
    void listsWhatIsServedForPeople() {
        String help = CommandTable.help(Server.DPOP);

        assertTrue(
                help.contains(
                        "  address <address>                     the expansion of an address, step"
                                + " by step\n"),
                help);
        assertEquals(CommandTable.servedBy(Server.DPOP).size(), help.lines().count());
    }
}

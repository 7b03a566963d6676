package dmail.common.config.binding;

import java.util.List;

/**
 * Where mail goes, as options are looked up for it.
 *
 * @param binding by which it is sent
 * @param domain of the recipients, in lower case with A-labels; empty for none
 * @param bestExchangers the domain's mail exchangers of the best preference, in lower case; empty
 *     while they aren't known
 */
public record ScopePlace(String binding, String domain, List<String> bestExchangers) {
    public ScopePlace {
        bestExchangers = List.copyOf(bestExchangers);
    }
}

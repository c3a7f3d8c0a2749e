package refrain.cli.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Which settings of a recipe a complaint is about, found without understanding it: those that cannot be left out
/// without the complaint changing.
final class Blame {
    private Blame() {}

    /// The fewest of `settings` that give the complaint of all; none if it is not about them.
    /// @param complaint what is wrong with some settings, if anything
    static List<Setting> of(List<Setting> settings, Function<List<Setting>, Optional<String>> complaint) {
        Optional<String> said = complaint.apply(settings);
        List<Setting> left = settings;
        for (boolean fewer = true; fewer; ) {
            fewer = false;
            for (Setting setting : left) {
                List<Setting> without = new ArrayList<>(left);
                without.remove(setting);
                if (complaint.apply(without).equals(said)) {
                    left = without;
                    fewer = true;
                    break;
                }
            }
        }
        return left;
    }
}

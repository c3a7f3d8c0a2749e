package refrain.cli.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class BlameTest {
    private static final Setting BATCH = setting("batch", 1);
    private static final Setting STEPS = setting("steps", 2);
    private static final Setting RULE = setting("optimizer", 3);
    private static final Setting MOMENTUM = setting("momentum", 4);

    private static Setting setting(String key, int line) {
        return new Setting(key, new Value.Whole(0), new Setting.Place(Path.of("r.toml"), line, 1));
    }

    /// Complains as a command does: of the first thing it finds.
    private static Optional<String> complaint(List<Setting> settings) {
        if (settings.contains(MOMENTUM) && !settings.contains(RULE)) {
            return Optional.of("momentum, but the rule has none");
        }
        if (settings.contains(BATCH)) {
            return Optional.of("batch is 0");
        }
        return settings.contains(STEPS) ? Optional.of("steps is 0") : Optional.empty();
    }

    @Test
    void oneLine_isBlamed() {
        assertThat(Blame.of(List.of(STEPS, RULE), BlameTest::complaint)).containsExactly(STEPS);
    }

    @Test
    void twoLinesAtFault_theOneComplainedOfIsBlamed() {
        assertThat(Blame.of(List.of(STEPS, BATCH), BlameTest::complaint)).containsExactly(BATCH);
    }

    @Test
    void linesThatNeedEachOther_areNotBlamedForAnother() {
        assertThat(Blame.of(List.of(RULE, BATCH, MOMENTUM), BlameTest::complaint))
                .containsExactly(BATCH);
        assertThat(Blame.of(List.of(MOMENTUM, STEPS, RULE), BlameTest::complaint))
                .containsExactly(STEPS);
    }

    @Test
    void linesThatContradictEachOther_areBothBlamed() {
        Function<List<Setting>, Optional<String>> exclusive =
                some -> some.containsAll(List.of(BATCH, RULE)) ? Optional.of("exclude each other") : Optional.empty();
        assertThat(Blame.of(List.of(STEPS, BATCH, MOMENTUM, RULE), exclusive)).containsExactly(BATCH, RULE);
    }

    @Test
    void complaintAboutSomethingElse_blamesNone() {
        assertThat(Blame.of(List.of(BATCH, STEPS), some -> Optional.of("the command line is wrong")))
                .isEmpty();
    }
}

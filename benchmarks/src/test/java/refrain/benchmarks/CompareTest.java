package refrain.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import refrain.benchmarks.work.Task;

class CompareTest {
    @Test
    void main_help_namesEveryTask() throws Exception {
        assertThat(Printed.by(Compare::main, "-Xmx1g", "target", "--only", "tiny", "--help"))
                .startsWith("usage: benchmarks/run")
                .contains(Task.all().stream().map(Task::name).toList());
    }

    @Test
    void main_withoutClassPaths_readsOptionsAndNoMore() throws Exception {
        assertThat(Printed.by(Compare::main, "-Xmx1g", "", "--quick")).isEmpty();
    }
}

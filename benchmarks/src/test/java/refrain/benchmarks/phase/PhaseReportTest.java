package refrain.benchmarks.phase;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import refrain.benchmarks.work.Task;

class PhaseReportTest {
    private static final Samples SAMPLES = new Samples(List.of(List.of("refrain.nn.loss.SoftmaxLoss.multiply")));

    private static PhaseReport report(String task, Finding... findings) {
        return new PhaseReport(Task.named(task), 1, 2e-3, List.of(findings), SAMPLES);
    }

    private static Finding finding(Phase phase, Cost cost) {
        Ceilings ceilings = new Ceilings(100, 90, new TreeMap<>(Map.of(4_000L, 50.0)));
        return new Finding(phase, 1e-3, 0.5, cost, ceilings);
    }

    @Test
    void text_ofATraining_hasPhasesAndOperations() {
        PhaseReport report = report(
                "tiny",
                finding(Phase.LOGITS, new Cost(50_000_000, 1_000_000, 4_000)),
                finding(Phase.UPDATE, new Cost(0, 25_000_000, 4_000)),
                finding(Phase.WAITING, new Cost(0, 0, 0)));
        assertThat(report.text())
                .contains("2.000 ms an update; threads: 1; 1 samples; multiply-add 100 Gflop/s, product 90 Gflop/s")
                .containsPattern("logits +1\\.000 +50 % +50 +1\\.0 +50\\.0 +100 +50 % +multiply-add\n")
                .containsPattern("update +1\\.000 +50 % +25\\.0 +50 +50 % +reading 4\\.0 kB at 50 GB/s\n")
                .containsPattern("waiting +1\\.000 +50 %\n")
                .containsPattern("SoftmaxLoss.multiply +100 % +1");
    }

    @Test
    void text_ofOtherTasks_hasOperationsOnly() {
        assertThat(report("generate-char").text()).startsWith("operation ").doesNotContain("flop/byte");
    }

    @Test
    void json_isOneObject() {
        String json = report("tiny", finding(Phase.LOGITS, new Cost(50_000_000, 1_000_000, 4_000)))
                .json();
        assertThat(json)
                .startsWith("{\"configuration\":\"tiny\",\"threads\":1,")
                .contains("\"phase\":\"logits\"", "\"boundBy\":\"multiply-add\"", "\"4000\":50.0")
                .endsWith("\"operations\":{\"SoftmaxLoss.multiply\":1}}");
        assertThat(json.lines()).hasSize(1);
    }
}

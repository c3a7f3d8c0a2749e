package refrain.benchmarks.phase;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhaseTest {
    private static final String KERNEL = "refrain.kernel.vector.VectorTiles4.multiply";
    private static final String NETWORK = "refrain.nn.";

    @ParameterizedTest
    @CsvSource({
        "nn.recurrence.RecurrenceInput.multiply, INPUT_PRODUCT",
        "nn.recurrence.RecurrenceInput.copy, OTHER",
        "nn.recurrence.Recurrence.step, RECURRENCE_FORWARD",
        "nn.recurrence.RecurrenceBackward.throughTime, RECURRENCE_BACKWARD",
        "nn.weights.WeightGradient.add, WEIGHT_GRADIENTS",
        "nn.recurrence.RecurrenceGradients.inputGradient, INPUT_GRADIENT",
        "nn.operation.TokenGradients.embeddingGradient, INPUT_GRADIENT",
        "nn.operation.TokenGradients.sum, OTHER",
        "nn.recurrence.RecurrenceGradients.biasGradient, OTHER",
        "nn.loss.SoftmaxLoss.multiply, LOGITS",
        "nn.loss.SoftmaxLoss.softmax, SOFTMAX",
        "nn.loss.SoftmaxLoss.transpose, OTHER",
        "nn.loss.SoftmaxGradients.hiddenGradient, OUTPUT_INPUT_GRADIENT",
        "nn.loss.SoftmaxGradients.weightGradient, OUTPUT_WEIGHT_GRADIENT",
        "nn.loss.SoftmaxGradients.gather, OTHER",
        "nn.operation.Embedding.forward, OTHER"
    })
    void of_kernel_isItsCallers(String caller, Phase expected) {
        assertThat(Phase.of(List.of(KERNEL, "refrain." + caller, NETWORK + "tape.Tape.forward")))
                .isEqualTo(expected);
    }

    @Test
    void of_cellOrQuestion_isTheRecurrences() {
        assertThat(Phase.of(List.of("refrain.nn.cell.LstmCell.forward", NETWORK + "recurrence.Recurrence.step")))
                .isEqualTo(Phase.RECURRENCE_FORWARD);
        assertThat(Phase.of(
                        List.of(NETWORK + "weights.Share.firstRow", NETWORK + "recurrence.RecurrenceBackward.step")))
                .isEqualTo(Phase.RECURRENCE_BACKWARD);
    }

    @Test
    void of_packingForTheWayBack_isOther() {
        assertThat(Phase.of(List.of(
                        "refrain.nn.weights.RecurrentWeights.packBackward",
                        NETWORK + "recurrence.RecurrenceBackward.run")))
                .isEqualTo(Phase.OTHER);
    }

    @Test
    void of_barrier_isWaiting() {
        assertThat(Phase.of(
                        List.of("refrain.kernel.team.Barrier.waitWhile", NETWORK + "recurrence.Recurrence.forward")))
                .isEqualTo(Phase.WAITING);
    }

    @Test
    void of_optimizer_isUpdate() {
        assertThat(Phase.of(List.of("refrain.train.PlainDescent.apply", "refrain.train.Optimizer.move")))
                .isEqualTo(Phase.UPDATE);
    }

    @Test
    void of_unknown_isOther() {
        assertThat(Phase.of(List.of("java.lang.Thread.run"))).isEqualTo(Phase.OTHER);
        assertThat(Phase.of(List.of())).isEqualTo(Phase.OTHER);
    }

    /// A renamed operation would otherwise silently count as other.
    @Test
    void beginnings_nameMethodsOfCore() {
        assertThat(Stream.of(Phase.values()).flatMap(phase -> phase.beginnings().stream()))
                .allSatisfy(PhaseTest::isThere);
    }

    private static void isThere(String beginning) throws ClassNotFoundException {
        if (beginning.equals("refrain.train.")) {
            return;
        }
        int dot = beginning.lastIndexOf('.');
        Class<?> type = Class.forName(beginning.substring(0, dot), false, PhaseTest.class.getClassLoader());
        String method = beginning.substring(dot + 1);
        assertThat(type.getDeclaredMethods())
                .as(beginning)
                .anyMatch(each -> each.getName().startsWith(method));
    }
}

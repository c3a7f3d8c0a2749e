package refrain.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import refrain.benchmarks.Printed;

class MeasureTest {
    /// The lines that a process answers with when it is asked `requests`.
    private static List<String> answers(String requests, String... args) throws Exception {
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream(requests.getBytes(StandardCharsets.UTF_8)));
            return Printed.by(Measure::main, args).lines().toList();
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void main_answersEachRequest() throws Exception {
        List<String> answers = answers("0\n0\n", "refrain", "generate-char", "1", "2");
        assertThat(answers).hasSize(3);
        assertThat(Ready.parse(answers.getFirst())).isPresent();
        assertThat(answers.subList(1, 3)).allSatisfy(line -> {
            Measurement measurement = Measurement.parse(line).orElseThrow();
            assertThat(measurement.repetitions()).isEqualTo(1);
            assertThat(measurement.rate()).isPositive();
        });
    }

    @Test
    void main_ofWhatIsNoTraining_comparesNoLosses() throws Exception {
        for (String subject : List.of("refrain", "read")) {
            List<String> answers = answers("", subject, "generate-char", "1", "2");
            assertThat(answers).hasSize(1);
            assertThat(Ready.parse(answers.getFirst()).orElseThrow().losses()).isEmpty();
        }
    }

    @Test
    void main_tooFewArguments_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Measure.main(new String[] {"refrain"}))
                .withMessage("arguments: subject, task, threads, updates to compare; found 1");
    }
}

package refrain.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import refrain.benchmarks.measure.Measurement;
import refrain.benchmarks.report.Series;
import refrain.benchmarks.subject.Implementation;
import refrain.benchmarks.work.Task;

class MeasuredProcessTest {
    private static final String MEASURED =
            "measured rate=%s repetitions=7 loss=3.5 median=50.0 slow=70.0 peakBytes=4096\n";

    /// A process that has said all it will say.
    private static final class Spoken extends Process {
        private final InputStream output;
        private final ByteArrayOutputStream input = new ByteArrayOutputStream();
        private boolean destroyed;

        Spoken(String output) {
            this.output = new ByteArrayInputStream(output.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public OutputStream getOutputStream() {
            return input;
        }

        @Override
        public InputStream getInputStream() {
            return output;
        }

        @Override
        public InputStream getErrorStream() {
            return InputStream.nullInputStream();
        }

        @Override
        public int waitFor() {
            return 0;
        }

        @Override
        public int exitValue() {
            return 0;
        }

        @Override
        public void destroy() {
            destroyed = true;
        }
    }

    private static MeasuredProcess process(Process process) {
        return new MeasuredProcess(Implementation.PYTORCH, Task.named("tiny"), process);
    }

    @Test
    void answers_passOverWhatLibrariesSay() throws IOException {
        Spoken spoken = new Spoken("loading\nready 4.25\nwarning\n" + MEASURED.formatted(100));
        try (MeasuredProcess process = process(spoken)) {
            assertThat(process.ready().losses()).containsExactly(4.25);
            assertThat(process.measure(0.5)).isEqualTo(new Measurement(100, 7, 3.5, 50, 70, 4096));
        }
        assertThat(spoken.input.toString(StandardCharsets.UTF_8)).isEqualTo("0.5%n".formatted());
    }

    @Test
    void series_hasAllRoundsButTheWarmUp() throws IOException {
        try (MeasuredProcess process =
                process(new Spoken(MEASURED.formatted(1) + MEASURED.formatted(200) + MEASURED.formatted(300)))) {
            process.beginWarmUp(1);
            process.endWarmUp();
            assertThat(process.series()).isEmpty();
            process.measure(1);
            process.allow(1000);
            process.measure(1);
            process.allow(2000);
            Series series = process.series().orElseThrow();
            assertThat(series.rounds()).extracting(Measurement::rate).containsExactly(200.0, 300.0);
            assertThat(series.ceilings()).containsExactly(1000.0, 2000.0);
        }
    }

    @Test
    void ready_ofAProcessThatEnds_saysWhatItWrote() {
        try (MeasuredProcess process = process(new Spoken("no such library\ngoing\n"))) {
            assertThatIOException()
                    .isThrownBy(process::ready)
                    .withMessage("pytorch on tiny ended:%nno such library%ngoing".formatted());
        }
    }

    @Test
    void close_endsTheProcess() {
        Spoken spoken = new Spoken("");
        process(spoken).close();
        assertThat(spoken.destroyed).isTrue();
    }
}

package refrain.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import refrain.lm.ModelFile;
import refrain.lm.safetensors.Safetensors;
import refrain.lm.safetensors.StoredTensor;
import refrain.refusal.RefusalException;
import refrain.train.checkpoint.Checkpoint;

class CheckpointTest {
    @TempDir
    private Path folder;

    @Test
    void content_isWeightsMomentsAndStatesUnderTheirNames() throws IOException {
        try (Safetensors tensors = Safetensors.open(written())) {
            assertThat(tensors.names())
                    .contains(
                            "encoder.weight",
                            "rnns.0.weight_hh_l0",
                            "optimizer.exp_avg.encoder.weight",
                            "optimizer.exp_avg_sq.decoder.bias",
                            "state.0",
                            "state.2");
            assertThat(tensors.metadata())
                    .containsEntry("format", "refrain checkpoint 3")
                    .containsEntry("setting.layers", "lstm:9,gru:7")
                    .containsEntry("setting.rate", "0.01")
                    .containsEntry("state.update", "150");
        }
    }

    @Test
    void truncatedFile_isRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(written());
        Path file = folder.resolve("cut.checkpoint");
        for (int length : new int[] {0, 7, 100, bytes.length / 2, bytes.length - 1}) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertThatIOException().isThrownBy(() -> Checkpoint.open(file)).withMessageContaining("cut.checkpoint: ");
        }
    }

    @Test
    void foreignFile_isRefused() throws IOException {
        Path file = folder.resolve("other.checkpoint");
        SequencedMap<String, String> metadata = new LinkedHashMap<>();
        Safetensors.write(file, metadata, List.of(StoredTensor.vector("x", new float[] {1})));
        assertThatIOException()
                .isThrownBy(() -> Checkpoint.open(file))
                .withMessage(file + ": it is no checkpoint: its format is \"null\"; expected \"refrain checkpoint 3\"");
        metadata.put("format", "refrain checkpoint 3");
        Safetensors.write(file, metadata, List.of(StoredTensor.vector("x", new float[] {1})));
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertThatIOException()
                    .isThrownBy(() -> checkpoint.state(RunState::of))
                    .withMessage(file + ": it is damaged: update is missing");
        }
    }

    @Test
    void checkpointOfAnotherVersion_isRefusedAsThat() throws IOException {
        Path file = written();
        rewrite(file, "format", "refrain checkpoint 1");
        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(() -> Checkpoint.open(file))
                .withMessage("%s: it is of another version: its format is \"refrain checkpoint 1\";".formatted(file)
                        + " expected \"refrain checkpoint 3\"%n".formatted()
                        + "  go on with the version that wrote it, or start anew (Existing.OVERWRITE)");
    }

    @Test
    void checkpoint_takenForAModel_isRefusedAsACheckpoint() throws IOException {
        Path file = written();
        assertThatIOException()
                .isThrownBy(() -> ModelFile.read(file))
                .withMessageStartingWith(file + ": it is the checkpoint of a training run; expected a model");
    }

    @Test
    void checkpointOfAnotherArithmetic_isRefusedAsAnotherRun() throws IOException {
        Path file = written();
        rewrite(file, "setting.version", "0.0.1-7");
        try (TinyRun run = TinyRun.small()) {
            assertThatExceptionOfType(RefusalException.class)
                    .isThrownBy(() -> run.trainer(TinyRun.CONFIG)
                            .whenFound(Existing.RESUME)
                            .train(folder.resolve("m.safetensors")))
                    .withMessageContaining("it is of another run: version is 0.0.1-7 in it and ");
        }
    }

    @Test
    void checkpointWithMoreEpochsThanThereCanBe_isRefusedAsDamaged() throws IOException {
        Path file = written();
        rewrite(file, "state.epoch", "3000000000");
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertThatIOException()
                    .isThrownBy(() -> checkpoint.state(RunState::of))
                    .withMessage(file + ": it is damaged: epoch is 3000000000; it must be at most 2147483647");
        }
    }

    @Test
    void checkpointWithoutItsTensors_isRefused() throws IOException {
        Path file = written();
        rewrite(file, "state.finished", "false");
        try (TinyRun run = TinyRun.small()) {
            assertThatIOException()
                    .isThrownBy(() -> run.trainer(TinyRun.CONFIG)
                            .whenFound(Existing.RESUME)
                            .train(folder.resolve("m.safetensors")))
                    .withMessageContaining("it holds no tensor \"encoder.weight\"");
        }
    }

    @Test
    void checkpointAtAStepBeyondTheText_isRefused() throws IOException {
        Path file = written();
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        String changed = text.replaceFirst("\"state.step\":\"\\d\\d\\d\"", "\"state.step\":\"999\"")
                .replace("\"state.finished\":\"true\"", "\"state.finished\":\"nope\"");
        Files.write(file, changed.getBytes(StandardCharsets.ISO_8859_1));
        try (TinyRun run = TinyRun.small()) {
            assertThatIOException()
                    .isThrownBy(() -> run.trainer(TinyRun.CONFIG)
                            .whenFound(Existing.RESUME)
                            .train(folder.resolve("m.safetensors")))
                    .withMessage(file + ": it is damaged: step is 999; an epoch has 444");
        }
    }

    /// Changes one entry of the metadata, and leaves of the tensors none.
    private static void rewrite(Path file, String name, String value) throws IOException {
        SequencedMap<String, String> metadata;
        try (Safetensors tensors = Safetensors.open(file)) {
            metadata = new LinkedHashMap<>(tensors.metadata());
        }
        metadata.put(name, value);
        Safetensors.write(file, metadata, List.of(StoredTensor.vector("x", new float[] {1})));
    }

    private Path written() throws IOException {
        Path model = folder.resolve("m.safetensors");
        try (TinyRun run = TinyRun.small()) {
            run.trainer(TinyRun.CONFIG).whenFound(Existing.OVERWRITE).train(model);
        }
        return new RunFiles(model).checkpoint();
    }
}

package refrain.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import refrain.kernel.Kernels;
import refrain.kernel.random.SeededRandom;
import refrain.lm.safetensors.Allocated;
import refrain.lm.safetensors.ModelFileException;
import refrain.lm.safetensors.Mutations;
import refrain.lm.safetensors.Safetensors;
import refrain.lm.safetensors.StoredTensor;
import refrain.nn.Examples;
import refrain.nn.InputConfig;
import refrain.nn.LayerConfig;
import refrain.nn.ModelConfig;
import refrain.nn.network.Network;
import refrain.text.TokenStore;
import refrain.text.Tokenizer;
import refrain.text.corpus.Corpus;

class ModelFileTest {
    private static final Tokenizer TOKENIZER = TestTokenizers.chars(9);
    private static final Provenance PROVENANCE =
            new Provenance("0.1.0", 1, 2, "", "", Provenance.digest(TOKENIZER), "", "rate=1");

    @TempDir
    Path directory;

    private Path file() {
        return directory.resolve("m.safetensors");
    }

    private static Network network(InputConfig input, String... layers) {
        List<LayerConfig> stack = Stream.of(layers).map(LayerConfig::parse).toList();
        Network network = Network.of(new ModelConfig(9, input, stack), Kernels.plain());
        network.initialise(3);
        return network;
    }

    private static Network lstm() {
        return network(new InputConfig.Embedding(5), "lstm:6", "lstm:6");
    }

    private static float[] scores(LanguageModel model) {
        int[] text = {2, 3, 4, 8, 0, 1, 2};
        float[] scores = new float[text.length];
        model.score(model.start(), text, scores);
        return scores;
    }

    @Test
    void network_written_isReadBackBitForBit() throws IOException {
        Network network = lstm();
        ModelFile.write(file(), network, TOKENIZER, PROVENANCE);

        LanguageModel model = ModelFile.read(file());
        assertThat(scores(model)).isEqualTo(scores(RecurrentModel.of(network, TOKENIZER, 1)));
        assertThat(model.vocabulary()).isEqualTo(TOKENIZER.vocabulary());
    }

    @Test
    void file_opened_describesItself() throws IOException {
        Network network = lstm();
        ModelFile.write(file(), network, TOKENIZER, PROVENANCE);

        try (ModelFile model = ModelFile.open(file())) {
            assertThat(model.architecture()).isEqualTo(new Architecture.Recurrent(network.config()));
            assertThat(model.provenance()).isEqualTo(PROVENANCE);
            assertThat(model.tokenizer().toBytes()).isEqualTo(TOKENIZER.toBytes());
        }
    }

    @Test
    void uniformStack_hasTheNamesAndShapesOfOneModule() throws IOException {
        ModelFile.write(file(), lstm(), TOKENIZER, PROVENANCE);

        try (Safetensors tensors = Safetensors.open(file())) {
            assertThat(tensors.names())
                    .containsExactly(
                            "encoder.weight",
                            "rnn.weight_ih_l0",
                            "rnn.weight_hh_l0",
                            "rnn.bias_ih_l0",
                            "rnn.bias_hh_l0",
                            "rnn.weight_ih_l1",
                            "rnn.weight_hh_l1",
                            "rnn.bias_ih_l1",
                            "rnn.bias_hh_l1",
                            "decoder.weight",
                            "decoder.bias",
                            "refrain.tokenizer");
            assertThat(tensors.shape("rnn.weight_ih_l0")).hasValue(List.of(24L, 5L));
            assertThat(tensors.shape("rnn.bias_hh_l1")).hasValue(List.of(24L));
            assertThat(tensors.metadata()).containsEntry("format", "pt");
            assertThat(tensors.metadata().keySet())
                    .containsExactly("format", "refrain.format", "refrain.architecture", "refrain.provenance");
        }
    }

    @Test
    void mixedStack_hasOneModuleALayer() throws IOException {
        Network network = network(new InputConfig.OneHot(), "gru:3", "lstm-peephole:4");
        ModelFile.write(file(), network, TOKENIZER, PROVENANCE);

        try (Safetensors tensors = Safetensors.open(file())) {
            assertThat(tensors.names())
                    .contains("rnns.0.weight_ih_l0", "rnns.1.bias_hh_l0")
                    .doesNotContain("encoder.weight");
        }
        assertThat(scores(ModelFile.read(file()))).isEqualTo(scores(RecurrentModel.of(network, TOKENIZER, 1)));
    }

    @Test
    void tiedOutput_isStoredOnce() throws IOException {
        Network network = Network.of(Examples.tied(TOKENIZER.vocabulary().size(), 5, "lstm:6,lstm:5"), Kernels.plain());
        network.initialise(3);
        ModelFile.write(file(), network, TOKENIZER, PROVENANCE);

        try (Safetensors tensors = Safetensors.open(file())) {
            assertThat(tensors.names())
                    .contains("encoder.weight", "decoder.bias")
                    .doesNotContain("decoder.weight");
        }
        assertThat(scores(ModelFile.read(file()))).isEqualTo(scores(RecurrentModel.of(network, TOKENIZER, 1)));
    }

    @Test
    void adaptiveOutput_hasTheNamesAndShapesOfOneModule() throws IOException {
        int vocabulary = TOKENIZER.vocabulary().size();
        Network network = Network.of(Examples.adaptive(vocabulary, 5, "lstm:17", 2, 3), Kernels.plain());
        network.initialise(3);
        ModelFile.write(file(), network, TOKENIZER, PROVENANCE);

        try (Safetensors tensors = Safetensors.open(file())) {
            assertThat(tensors.names())
                    .containsSubsequence(
                            "decoder.head.weight",
                            "decoder.tail.0.0.weight",
                            "decoder.tail.0.1.weight",
                            "decoder.tail.1.0.weight",
                            "decoder.tail.1.1.weight")
                    .doesNotContain("decoder.weight", "decoder.bias");
            assertThat(tensors.shape("decoder.head.weight")).hasValue(List.of(4L, 17L));
            assertThat(tensors.shape("decoder.tail.0.0.weight")).hasValue(List.of(4L, 17L));
            assertThat(tensors.shape("decoder.tail.0.1.weight")).hasValue(List.of(1L, 4L));
            assertThat(tensors.shape("decoder.tail.1.0.weight")).hasValue(List.of(1L, 17L));
            assertThat(tensors.shape("decoder.tail.1.1.weight")).hasValue(List.of(vocabulary - 3L, 1L));
        }
        try (ModelFile model = ModelFile.open(file())) {
            assertThat(model.architecture()).isEqualTo(new Architecture.Recurrent(network.config()));
        }
        assertThat(scores(ModelFile.read(file()))).isEqualTo(scores(RecurrentModel.of(network, TOKENIZER, 1)));
    }

    @Test
    void variants_areReadBack() throws IOException {
        Network network =
                network(new InputConfig.Embedding(5), "mogrifier:5:2:3+residual", "lstm:9:4", "lstm-norm:4+residual");
        ModelFile.write(file(), network, TOKENIZER, PROVENANCE);

        try (ModelFile model = ModelFile.open(file())) {
            assertThat(model.architecture()).isEqualTo(new Architecture.Recurrent(network.config()));
        }
        assertThat(scores(ModelFile.read(file()))).isEqualTo(scores(RecurrentModel.of(network, TOKENIZER, 1)));
    }

    @Test
    void equalModels_giveEqualBytes() throws IOException {
        Path other = directory.resolve("other.safetensors");
        ModelFile.write(file(), lstm(), TOKENIZER, PROVENANCE);
        ModelFile.write(other, lstm(), TestTokenizers.chars(9), PROVENANCE);

        assertThat(file()).hasSameBinaryContentAs(other);
    }

    @Test
    void unigram_written_isReadBackBitForBit() throws IOException {
        UnigramModel unigram = unigram();
        ModelFile.write(file(), unigram, PROVENANCE);

        LanguageModel read = ModelFile.read(file());
        assertThat(read).isInstanceOf(UnigramModel.class);
        assertThat(scores(read)).isEqualTo(scores(unigram));
    }

    private static UnigramModel unigram() throws IOException {
        try (TokenStore tokens = TokenStore.inMemory(TOKENIZER, Corpus.ofText("abba cab\n"))) {
            return UnigramModel.train(TOKENIZER, tokens);
        }
    }

    @Test
    void partsOfDifferentModels_areNotWritten() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFile.write(file(), lstm(), TestTokenizers.chars(8), PROVENANCE))
                .withMessage("its tokenizer has 8 symbols; its architecture 9");
        Provenance other = new Provenance("0.1.0", 1, 2, "", "", "", "", "");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFile.write(file(), lstm(), TOKENIZER, other))
                .withMessageEndingWith("; its provenance says \"\"");
        assertThat(directory).isEmptyDirectory();
    }

    /// Writes the model of [#lstm()] with one string of its metadata replaced.
    private void writeWith(String key, String value) throws IOException {
        ModelFile.write(file(), lstm(), TOKENIZER, PROVENANCE);
        SequencedMap<String, String> metadata;
        List<StoredTensor> tensors = new ArrayList<>();
        try (Safetensors written = Safetensors.open(file())) {
            metadata = new LinkedHashMap<>(written.metadata());
            tensors.addAll(lstm().parameters().stream().map(StoredTensor::of).toList());
            tensors.add(new StoredTensor.Bytes("refrain.tokenizer", written.bytes("refrain.tokenizer")));
        }
        metadata.put(key, value);
        Safetensors.write(file(), metadata, tensors);
    }

    private void assertRefused(String found) {
        assertThatExceptionOfType(ModelFileException.class)
                .isThrownBy(() -> ModelFile.read(file()))
                .withMessageStartingWith(file() + ": ")
                .withMessageContaining(found);
    }

    @Test
    void version_ofTheFuture_isRefused() throws IOException {
        writeWith("refrain.format", "2");

        assertRefused("its format is version \"2\"; this program reads version 1, use the one that wrote it");
    }

    @Test
    void architecture_largerThanTheFile_isRefusedBeforeMemoryIsTaken() throws IOException {
        writeWith(
                "refrain.architecture",
                "{\"kind\":\"recurrent\",\"vocabulary\":2147483647,\"input\":\"embedding:16384\",\"layers\":[\"lstm:16384\"]}");
        long before = Allocated.bytes();

        assertRefused("it holds 756 parameters; its architecture has 70,373,039,243,263");
        assertThat(Allocated.bytes() - before).isLessThan(1 << 20);
    }

    @Test
    void architecture_withOtherShapesOfTheSameNumber_isRefused() throws IOException {
        writeWith("refrain.architecture", "{\"kind\":\"unigram\",\"vocabulary\":756}");
        assertRefused("its tokenizer has 9 symbols; its architecture 756");
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.NEGATIVE_INFINITY})
    void parameter_thatIsNotFinite_isRefusedByName(float value) throws IOException {
        Network network = lstm();
        network.parameters().getLast().value()[3] = value;
        ModelFile.write(file(), network, TOKENIZER, PROVENANCE);

        assertRefused("decoder.bias holds " + value + "; expected finite values");
    }

    @Test
    void unigram_whoseProbabilitiesAreNone_isRefused() throws IOException {
        float[] wrong = new float[9];
        SequencedMap<String, String> metadata = new LinkedHashMap<>();
        metadata.put("refrain.format", "1");
        metadata.put("refrain.architecture", "{\"kind\":\"unigram\",\"vocabulary\":9}");
        metadata.put("refrain.provenance", PROVENANCE.toJson());
        Safetensors.write(
                file(),
                metadata,
                List.of(
                        StoredTensor.vector("unigram.log_probabilities", wrong),
                        new StoredTensor.Bytes("refrain.tokenizer", TOKENIZER.toBytes())));

        assertRefused("its probabilities add up to 9.0; they must add up to 1");
        wrong[0] = Float.NaN;
        assertRefused("they must add up to 1");
    }

    @Test
    void provenanceOrArchitecture_thatIsNone_isRefused() throws IOException {
        writeWith("refrain.provenance", "{}");
        assertRefused("provenance: ");
        writeWith("refrain.architecture", "{");
        assertRefused("configuration: not valid JSON");
    }

    @Test
    void foreignFile_isRefused() throws IOException {
        Safetensors.write(file(), new LinkedHashMap<>(), List.of(StoredTensor.vector("w", new float[1])));

        assertRefused("its metadata has no \"refrain.format\"; expected a model that this program wrote");
    }

    @Test
    void textFile_isRefused() throws IOException {
        Files.writeString(file(), "Once upon a time, there was a text that somebody took for a model.");

        assertRefused("it holds text; a model's name ends in .safetensors");
    }

    /// Cut off at any byte, it is refused.
    @Test
    void truncatedFile_isRefused() throws IOException {
        ModelFile.write(file(), network(new InputConfig.OneHot(), "rnn:2"), TOKENIZER, PROVENANCE);
        byte[] whole = Files.readAllBytes(file());
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatExceptionOfType(ModelFileException.class)
                    .isThrownBy(() -> ModelFile.of(Safetensors.of("m", cut)));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void damagedFile_isRefusedOrRead_inBoundedMemory(long seed) throws IOException {
        ModelFile.write(file(), network(new InputConfig.OneHot(), "rnn:2"), TOKENIZER, PROVENANCE);
        byte[] sound = Files.readAllBytes(file());
        SeededRandom random = SeededRandom.of(seed);
        int refused = 0;
        for (int i = 0; i < 1_000; i++) {
            byte[] bytes = Mutations.mutate(sound, random);
            long before = Allocated.bytes();
            refused += isModel(bytes) ? 0 : 1;
            assertThat(Allocated.bytes() - before).isLessThan(4_000_000 + 200L * bytes.length);
        }
        assertThat(refused).isBetween(500, 999);
    }

    private static boolean isModel(byte[] bytes) {
        try (ModelFile file = ModelFile.of(Safetensors.of("m", bytes))) {
            file.model(Kernels.plain(), 1);
            return true;
        } catch (ModelFileException e) {
            return false;
        }
    }
}

package refrain.lm.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import refrain.kernel.Kernels;
import refrain.lm.LanguageModel;
import refrain.lm.ModelFile;
import refrain.lm.Provenance;
import refrain.lm.TestModels;
import refrain.lm.UnigramModel;
import refrain.lm.mixture.Mixture;
import refrain.lm.mixture.MixtureFile;
import refrain.lm.mixture.MixtureKind;
import refrain.lm.ngram.ArpaFile;
import refrain.lm.ngram.KneserNey;
import refrain.lm.ngram.NGramModel;
import refrain.lm.safetensors.ModelFileException;
import refrain.text.Tokenizer;
import refrain.text.corpus.Corpus;

class ModelsTest {
    private static final Tokenizer LETTERS = TestModels.chars(9);

    @TempDir
    private Path folder;

    private Path unigram() throws IOException {
        Path file = folder.resolve("u.safetensors");
        Provenance provenance = new Provenance("", 0, 0, "", "", Provenance.digest(LETTERS), "", "");
        ModelFile.write(file, TestModels.unigram(LETTERS), provenance);
        return file;
    }

    private Path ngram() throws IOException {
        Path file = folder.resolve("n.arpa");
        ArpaFile.write(
                file,
                KneserNey.estimate(LETTERS, Corpus.ofText("abba\ncab\n"), 3).model());
        return file;
    }

    private static LanguageModel read(Path file) throws IOException {
        return Models.read(file, Kernels.plain(), 1);
    }

    @Test
    void model_isReadByItsName() throws IOException {
        assertThat(read(unigram())).isInstanceOf(UnigramModel.class);
        assertThat(read(ngram())).isInstanceOf(NGramModel.class);
    }

    @Test
    void mixture_ofANGramModel_isTheSumOfBoth() throws IOException {
        Path mix = folder.resolve("mix.json");
        Path ngram = ngram();
        Path unigram = unigram();
        List<Path> members = List.of(ngram, unigram);
        double[] weights = {0.75, 0.25};
        MixtureFile.write(mix, MixtureKind.LINEAR, members, MixtureFile.digests(members), weights);
        LanguageModel model = read(mix);

        assertThat(model).isInstanceOf(Mixture.class);
        float[] expected = scores(read(ngram));
        float[] other = scores(read(unigram));
        float[] mixed = scores(model);
        for (int i = 0; i < mixed.length; i++) {
            double sum = 0.75 * StrictMath.exp(expected[i]) + 0.25 * StrictMath.exp(other[i]);
            assertThat(mixed[i]).isCloseTo((float) StrictMath.log(sum), org.assertj.core.api.Assertions.within(1e-5f));
        }
    }

    private static float[] scores(LanguageModel model) {
        int[] text = model.tokenizer().encode("abc\ncab\n");
        float[] scores = new float[text.length];
        model.score(model.start(), text, scores);
        return scores;
    }

    @ParameterizedTest
    @CsvSource({
        "m.safetensors, SAFETENSORS",
        "m, SAFETENSORS",
        "arpa, SAFETENSORS",
        "m.arpa, ARPA",
        "M.ARPA, ARPA",
        "m.json, MIXTURE"
    })
    void kind_isSaidByTheName(Path file, Models.Kind kind) {
        assertThat(Models.Kind.of(file)).isEqualTo(kind);
    }

    @Test
    void file_ofAnotherKindThanItsName_isRefused() throws IOException {
        Path arpa = Files.move(unigram(), folder.resolve("u.arpa"));
        assertThatExceptionOfType(ModelFileException.class)
                .isThrownBy(() -> read(arpa))
                .withMessageContaining(arpa + ":");
        Path tensors = Files.move(ngram(), folder.resolve("n.safetensors"));
        assertThatExceptionOfType(ModelFileException.class)
                .isThrownBy(() -> read(tensors))
                .withMessageContaining(tensors + ":");
    }
}

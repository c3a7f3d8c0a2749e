package refrain.lm.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import refrain.kernel.Kernels;
import refrain.lm.LanguageModel;
import refrain.lm.TestModels;
import refrain.lm.safetensors.ModelFileException;
import refrain.refusal.RefusalException;
import refrain.text.corpus.Digests;

class MixtureFileTest {
    private static final String DIGEST = "0123456789abcdef".repeat(4);

    @TempDir
    private Path folder;

    /// Any file will do as a member: the test's reader makes models of their names.
    private static LanguageModel model(Path file) {
        return String.valueOf(file.getFileName()).startsWith("small")
                ? TestModels.backwards(4)
                : TestModels.backwards(9);
    }

    private Path member(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        return Files.writeString(file, name);
    }

    private Path written(MixtureKind kind, double... weights) throws IOException {
        Path file = folder.resolve("mixes/m.json");
        Files.createDirectories(folder.resolve("mixes"));
        write(file, kind, List.of(member("a.model"), member("mixes/b.model")), weights);
        return file;
    }

    private static void write(Path file, MixtureKind kind, List<Path> members, double... weights) throws IOException {
        MixtureFile.write(file, kind, members, MixtureFile.digests(members), weights);
    }

    @Test
    void read_isWhatWasWritten() throws IOException {
        Path file = written(MixtureKind.LOG_LINEAR, 0.1 + 0.2, 1e-300);
        Mixture mixture = MixtureFile.open(file).mixture(file, Kernels.plain(), MixtureFileTest::model);

        assertThat(mixture.kind()).isEqualTo(MixtureKind.LOG_LINEAR);
        assertThat(mixture.weights()).containsExactly(0.1 + 0.2, 1e-300);
        assertThat(mixture.members()).hasSize(2);
    }

    @Test
    void write_namesMembersFromItsOwnFolder_andOnlyByBytes() throws IOException {
        Path file = written(MixtureKind.LINEAR, 0.75, 0.25);
        assertThat(Files.readString(file))
                .isEqualTo("{\"format\":\"refrain-mixture-1\",\"kind\":\"linear\",\"members\":["
                        + "{\"model\":\"../a.model\",\"sha256\":\"" + Digests.sha256(folder.resolve("a.model"))
                        + "\",\"weight\":0.75},{\"model\":\"b.model\",\"sha256\":\""
                        + Digests.sha256(folder.resolve("mixes/b.model")) + "\",\"weight\":0.25}]}\n");
    }

    @Test
    void moved_withItsMembers_isRead() throws IOException {
        written(MixtureKind.LINEAR, 0.75, 0.25);
        Path moved = folder.resolveSibling(folder.getFileName() + "-moved");
        Files.move(folder, moved);
        Path file = moved.resolve("mixes/m.json");

        assertThat(MixtureFile.open(file)
                        .mixture(file, Kernels.plain(), MixtureFileTest::model)
                        .members())
                .hasSize(2);
        Files.move(moved, folder);
    }

    private void assertRefused(Path file, String... parts) {
        assertThatExceptionOfType(ModelFileException.class)
                .isThrownBy(() -> MixtureFile.open(file).mixture(file, Kernels.plain(), MixtureFileTest::model))
                .withMessageStartingWith(file.toString())
                .satisfies(e -> assertThat(e.getMessage()).contains(parts));
    }

    @Test
    void member_thatHasChangedOrGone_isRefused() throws IOException {
        Path file = written(MixtureKind.LINEAR, 0.75, 0.25);
        Path member = folder.resolve("mixes/b.model");
        String before = Digests.sha256(member);
        Files.writeString(member, "other");
        assertRefused(file, member.toString(), "has changed", before, Digests.sha256(member), "Mix the models again");
        Files.delete(member);
        assertRefused(file, member.toString(), "is no file");
    }

    @Test
    void member_thatIsReplacedWhileWeightsAreTuned_isNotVouchedFor() throws IOException {
        Path file = folder.resolve("m.json");
        List<Path> members = List.of(member("a.model"), member("b.model"));
        List<String> digests = MixtureFile.digests(members);
        Files.writeString(members.getLast(), "a better model");
        assertThatExceptionOfType(ModelFileException.class)
                .isThrownBy(
                        () -> MixtureFile.write(file, MixtureKind.LINEAR, members, digests, new double[] {0.5, 0.5}))
                .withMessageContainingAll("b.model has changed", "Mix the models again");
        assertThat(file).doesNotExist();
    }

    @Test
    void members_ofOtherVocabularies_areRefusedByName() throws IOException {
        Path file = folder.resolve("m.json");
        write(file, MixtureKind.LINEAR, List.of(member("small"), member("large")), 0.5, 0.5);
        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(() -> MixtureFile.open(file).mixture(file, Kernels.plain(), MixtureFileTest::model))
                .withMessageStartingWith(file + ": the models' vocabularies differ: ")
                .withMessageContaining("\"g\"");
    }

    @Test
    void member_thatIsAMixture_isRefused() throws IOException {
        Path file = folder.resolve("m.json");
        List<Path> members = List.of(member("a.model"), member("b.json"));
        assertThatExceptionOfType(ModelFileException.class)
                .isThrownBy(() -> write(file, MixtureKind.LINEAR, members, 0.5, 0.5))
                .withMessageContaining("mixtures of mixtures are not supported");
        assertThat(file).doesNotExist();
        Files.writeString(file, json("linear", "m.json", 0.5, 0.5));
        assertRefused(file, "m.json is a mixture");
    }

    @Test
    void write_underAnotherExtension_isRefused() throws IOException {
        Path file = folder.resolve("m.safetensors");
        List<Path> members = List.of(member("a"), member("b"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> write(file, MixtureKind.LINEAR, members, 0.5, 0.5))
                .withMessage(file + ": a mixture is a file whose name ends in .json");
    }

    private static String json(String kind, String path, double... weights) {
        return "{\"format\":\"refrain-mixture-1\",\"kind\":\"%s\",\"members\":[%s,%s]}"
                .formatted(kind, entry(path, weights[0]), entry("b", weights[1]));
    }

    private static String entry(String path, double weight) {
        return "{\"model\":\"%s\",\"sha256\":\"%s\",\"weight\":%s}".formatted(path, DIGEST, weight);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{}",
                "null",
                "{\"format\":\"refrain-mixture-2\"}",
                "{\"format\":\"refrain-mixture-1\",\"kind\":\"mean\",\"members\":[]}",
                "{\"format\":\"refrain-mixture-1\",\"kind\":\"linear\",\"members\":[]}",
                "{\"format\":\"refrain-mixture-1\",\"kind\":\"linear\",\"members\":{}}",
                "{\"format\":\"refrain-mixture-1\",\"kind\":\"linear\",\"members\":[1,2]}",
                "{\"format\":\"refrain-mixture-1\",\"kind\":\"linear\",\"members\":[[[[",
                "{\"kind\":\"linear\",\"format\":\"refrain-mixture-1\",\"members\":[]}",
                "\u0000\u0001\u0002",
            })
    void file_thatIsNoMixture_isRefused(String text) throws IOException {
        assertRefused(Files.writeString(folder.resolve("hostile.json"), text), "hostile.json: ");
    }

    @Test
    void file_withMembersThatAreNone_isRefused() throws IOException {
        Path file = folder.resolve("hostile.json");
        for (String text : List.of(
                json("linear", "a", 0.5, 0.6),
                json("linear", "a", -0.5, 1.5),
                json("log-linear", "a", 0, 0),
                json("linear", "", 0.5, 0.5),
                json("linear", "a\\u0000b", 0.5, 0.5),
                json("linear", "a", 0.5, 0.5).replace("0.5}", "1e999}"),
                json("linear", "a", 0.5, 0.5).replace(DIGEST, "abc"),
                json("linear", "a", 0.5, 0.5).replace("0.5}", "0.5,\"more\":1}"),
                json("linear", "a", 0.5, 0.5) + "{}")) {
            Files.writeString(file, text);
            assertRefused(file, "hostile.json: ");
        }
        Files.writeString(file, json("linear", "a", 0.5, 0.6));
        assertRefused(file, "the weights are [0.5, 0.6] and add up to 1.1; expected 1");
        Files.writeString(file, json("log-linear", "a", 1e38, 1));
        assertRefused(file, "the weights are [1.0E38, 1.0]; each must be from 0 to 1,000,000");
        Files.writeString(file, json("linear", "../../../../../../etc", 0.5, 0.5));
        assertRefused(file, "is no file");
    }

    @Test
    void file_missingOrLargeOrAFolder_isRefused() throws IOException {
        assertRefused(folder.resolve("none.json"), "there is no such file");
        Path large = Files.writeString(folder.resolve("large.json"), " ".repeat((1 << 20) + 1));
        assertRefused(large, "it is no small JSON file");
        assertRefused(Files.createDirectory(folder.resolve("folder.json")), "it is no small JSON file");
    }
}

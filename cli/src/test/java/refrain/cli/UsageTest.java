package refrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Wrong usage ends with code 2 before anything is read or written, in a few lines that say what to do.
class UsageTest {
    @TempDir
    private Path folder;

    private Path text;
    private Path model;

    @BeforeEach
    void writeText() throws java.io.IOException {
        text = Files.writeString(folder.resolve("book.txt"), "a line\n".repeat(50));
        model = folder.resolve("m.safetensors");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            --updates 9223372036854775807           | updates is 9223372036854775807, which no run reaches
            --minutes Infinity                      | minutes is Infinity, which no run reaches
            --one-hot --embedding 8                 | --one-hot and --embedding 8 exclude each other
            --dropout 0.5 --dropout-layer 0.1       | --dropout sets the rates of input, layers and output
            --valid x --valid-fraction 0.2          | --valid and --valid-fraction exclude each other
            --resume --overwrite                    | --resume and --overwrite exclude each other
            --valid-fraction 1                      | valid-fraction is 1.0; it must be greater than 0 and less than 1
            --valid-fraction NaN                    | valid-fraction is NaN
            --batch 0                               | batch is 0; it must be from 1 to
            --batch many                            | 'many' is not a whole number
            --batch 99999999999                     | '99999999999' is not a whole number, or is too large
            --steps -1                              | steps is -1; it must be from 1 to
            --updates 0                             | updates is 0; it must be at least 1
            --epochs 0                              | epochs is 0; it must be at least 1
            --minutes 0                             | minutes is 0.0; it must be greater than 0
            --patience 0                            | patience is 0; it must be at least 1
            --target-loss -1                        | target-loss is -1.0; it must be at least 0
            --rate 0                                | rate is 0.0; it must be greater than 0
            --rate fast                             | 'fast' is not a number
            --optimizer best                        | optimizer "best" is none of sgd, momentum
            --optimizer adam --momentum 0.9         | adam has none; choose momentum or nesterov
            --schedule step:3                       | schedule "step:3" is none of constant
            --schedule plateau:x:2                  | schedule "plateau:x:2" has a part that is not a number
            --clip-norm 0                           | clip-norm is 0.0; it must be greater than 0
            --weight-clip -2                        | weight-clip is -2.0
            --weight-decay -1                       | weight-decay is -1.0
            --dropout 1                             | dropout is 1.0; it must be at least 0 and less than 1
            --drop-connect -0.1                     | drop-connect is -0.1
            --drop-connect 0.1 --weight-drop 0.2    | both drop recurrent weights
            --temporal-penalty -1                   | temporal-penalty is -1.0
            --label-smoothing 1                     | label-smoothing is 1.0
            --tied --output adaptive:5              | --tied and --output adaptive:5 exclude each other
            --output tree                           | output "tree": it is none of softmax, softmax-tied, adaptive
            --output adaptive:9,5                   | cut-off is 5; it must be greater than 9
            --output adaptive:5 --sampled-softmax 9 | both must be 0 with an adaptive output
            --output adaptive:3,5 --layers gru:4    | the last layer's width is 4; it must be at least 16
            --sampled-softmax -1                    | sampled-softmax is -1
            --output softmax-tied --one-hot         | the input is one-hot and has none
            --tied --one-hot                        | the input is one-hot and has none
            --tied --embedding 3 --layers gru:4     | it must be that of the embedding, 3
            --layers lstm                           | layer "lstm" has no size; write KIND:HIDDEN
            --layers lstm:0                         | hidden is 0; it must be from 1 to
            --layers lstm:8,tree:8                  | the kind is none of rnn, rnn-relu, lstm, lstm-peephole, lstm-norm, gru, mogrifier
            --layers lstm:8:8                       | the projection of an LSTM of 8 is 8; it must be at least 1 and less
            --layers mogrifier:8:0                  | rounds is 0; it must be from 1 to 16
            --layers gru:8+residue                  | "8+residue" is not a number of hidden units
            --layers lstm:8,                        | layer "" has no size
            --embedding 0                           | embedding is 0; it must be from 1 to
            --vocabulary 1                          | vocabulary is 1; it must be at least 2
            --min-count 0                           | min-count is 0; it must be at least 1
            --units syllable                        | units is "syllable"; it must be one of char, word, bpe:N
            --units bpe:256                         | units is bpe:256; N must be at least 257
            --units bpe:many                        | units is "bpe:many"; it must be one of char, word, bpe:N
            --units bpe:300 --min-count 2           | --units bpe:N excludes --vocabulary and --min-count
            --units word --tokenizer t.json         | --tokenizer excludes --units
            --threads 0                             | threads is 0; it must be from 1 to
            --kernels fast                          | kernels "fast" is none of plain
            --sead 3                                | Unknown option
            """)
    void train_wrongOption_isRefusedBeforeWork(String options, String message) throws java.io.IOException {
        Captured.Run run = train(options);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(message).endsWith("  try: refrain train --help\n");
        assertThat(run.errLines()).hasSizeLessThanOrEqualTo(3);
        assertThat(run.out()).isEmpty();
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"m", "m.onnx", ".safetensors"})
    void train_modelNamedOtherwise_isRefused(String name) {
        Captured.Run run = Captured.run("train", text, "--out", name);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("a model file's name ends in .safetensors");
    }

    @Test
    void train_withoutOut_isRefused() {
        Captured.Run run = Captured.run("train", text);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("Missing required option: '--out");
    }

    @Test
    void command_misspelt_isSuggested() {
        Captured.Run run = Captured.run("trian");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("trian").contains("train");
    }

    @Test
    void command_none_isRefusedWithTheWayToHelp() {
        Captured.Run run = Captured.run();
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines()).containsExactly("refrain: no command is given", "  try: refrain --help");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            --greedy --temperature 0.5   | --greedy draws nothing
            --greedy --top-k 3           | --greedy draws nothing
            --greedy --count 2           | --greedy makes the same text each time
            --temperature 0              | temperature is 0.0; it must be greater than 0
            --top-k 0                    | top-k is 0; it must be at least 1
            --top-p 0                    | top-p is 0.0; it must be
            --top-p 1.5                  | top-p is 1.5; it must be
            --length -1                  | length is -1; it must be
            --count 0                    | count is 0; it must be at least 1
            """)
    void generate_wrongOption_isRefused(String options, String message) {
        Captured.Run run = Captured.run(words("generate " + model + " " + options));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(message).hasLineCount(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"eval m.safetensors t.txt", "score m.safetensors t.txt", "generate m.safetensors", "demo"})
    void use_wrongThreadsOrKernels_areRefusedBeforeAnythingIsRead(String command) {
        assertRefused(command + " --threads 0", "threads is 0; it must be from 1 to");
        assertRefused(command + " --threads two", "'two' is not a whole number");
        assertRefused(command + " --kernels fast", "kernels \"fast\" is none of plain");
    }

    private static void assertRefused(String line, String message) {
        Captured.Run run = Captured.run(words(line));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(message).hasLineCount(2);
        assertThat(run.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train",
                "eval",
                "score",
                "generate",
                "describe",
                "ngram",
                "mix",
                "tune-adapt",
                "demo",
                "completion"
            })
    void help_everyCommand_goesToStandardOutput(String command) {
        Captured.Run run = Captured.run(command, "--help");
        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("Usage: refrain " + command);
        assertThat(run.outLines()).allMatch(line -> line.length() <= 80);
    }

    @ParameterizedTest
    @CsvSource({
        "train a.txt --out m.safetensors --lr=0.1, --rate",
        "train a.txt --out m.safetensors --batch-size 3, --batch",
        "generate m.safetensors -p Hello, --prompt"
    })
    void optionByTheNameOfOtherPrograms_isToldByItsOwn(String words, String ours) {
        Captured.Run run = Captured.run((Object[]) words.split(" "));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("Unknown option", "  here it is called " + ours);
    }

    @Test
    void help_ofManyOptions_groupsThemAndShowsEachOnce() {
        String help = Captured.run("train", "--help").out();
        assertThat(help)
                .contains(
                        "%nNetwork:%n".formatted(), "%nFine-tuning:%n".formatted(), "%nCommon options:%n".formatted());
        assertThat(help.lines().filter(line -> line.startsWith("      --")))
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(50);
        assertThat(help.indexOf("--help")).isGreaterThan(help.indexOf("Common options:"));
        assertThat(help.indexOf("--layers=")).isBetween(help.indexOf("Network:"), help.indexOf("Training:"));
    }

    @Test
    void version_isOneLine() {
        Captured.Run run = Captured.run("--version");
        assertThat(run.code()).isZero();
        assertThat(run.out()).matches("refrain \\d+\\.\\d+\\.\\d+\\S*\n");
    }

    @Test
    void completion_isAScriptThatKnowsCommandsAndOptions() {
        Captured.Run run = Captured.run("completion");
        assertThat(run.code()).isZero();
        assertThat(run.out()).startsWith("#!/usr/bin/env bash").contains("generate", "--temperature", "--layers");
    }

    private Captured.Run train(String options) {
        return Captured.run(words("train " + text + " --out " + model + " " + options));
    }

    private static Object[] words(String line) {
        return line.split(" ");
    }
}

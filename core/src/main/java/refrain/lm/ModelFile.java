package refrain.lm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import refrain.kernel.Kernels;
import refrain.lm.safetensors.ModelFileException;
import refrain.lm.safetensors.Safetensors;
import refrain.lm.safetensors.StoredTensor;
import refrain.nn.ModelConfig;
import refrain.nn.Parameter;
import refrain.nn.network.Network;
import refrain.text.Tokenizer;
import refrain.text.corpus.Digests;

/// A model in a [Safetensors] file: its parameters without padding under PyTorch's names, its tokenizer, what it
/// is and what determined it. Equal models give equal bytes.
/// ```
/// __metadata__   format = pt, refrain.format = 1, refrain.architecture, refrain.provenance: JSON, keys in fixed order
/// tensors        encoder.weight, rnn.weight_ih_l0, …, decoder.bias       refrain.tokenizer: bytes
/// ```
/// Opening reads everything but the parameters; `describe` needs no more.
public final class ModelFile implements AutoCloseable {
    private static final String FRAMEWORK = "format";
    private static final String VERSION = "refrain.format";
    private static final String ARCHITECTURE = "refrain.architecture";
    private static final String PROVENANCE = "refrain.provenance";
    private static final String TOKENIZER = "refrain.tokenizer";
    private static final String UNIGRAM = "unigram.log_probabilities";

    /// What PyTorch's loaders look for.
    private static final String PYTORCH = "pt";

    private static final String CURRENT_VERSION = "1";

    private final Safetensors tensors;
    private final Architecture architecture;
    private final Provenance provenance;
    private final Tokenizer tokenizer;

    private ModelFile(Safetensors tensors, Architecture architecture, Provenance provenance, Tokenizer tokenizer) {
        this.tensors = tensors;
        this.architecture = architecture;
        this.provenance = provenance;
        this.tokenizer = tokenizer;
    }

    /// Writes a network's parameters as they are, replacing an older file once the new one is whole.
    /// @throws IllegalArgumentException if tokenizer, network and provenance do not belong together
    public static void write(Path file, Network network, Tokenizer tokenizer, Provenance provenance)
            throws IOException {
        List<StoredTensor> parameters =
                network.parameters().stream().map(StoredTensor::of).toList();
        write(file, new Architecture.Recurrent(network.config()), parameters, tokenizer, provenance);
    }

    /// Writes a unigram model, replacing an older file once the new one is whole.
    /// @throws IllegalArgumentException if model and provenance do not belong together
    public static void write(Path file, UnigramModel model, Provenance provenance) throws IOException {
        Architecture architecture = new Architecture.Unigram(model.vocabulary().size());
        List<StoredTensor> parameters = List.of(StoredTensor.vector(UNIGRAM, model.logProbabilities()));
        write(file, architecture, parameters, model.tokenizer(), provenance);
    }

    private static void write(
            Path file,
            Architecture architecture,
            List<StoredTensor> parameters,
            Tokenizer tokenizer,
            Provenance provenance)
            throws IOException {
        byte[] tokenizerBytes = tokenizer.toBytes();
        requireTogether(architecture, provenance, tokenizer, tokenizerBytes);
        SequencedMap<String, String> metadata = new LinkedHashMap<>();
        metadata.put(FRAMEWORK, PYTORCH);
        metadata.put(VERSION, CURRENT_VERSION);
        metadata.put(ARCHITECTURE, ArchitectureJson.write(architecture));
        metadata.put(PROVENANCE, provenance.toJson());
        List<StoredTensor> tensors = new ArrayList<>(parameters);
        tensors.add(new StoredTensor.Bytes(TOKENIZER, tokenizerBytes));
        Safetensors.write(file, metadata, tensors);
    }

    private static void requireTogether(
            Architecture architecture, Provenance provenance, Tokenizer tokenizer, byte[] tokenizerBytes) {
        int symbols = tokenizer.vocabulary().size();
        if (symbols != architecture.vocabulary()) {
            throw new IllegalArgumentException("its tokenizer has %,d symbols; its architecture %,d"
                    .formatted(symbols, architecture.vocabulary()));
        }
        String digest = Digests.sha256(tokenizerBytes);
        if (!digest.equals(provenance.tokenizer())) {
            throw new IllegalArgumentException("its tokenizer's SHA-256 is %s; its provenance says \"%s\""
                    .formatted(digest, provenance.tokenizer()));
        }
    }

    /// Opens a file and checks all but the values of its parameters.
    /// @throws ModelFileException if it is no model that this program can read
    public static ModelFile open(Path file) throws IOException {
        Safetensors tensors = Safetensors.open(file);
        try {
            return of(tensors);
        } catch (IOException e) {
            tensors.close();
            throw e;
        }
    }

    /// A model in tensors that it closes with itself.
    static ModelFile of(Safetensors tensors) throws ModelFileException {
        requireVersion(tensors);
        try {
            Architecture architecture = ArchitectureJson.read(metadata(tensors, ARCHITECTURE));
            Provenance provenance = Provenance.read(metadata(tensors, PROVENANCE));
            requireSize(tensors, architecture);
            byte[] bytes = tensors.bytes(TOKENIZER);
            Tokenizer tokenizer = Tokenizer.read(bytes);
            requireTogether(architecture, provenance, tokenizer, bytes);
            return new ModelFile(tensors, architecture, provenance, tokenizer);
        } catch (IllegalArgumentException e) {
            throw ModelFileException.damaged(tensors.file(), String.valueOf(e.getMessage()), e);
        }
    }

    private static void requireVersion(Safetensors tensors) throws ModelFileException {
        String version = metadata(tensors, VERSION);
        if (!version.equals(CURRENT_VERSION)) {
            throw ModelFileException.unsuitable(
                    tensors.file(),
                    "its format is version \"%s\"; this program reads version %s, use the one that wrote it"
                            .formatted(version, CURRENT_VERSION));
        }
    }

    private static String metadata(Safetensors tensors, String key) throws ModelFileException {
        String value = tensors.metadata().get(key);
        if (value == null) {
            throw ModelFileException.unsuitable(
                    tensors.file(),
                    "its metadata has no \"%s\"; expected a model that this program wrote".formatted(key));
        }
        return value;
    }

    /// The architecture decides how much memory is taken, so the file must hold as many values.
    private static void requireSize(Safetensors tensors, Architecture architecture) throws ModelFileException {
        long found = 0;
        for (String name : tensors.names()) {
            found += name.equals(TOKENIZER) ? 0 : tensors.elements(name);
        }
        if (found != architecture.parameters()) {
            throw ModelFileException.damaged(
                    tensors.file(),
                    "it holds %,d parameters; its architecture has %,d".formatted(found, architecture.parameters()));
        }
    }

    /// What the model is.
    public Architecture architecture() {
        return architecture;
    }

    /// What determined it.
    public Provenance provenance() {
        return provenance;
    }

    /// How text becomes its tokens.
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    /// Reads the parameters and builds the model.
    /// @param kernels that compute; the numbers do not depend on them
    /// @param threads that score a text together
    /// @throws ModelFileException if a parameter is missing, has another shape or is not finite
    public LanguageModel model(Kernels kernels, int threads) throws ModelFileException {
        return switch (architecture) {
            case Architecture.Unigram(int vocabulary) -> unigram(vocabulary);
            case Architecture.Recurrent(ModelConfig config) ->
                RecurrentModel.of(network(config, kernels), tokenizer, threads);
        };
    }

    private UnigramModel unigram(int vocabulary) throws ModelFileException {
        float[] logProbabilities = new float[vocabulary];
        tensors.read(StoredTensor.vector(UNIGRAM, logProbabilities));
        try {
            return UnigramModel.of(tokenizer, logProbabilities);
        } catch (IllegalArgumentException e) {
            throw ModelFileException.damaged(tensors.file(), String.valueOf(e.getMessage()), e);
        }
    }

    /// Reads the parameters of a recurrent model into a network that may be trained on.
    /// @param config the architecture of the file
    /// @throws ModelFileException if a parameter is missing, has another shape or is not finite
    public Network network(ModelConfig config, Kernels kernels) throws ModelFileException {
        Network network = empty(config, kernels);
        for (Parameter parameter : network.parameters()) {
            tensors.read(StoredTensor.of(parameter));
            requireFinite(parameter);
        }
        return network;
    }

    private void requireFinite(Parameter parameter) throws ModelFileException {
        for (float value : parameter.value()) {
            if (!Float.isFinite(value)) {
                throw ModelFileException.unsuitable(
                        tensors.file(),
                        "%s holds %s; expected finite values in single precision".formatted(parameter.name(), value));
            }
        }
    }

    private Network empty(ModelConfig config, Kernels kernels) throws ModelFileException {
        try {
            return Network.of(config, kernels);
        } catch (ArithmeticException e) {
            throw ModelFileException.unsuitable(
                    tensors.file(),
                    "a matrix of %s is too large; expected less than 2^31 values in each".formatted(config));
        }
    }

    /// The model of a file, on the fastest kernels and all processors.
    /// @throws ModelFileException if it is no model that this program can read
    public static LanguageModel read(Path file) throws IOException {
        return read(file, Kernels.best(), Runtime.getRuntime().availableProcessors());
    }

    /// The model of a file.
    /// @param kernels that compute; the numbers do not depend on them
    /// @param threads that score a text together
    /// @throws ModelFileException if it is no model that this program can read
    public static LanguageModel read(Path file, Kernels kernels, int threads) throws IOException {
        try (ModelFile model = open(file)) {
            return model.model(kernels, threads);
        }
    }

    @Override
    public void close() {
        tensors.close();
    }
}

package refrain.cli;

import java.io.IOException;
import refrain.text.Corpus;
import refrain.text.TokenStore;
import refrain.text.Tokenizer;

/// The texts of a run as tokens, in files beside the model that are deleted when all went well.
record EncodedTexts(Tokenizer tokenizer, TokenStore training, TokenStore validation) implements AutoCloseable {
    /// Reads the texts once for the vocabulary and once for the tokens.
    static EncodedTexts of(TextOptions options, Corpus.Parts parts, RunFiles files) throws IOException {
        Tokenizer tokenizer = options.tokenizer(parts.training());
        TokenStore training = TokenStore.write(files.trainingTokens(), tokenizer, parts.training());
        try {
            TokenStore validation = TokenStore.write(files.validationTokens(), tokenizer, parts.validation());
            return new EncodedTexts(tokenizer, training, validation);
        } catch (IOException failed) {
            training.delete();
            throw failed;
        }
    }

    void delete() throws IOException {
        training.delete();
        validation.delete();
    }

    @Override
    public void close() {
        training.close();
        validation.close();
    }
}

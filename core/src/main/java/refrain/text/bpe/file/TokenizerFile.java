package refrain.text.bpe.file;

import java.io.ByteArrayOutputStream;
import java.util.List;
import refrain.text.bpe.BytePairs;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// A byte-pair encoding as the `tokenizer.json` of the Hugging Face tokenizers library: model `BPE`, pre-tokenizer and
/// decoder `ByteLevel`, special tokens among `added_tokens`. Equal encodings give equal bytes.
public final class TokenizerFile {
    static final JsonFactory FACTORY = new JsonFactory();

    private TokenizerFile() {}

    /// The file of an encoding.
    public static byte[] write(BytePairs pairs) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeStringProperty("version", "1.0");
            json.writeNullProperty("truncation");
            json.writeNullProperty("padding");
            writeAdded(json, pairs);
            json.writeNullProperty("normalizer");
            writeByteLevel(json, "pre_tokenizer", false);
            json.writeNullProperty("post_processor");
            writeByteLevel(json, "decoder", true);
            writeModel(json, pairs);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void writeAdded(JsonGenerator json, BytePairs pairs) {
        json.writeArrayPropertyStart("added_tokens");
        List<String> special = pairs.special();
        for (int number = 0; number < special.size(); number++) {
            json.writeStartObject();
            json.writeNumberProperty("id", pairs.specialId(number));
            json.writeStringProperty("content", special.get(number));
            for (String flag : AddedTokens.FLAGS) {
                json.writeBooleanProperty(flag, false);
            }
            json.writeBooleanProperty("normalized", false);
            json.writeBooleanProperty("special", true);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /// The decoder reads none of these options; the values are those that the library itself writes.
    private static void writeByteLevel(JsonGenerator json, String name, boolean prefix) {
        json.writeObjectPropertyStart(name);
        json.writeStringProperty("type", "ByteLevel");
        json.writeBooleanProperty("add_prefix_space", prefix);
        json.writeBooleanProperty("trim_offsets", true);
        json.writeBooleanProperty("use_regex", true);
        json.writeEndObject();
    }

    private static void writeModel(JsonGenerator json, BytePairs pairs) {
        json.writeObjectPropertyStart("model");
        json.writeStringProperty("type", "BPE");
        json.writeNullProperty("dropout");
        json.writeNullProperty("unk_token");
        json.writeNullProperty("continuing_subword_prefix");
        json.writeNullProperty("end_of_word_suffix");
        json.writeBooleanProperty("fuse_unk", false);
        json.writeBooleanProperty("byte_fallback", false);
        json.writeBooleanProperty("ignore_merges", false);
        json.writeObjectPropertyStart("vocab");
        List<String> symbols = pairs.symbols();
        for (int id = 0; id < symbols.size(); id++) {
            json.writeNumberProperty(symbols.get(id), id);
        }
        json.writeEndObject();
        json.writeArrayPropertyStart("merges");
        pairs.merges().forEach(merge -> json.writeString(symbols.get(merge.left()) + " " + symbols.get(merge.right())));
        json.writeEndArray();
        json.writeEndObject();
    }

    /// The encoding that such a file holds.
    ///
    /// @param required a special token that is given the next id if the file has none of this name
    /// @throws IllegalArgumentException if it is no such file, or asks for something that is not done here, such
    ///     as a normalizer, another pre-tokenizer or dropout; the message names it
    public static BytePairs read(byte[] bytes, String required) {
        return new TokenizerFileReader(required).read(bytes);
    }
}

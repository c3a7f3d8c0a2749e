package refrain.benchmarks.golden;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SequencedMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/// Writes golden numbers as JSON: one array a line, floats with the digits that bring the same bits back.
final class GoldenFile implements AutoCloseable {
    private final OutputStream out;
    private final JsonGenerator json;

    /// Opens `file` for one JSON object.
    GoldenFile(Path file) throws IOException {
        out = Files.newOutputStream(file);
        json = new JsonFactory().createGenerator(new Indented(), out);
        json.writeStartObject();
    }

    GoldenFile text(String name, String value) {
        json.writeStringProperty(name, value);
        return this;
    }

    GoldenFile number(String name, float value) {
        json.writeName(name).writeNumber(value);
        return this;
    }

    GoldenFile sizes(SequencedMap<String, Integer> sizes) {
        sizes.forEach((name, size) -> json.writeName(name).writeNumber(size));
        return this;
    }

    GoldenFile tokens(String name, int[] ids) {
        json.writeName(name).writeArray(ids, 0, ids.length);
        return this;
    }

    GoldenFile numbers(String name, float[] values) {
        json.writeName(name).writeStartArray();
        for (float value : values) {
            json.writeNumber(value);
        }
        json.writeEndArray();
        return this;
    }

    /// A tensor: its `shape` and its row-major `values`.
    GoldenFile tensor(String name, Tensor tensor) {
        startObject(name);
        json.writeName("shape").writeArray(tensor.shape(), 0, tensor.shape().length);
        return numbers("values", tensor.values()).endObject();
    }

    /// An object of tensors.
    GoldenFile tensors(String name, SequencedMap<String, Tensor> tensors) {
        startObject(name);
        tensors.forEach(this::tensor);
        return endObject();
    }

    GoldenFile startObject(String name) {
        json.writeObjectPropertyStart(name);
        return this;
    }

    GoldenFile endObject() {
        json.writeEndObject();
        return this;
    }

    @Override
    public void close() throws IOException {
        json.writeEndObject();
        json.writeRaw('\n');
        json.close();
        out.close();
    }

    /// Objects over several lines, arrays on one.
    private static final class Indented extends ObjectWriteContext.Base {
        private final PrettyPrinter printer = new DefaultPrettyPrinter();

        @Override
        public PrettyPrinter getPrettyPrinter() {
            return printer;
        }

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }
    }
}

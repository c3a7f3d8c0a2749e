package refrain.lm.safetensors;

import static java.nio.channels.FileChannel.MapMode.READ_ONLY;
import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import refrain.file.AtomicFile;

/// A file of named tensors, mapped into memory.
/// ```
/// n, the header's length (8 bytes)   header, JSON (n bytes)   data       all numbers little-endian
/// ```
/// Reading trusts nothing: every length, shape and offset is checked against the file before memory is taken, and
/// tensors must fill the data without gaps or overlaps.
///
/// @see <a href="https://huggingface.co/docs/safetensors">The safetensors format</a>
public final class Safetensors implements AutoCloseable {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final String file;
    private final Arena arena;
    private final SafetensorsHeader header;
    private final MemorySegment data;

    private Safetensors(String file, Arena arena, SafetensorsHeader header, MemorySegment data) {
        this.file = file;
        this.arena = arena;
        this.header = header;
        this.data = data;
    }

    /// Writes a file, replacing an older one only when the new one is whole: see [AtomicFile]. Equal arguments
    /// give equal bytes; nothing is held in memory beside the arrays.
    public static void write(Path file, SequencedMap<String, String> metadata, List<StoredTensor> tensors)
            throws IOException {
        SafetensorsHeader header = new SafetensorsHeader(metadata, entries(tensors));
        AtomicFile.write(file, channel -> new SafetensorsWriter(channel).write(header, tensors));
    }

    private static SequencedMap<String, TensorEntry> entries(List<StoredTensor> tensors) {
        SequencedMap<String, TensorEntry> entries = new LinkedHashMap<>();
        long at = 0;
        for (StoredTensor tensor : tensors) {
            ElementType type = tensor instanceof StoredTensor.Bytes ? ElementType.U8 : ElementType.F32;
            long end = at + TensorEntry.bytes(type, tensor.shape());
            TensorEntry entry = new TensorEntry(tensor.name(), type, tensor.shape(), at, end);
            if (entries.put(tensor.name(), entry) != null || tensor.name().equals(SafetensorsHeader.METADATA)) {
                throw new IllegalArgumentException("tensor \"%s\": the name is taken already".formatted(tensor.name()));
            }
            at = end;
        }
        return entries;
    }

    /// Opens a file and checks its header.
    ///
    /// @throws ModelFileException if it is not a sound safetensors file
    @SuppressWarnings("MustBeClosedChecker") // the arena is closed by the object returned
    public static Safetensors open(Path file) throws IOException {
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(file, READ)) {
            return of(file.toString(), arena, channel.map(READ_ONLY, 0, channel.size(), arena));
        } catch (ModelFileException e) {
            arena.close();
            throw e;
        } catch (IOException e) {
            arena.close();
            throw ModelFileException.unreadable(file.toString(), e);
        }
    }

    /// A file in memory that outlives what is returned.
    public static Safetensors of(String file, byte[] bytes) throws ModelFileException {
        return of(file, Arena.ofAuto(), MemorySegment.ofArray(bytes));
    }

    private static Safetensors of(String file, Arena arena, MemorySegment bytes) throws ModelFileException {
        long length = headerLength(file, bytes);
        try {
            byte[] json = bytes.asSlice(Long.BYTES, length).toArray(ValueLayout.JAVA_BYTE);
            SafetensorsHeader header = SafetensorsHeader.read(json);
            MemorySegment data = bytes.asSlice(Long.BYTES + length);
            header.requireFilling(data.byteSize());
            return new Safetensors(file, arena, header, data);
        } catch (IllegalArgumentException e) {
            throw ModelFileException.damaged(file, String.valueOf(e.getMessage()), e);
        }
    }

    private static long headerLength(String file, MemorySegment bytes) throws ModelFileException {
        long room = bytes.byteSize() - Long.BYTES;
        if (room < 0) {
            throw ModelFileException.damaged(file, "it has %d bytes; expected at least 8".formatted(bytes.byteSize()));
        }
        long length = bytes.get(LONG, 0);
        if (isText(bytes)) {
            throw ModelFileException.unsuitable(
                    file, "it holds text; a model's name ends in .safetensors, .arpa or, of a mixture, .json");
        }
        if (length < 2 || length > room || length > SafetensorsHeader.MAX_BYTES) {
            throw ModelFileException.damaged(
                    file,
                    "its header has %s bytes; expected 2 to %d"
                            .formatted(Long.toUnsignedString(length), Math.min(room, SafetensorsHeader.MAX_BYTES)));
        }
        if (bytes.get(ValueLayout.JAVA_BYTE, Long.BYTES) != '{') {
            throw ModelFileException.damaged(file, "its header does not begin with {");
        }
        return length;
    }

    /// Whether letters stand where the header's length should, which is a number far below what they would make.
    private static boolean isText(MemorySegment bytes) {
        for (int i = 0; i < Long.BYTES; i++) {
            byte b = bytes.get(ValueLayout.JAVA_BYTE, i);
            if (b < ' ' && b != '\n' && b != '\t' && b != '\r' || b == 0x7F) {
                return false;
            }
        }
        return true;
    }

    /// The file's name, for messages.
    public String file() {
        return file;
    }

    /// The strings that travel with the tensors, in the file's order.
    public SequencedMap<String, String> metadata() {
        return Collections.unmodifiableSequencedMap(header.metadata());
    }

    /// The names of all tensors, in the file's order.
    public List<String> names() {
        return List.copyOf(header.tensors().keySet());
    }

    /// The length of each dimension of a tensor, the slowest first; empty if there is no such tensor.
    public Optional<List<Long>> shape(String name) {
        return Optional.ofNullable(header.tensors().get(name)).map(TensorEntry::shape);
    }

    /// The number of elements of a tensor, 0 if there is no such tensor.
    public long elements(String name) {
        TensorEntry entry = header.tensors().get(name);
        return entry == null ? 0 : (entry.end() - entry.begin()) / entry.type().bytes();
    }

    /// Reads a tensor of the given name and shape into its array; padding is left alone. Floats of other widths
    /// are converted.
    ///
    /// @throws ModelFileException if there is no such tensor, or its shape or type is another
    public void read(StoredTensor into) throws ModelFileException {
        TensorEntry entry = entry(into.name());
        if (!entry.shape().equals(into.shape())) {
            throw ModelFileException.unsuitable(
                    file,
                    "tensor \"%s\" has the shape %s; expected %s".formatted(into.name(), entry.shape(), into.shape()));
        }
        MemorySegment bytes = bytes(entry);
        switch (into) {
            case StoredTensor.Matrix matrix -> readRows(requireFloats(entry), bytes, matrix);
            case StoredTensor.Vector vector -> requireFloats(entry).read(bytes, vector.values(), 0, vector.length());
            case StoredTensor.Bytes target ->
                MemorySegment.copy(requireBytes(entry), 0, MemorySegment.ofArray(target.values()), 0, bytes.byteSize());
        }
    }

    private static void readRows(ElementType type, MemorySegment bytes, StoredTensor.Matrix into) {
        long rowBytes = (long) into.columns() * type.bytes();
        for (int row = 0; row < into.rows(); row++) {
            type.read(bytes.asSlice(row * rowBytes), into.values(), row * into.stride(), into.columns());
        }
    }

    /// All of a tensor of bytes.
    ///
    /// @throws ModelFileException if there is no such tensor, or its type is another
    public byte[] bytes(String name) throws ModelFileException {
        MemorySegment bytes = requireBytes(entry(name));
        if (bytes.byteSize() > Integer.MAX_VALUE - 8) {
            throw ModelFileException.unsuitable(
                    file, "tensor \"%s\" has %,d bytes; expected less than 2^31".formatted(name, bytes.byteSize()));
        }
        return bytes.toArray(ValueLayout.JAVA_BYTE);
    }

    private TensorEntry entry(String name) throws ModelFileException {
        TensorEntry entry = header.tensors().get(name);
        if (entry == null) {
            throw ModelFileException.unsuitable(
                    file, "it holds no tensor \"%s\"; expected a file that this program wrote".formatted(name));
        }
        return entry;
    }

    private MemorySegment bytes(TensorEntry entry) {
        return data.asSlice(entry.begin(), entry.end() - entry.begin());
    }

    private MemorySegment requireBytes(TensorEntry entry) throws ModelFileException {
        if (entry.type() != ElementType.U8) {
            throw wrongType(entry, "U8");
        }
        return bytes(entry);
    }

    private ElementType requireFloats(TensorEntry entry) throws ModelFileException {
        if (!entry.type().isFloat()) {
            throw wrongType(entry, "F32, F16, BF16 or F64");
        }
        return entry.type();
    }

    private ModelFileException wrongType(TensorEntry entry, String expected) {
        return ModelFileException.unsuitable(
                file, "tensor \"%s\" is of type %s; expected %s".formatted(entry.name(), entry.type(), expected));
    }

    /// Unmaps the file.
    @Override
    public void close() {
        if (arena.scope().isAlive() && data.isMapped()) {
            arena.close();
        }
    }
}

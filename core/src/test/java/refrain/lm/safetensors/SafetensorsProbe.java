package refrain.lm.safetensors;

import java.util.List;

/// Reads all of a file that may be anything.
final class SafetensorsProbe {
    private SafetensorsProbe() {}

    /// Whether the bytes are a file that can be opened; every tensor of it is then read, which may be refused but
    /// by a [ModelFileException] only.
    static boolean isSound(byte[] bytes) {
        Safetensors tensors;
        try {
            tensors = Safetensors.of("fuzz", bytes);
        } catch (ModelFileException e) {
            return false;
        }
        tensors.names().forEach(name -> read(tensors, name));
        return true;
    }

    private static void read(Safetensors tensors, String name) {
        List<Long> shape = tensors.shape(name).orElseThrow();
        try {
            if (shape.size() == 1 && shape.getFirst() > 0 && shape.getFirst() <= 1 << 20) {
                tensors.read(StoredTensor.vector(name, new float[Math.toIntExact(shape.getFirst())]));
            } else {
                tensors.bytes(name);
            }
        } catch (ModelFileException e) {
            if (e.getMessage() == null || !e.getMessage().startsWith("fuzz: tensor \"")) {
                throw new AssertionError("a refusal that does not name the tensor", e);
            }
        }
    }
}

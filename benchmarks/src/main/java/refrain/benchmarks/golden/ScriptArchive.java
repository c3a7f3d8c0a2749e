package refrain.benchmarks.golden;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A TorchScript file around the source of one function: the way to operations that DJL has no method for.
final class ScriptArchive {
    /// Pickle, protocol 2: an object of class `__torch__.M` whose state is `{"training": True}`.
    private static final byte[] MODULE = latin1("\u0080\u0002c__torch__\nM\n)\u0081}X\b\0\0\0training\u0088sb.");

    /// Pickle, protocol 2: the empty tuple.
    private static final byte[] NO_CONSTANTS = latin1("\u0080\u0002).");

    /// The file format's number, as `torch.jit.save` wrote it before it knew of anything needing a newer one.
    private static final byte[] VERSION = latin1("3\n");

    private ScriptArchive() {}

    /// Writes `FOLDER/script.pt`.
    /// @param forward method `forward` of class `__torch__.M`, indented by two spaces
    static void write(Path folder, String forward) throws IOException {
        String source = """
            class M(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
            """ + forward;
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("script.pt")))) {
            entry(zip, "data.pkl", MODULE);
            entry(zip, "code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
            entry(zip, "constants.pkl", NO_CONSTANTS);
            entry(zip, "version", VERSION);
        }
    }

    private static void entry(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry("script/" + name));
        zip.write(bytes);
        zip.closeEntry();
    }

    private static byte[] latin1(String bytes) {
        return bytes.getBytes(StandardCharsets.ISO_8859_1);
    }
}

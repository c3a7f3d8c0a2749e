package refrain.benchmarks.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptArchiveTest {
    @Test
    void write_putsTheFunctionIntoAModule(@TempDir Path folder) throws IOException {
        ScriptArchive.write(folder, "  def forward(self: __torch__.M) -> Tensor:\n");
        try (ZipFile zip = new ZipFile(folder.resolve("script.pt").toFile())) {
            assertThat(zip.stream())
                    .extracting(ZipEntry::getName)
                    .containsExactly(
                            "script/data.pkl", "script/code/__torch__.py", "script/constants.pkl", "script/version");
            byte[] code =
                    zip.getInputStream(zip.getEntry("script/code/__torch__.py")).readAllBytes();
            assertThat(new String(code, StandardCharsets.UTF_8))
                    .startsWith("class M(Module):\n")
                    .endsWith("\n  def forward(self: __torch__.M) -> Tensor:\n");
        }
    }
}

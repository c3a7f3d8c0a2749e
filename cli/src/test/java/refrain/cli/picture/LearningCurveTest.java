package refrain.cli.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class LearningCurveTest {
    @Test
    void draw_run_showsBothLossesTheRateAndTheBest(@TempDir Path folder) throws IOException {
        Path metrics = Files.write(folder.resolve("m.metrics.jsonl"), lines(200, 20));
        Path picture = folder.resolve("m.svg");
        LearningCurve.draw("m.safetensors", metrics, picture);
        Document svg = parse(Files.readString(picture));
        assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(3);
        assertThat(texts(svg))
                .contains("m.safetensors", "training", "validation", "loss (nats per token)", "learning rate")
                .contains("best validation loss 1.4050, perplexity 4.08, after 200,000 tokens")
                .contains("training tokens read (thousands)");
    }

    @Test
    void svg_ofARunThatBeganBetter_marksTheBestOfItsOwn() {
        List<String> lines = List.of(
                "{\"update\":0,\"tokens\":0,\"validationLoss\":1.5}",
                "{\"update\":5,\"tokens\":50,\"loss\":1.5,\"validationLoss\":1.7,\"rate\":0.1}",
                "{\"update\":9,\"tokens\":90,\"loss\":1.4,\"validationLoss\":1.8,\"rate\":0.1}");
        assertThat(LearningCurve.svg("tuned", Metrics.of(lines)))
                .contains("best validation loss 1.7000, perplexity 5.47, after 50 tokens");
    }

    @Test
    void svg_manyLines_staysSmall() {
        String svg = LearningCurve.svg("long", Metrics.of(lines(100_000, 1_000)));
        assertThat(svg.length()).isLessThan(60_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void svg_hardlyAnyLines_isStillAPicture(int count) {
        assertThatCode(() -> parse(LearningCurve.svg("short", Metrics.of(lines(count, 1)))))
                .doesNotThrowAnyException();
    }

    @Test
    void svg_constantLosses_hasFiniteCoordinates() {
        String line = "{\"tokens\":%d,\"loss\":2.0,\"rate\":0.0}";
        String svg = LearningCurve.svg("flat", Metrics.of(List.of(line.formatted(10), line.formatted(20))));
        assertThat(svg).doesNotContain("NaN").doesNotContain("Infinity");
        assertThatCode(() -> parse(svg)).doesNotThrowAnyException();
    }

    @Test
    void svg_titleWithMarkup_isEscaped() {
        String title = "a<b>&\"c\".safetensors";
        Document svg = parse(LearningCurve.svg(title, Metrics.of(lines(3, 1))));
        assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo(title);
    }

    /// Best after 20 tokens; what is shaded begins there and ends with the plot.
    @ParameterizedTest
    @CsvSource({"2, true", "1, false"}) // an earlier turn that was made good later is none
    void svg_overfitting_isShadedFromTheBestOn(int since, boolean shaded) {
        String line = "{\"update\":%d,\"tokens\":%d,\"loss\":2.0,\"validationLoss\":%s,\"rate\":0.1}";
        Document svg = parse(LearningCurve.svg(
                "turned",
                Metrics.of(List.of(
                        line.formatted(1, 10, 2.5),
                        line.formatted(2, 20, 2.25),
                        line.formatted(3, 30, 2.375),
                        "{\"update\":3,\"overfittingSince\":%d}".formatted(since),
                        line.formatted(4, 40, 2.5)))));
        assertThat(texts(svg).contains("over-fitting")).isEqualTo(shaded);
        assertThat(svg.getElementsByTagName("rect").getLength()).isEqualTo(shaded ? 2 : 1);
        if (shaded) {
            Element shade = (Element) svg.getElementsByTagName("rect").item(1);
            Element ring = (Element) svg.getElementsByTagName("circle").item(4);
            assertThat(shade.getAttribute("x")).isEqualTo(ring.getAttribute("cx"));
        }
    }

    @Test
    void read_lineCutOffByAKill_isPassedOver() {
        Metrics metrics = Metrics.of(List.of(
                "{\"tokens\":10,\"loss\":2.0,\"rate\":0.1}",
                "{\"event\":\"note\",\"text\":\"no numbers\"}",
                "{\"tokens\":20,\"loss\":null,\"rate\":0.1}",
                "{\"tokens\":30,\"lo"));
        assertThat(metrics.training().tokens()).containsExactly(10);
        assertThat(metrics.rate().tokens()).containsExactly(10, 20);
    }

    private static List<String> lines(int count, int validateEvery) {
        List<String> lines = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            String validation = i % validateEvery == 0 ? ",\"validationLoss\":" + (1.4 + 1.0 / i) : "";
            lines.add(
                    String.format(Locale.ROOT, "{\"tokens\":%d,\"loss\":%f,\"rate\":%f", 1000 * i, 1 + 3.0 / i, 0.1 / i)
                            + validation + "}");
        }
        return lines;
    }

    private static Document parse(String svg) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException | javax.xml.parsers.ParserConfigurationException | org.xml.sax.SAXException e) {
            throw new AssertionError(svg, e);
        }
    }

    private static List<String> texts(Document svg) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < svg.getElementsByTagName("text").getLength(); i++) {
            texts.add(svg.getElementsByTagName("text").item(i).getTextContent());
        }
        return texts;
    }
}

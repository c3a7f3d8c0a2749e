package refrain.benchmarks.phase;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SvgTest {
    @Test
    void document_hasTitleAndSize() {
        assertThat(new Svg("a < b", 90, 50).document())
                .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 90 50\" role=\"img\">")
                .contains("<title>a &lt; b</title>")
                .endsWith("</svg>\n");
    }

    @Test
    void text_isEscaped() {
        Svg svg = new Svg("", 1, 1);
        svg.text("end", 1.25, 2, "R&D > 1");
        assertThat(svg.document()).contains("<text class=\"end\" x=\"1.3\" y=\"2.0\">R&amp;D &gt; 1</text>\n");
    }

    @Test
    void shapes_haveOneDigitAfterThePoint() {
        Svg svg = new Svg("", 1, 1);
        svg.line("grid", 0, 1, 2, 3.14);
        svg.point(4, 5);
        assertThat(svg.document())
                .contains("<line class=\"grid\" x1=\"0.0\" y1=\"1.0\" x2=\"2.0\" y2=\"3.1\"/>\n")
                .contains("<circle class=\"point\" cx=\"4.0\" cy=\"5.0\" r=\"4\"/>\n");
    }
}

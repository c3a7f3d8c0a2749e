package refrain.benchmarks.phase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class RooflinePictureTest {
    private static final Ceilings CEILINGS = new Ceilings(200, 190, new TreeMap<>(Map.of(1_000L, 80.0, 2_000L, 20.0)));

    private static Finding finding(Phase phase, Cost cost) {
        return new Finding(phase, 1e-6, 0.1, cost, CEILINGS);
    }

    private static List<Finding> findings() {
        return Stream.of(Phase.values())
                .map(phase -> switch (phase) {
                    case UPDATE, SOFTMAX -> finding(phase, new Cost(0, 1_000, 1_000));
                    case WAITING, OTHER -> finding(phase, Cost.NONE);
                    default -> finding(phase, new Cost(150_000, 3_000, 1_000));
                })
                .toList();
    }

    @Test
    void svg_isXmlWithAPointForEachProduct() throws Exception {
        String svg = RooflinePicture.svg("tiny", 2, findings());
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertThat(svg.split("<circle")).hasSize(1 + 8);
        assertThat(svg).contains("recurrence forward", "multiply-add 200 Gflop/s", "read 2.0 kB: 20 GB/s");
        assertThat(svg).doesNotContain(">150  update", "NaN", "Infinity");
    }

    @Test
    void svg_withoutProducts_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RooflinePicture.svg("tiny", 1, List.of(finding(Phase.OTHER, Cost.NONE))))
                .withMessageContaining("tiny: no phase with a product was sampled");
    }

    @Test
    void spread_equalPlaces_keepsLabelsApartAndInside() {
        for (double place : new double[] {0, 100, 300, 500, 900}) {
            double[] places = RooflinePicture.spread(new double[] {place, place, place, place});
            for (int i = 0; i < places.length; i++) {
                assertThat(places[i]).isBetween(100.0, 500.0);
                assertThat(i == 0 || places[i] - places[i - 1] >= 18).isTrue();
            }
        }
    }

    @Test
    void spread_placesApart_staysThere() {
        assertThat(RooflinePicture.spread(new double[] {120, 200, 480})).containsExactly(120, 200, 480);
    }
}

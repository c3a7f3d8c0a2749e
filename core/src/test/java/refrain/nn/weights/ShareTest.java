package refrain.nn.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import refrain.kernel.Kernels;
import refrain.kernel.Panels;
import refrain.kernel.Products;
import refrain.kernel.random.SeededRandom;
import refrain.kernel.team.Team;
import refrain.kernel.team.Worker;

class ShareTest {
    static final List<String> KERNELS = Kernels.NAMES;
    private static final int PANEL = Products.PANEL;
    private static final int[] TEAMS = {1, 2, 3, 7};

    private static Stream<Arguments> matrices() {
        return IntStream.of(16, 48, 64, 80, 112, 144, 656, 2_608)
                .boxed()
                .flatMap(columns ->
                        IntStream.of(1, 2, 3, 5, 7, 20, 33, 50).mapToObj(rows -> Arguments.of(columns, rows)));
    }

    @ParameterizedTest
    @MethodSource("matrices")
    void shares_coverEachRowOfEachPanelOnce(int columns, int rows) {
        for (int workers : TEAMS) {
            int[] owners = new int[Panels.count(columns) * rows];
            for (Worker worker : workers(workers)) {
                Share share = share(columns, rows, worker);
                for (int panel = share.firstPanel(); panel < share.endPanel(); panel++) {
                    for (int row = share.firstRow(panel); row < share.endRow(panel); row++) {
                        owners[panel * rows + row]++;
                    }
                }
            }
            assertThat(owners).containsOnly(1);
        }
    }

    @ParameterizedTest
    @MethodSource("matrices")
    void sharesOfWholeRows_coverEachRowOfEachPanelOnce(int columns, int rows) {
        for (int workers : TEAMS) {
            int[] owners = new int[Panels.count(columns) * rows];
            for (Worker worker : workers(workers)) {
                Share share = new Share(columns);
                share.ofWholeRows(worker, rows);
                for (int panel = share.firstPanel(); panel < share.endPanel(); panel++) {
                    for (int row = share.firstRow(panel); row < share.endRow(panel); row++) {
                        owners[panel * rows + row]++;
                    }
                }
            }
            assertThat(owners).containsOnly(1);
        }
    }

    @ParameterizedTest
    @MethodSource("matrices")
    void shareOfWholeRows_hasTheSameRowsOfAllPanels(int columns, int rows) {
        for (Worker worker : workers(3)) {
            Share share = new Share(columns);
            share.ofWholeRows(worker, rows);
            for (int panel = share.firstPanel(); panel < share.endPanel(); panel++) {
                assertThat(share.firstRow(panel)).isEqualTo(worker.from(rows));
                assertThat(share.endRow(panel)).isEqualTo(worker.to(rows));
            }
        }
    }

    /// In units of 16 columns of a row; a row of a panel is not divided.
    @ParameterizedTest
    @MethodSource("matrices")
    void shares_costAboutTheSame(int columns, int rows) {
        for (int workers : TEAMS) {
            double even = columns / 16.0 * rows / workers;
            for (Worker worker : workers(workers)) {
                assertThat((double) cost(share(columns, rows, worker), columns)).isBetween(even - 4, even + 4);
            }
        }
    }

    @ParameterizedTest
    @FieldSource("KERNELS")
    void product_sharedByATeam_hasTheSameBits(String kernels) {
        float[] a = random(1, 13 * 65);
        float[] b = random(2, Panels.count(656) * 65 * PANEL);
        float[] alone = product(Kernels.named(kernels).products(), 1, a, b);
        for (int workers : TEAMS) {
            assertThat(bits(product(Kernels.named(kernels).products(), workers, a, b)))
                    .isEqualTo(bits(alone));
        }
    }

    /// C[13×656] = A[13×65]·B, the panels of C one after the other.
    private static float[] product(Products products, int workers, float[] a, float[] b) {
        float[] c = new float[Panels.count(656) * 13 * PANEL];
        try (Team team = Team.of(workers)) {
            team.run(worker -> {
                Share share = share(656, 13, worker);
                for (int panel = share.firstPanel(); panel < share.endPanel(); panel++) {
                    int row = share.firstRow(panel);
                    products.multiply(
                            Products.Layout.rows(Panels.width(panel, 656), 65, PANEL),
                            share.endRow(panel) - row,
                            65,
                            a,
                            row * 65,
                            b,
                            panel * 65 * PANEL,
                            c,
                            (panel * 13 + row) * PANEL);
                }
            });
        }
        return c;
    }

    private static Share share(int columns, int rows, Worker worker) {
        Share share = new Share(columns);
        share.of(worker, rows);
        return share;
    }

    private static int cost(Share share, int columns) {
        int cost = 0;
        for (int panel = share.firstPanel(); panel < share.endPanel(); panel++) {
            cost += (share.endRow(panel) - share.firstRow(panel)) * Panels.width(panel, columns) / 16;
        }
        return cost;
    }

    /// The workers of a team; they know their number and the team's size after it has gone.
    private static List<Worker> workers(int count) {
        Worker[] workers = new Worker[count];
        try (Team team = Team.of(count)) {
            team.run(worker -> workers[worker.index()] = worker);
        }
        return List.of(workers);
    }

    private static float[] random(long seed, int count) {
        SeededRandom random = SeededRandom.of(seed);
        float[] x = new float[count];
        for (int i = 0; i < count; i++) {
            x[i] = random.nextFloat() - 0.5f;
        }
        return x;
    }

    private static int[] bits(float[] x) {
        return IntStream.range(0, x.length).map(i -> Float.floatToIntBits(x[i])).toArray();
    }
}

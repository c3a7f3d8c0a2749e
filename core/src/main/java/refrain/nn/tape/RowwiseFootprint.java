package refrain.nn.tape;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import refrain.nn.LayerConfig;

/// The floats that a layer of the row-wise path takes besides those of every layer.
/// @param layer not residual
/// @param maps its linear maps, in their order
record RowwiseFootprint(LayerConfig layer, List<Map> maps) {
    /// @param rows M
    /// @param columns K
    record Map(long rows, long columns) {
        private long stride() {
            return padded(columns);
        }
    }

    static RowwiseFootprint of(LayerConfig layer, int inputs) {
        List<Map> maps = new ArrayList<>();
        if (layer instanceof LayerConfig.Projected(int hidden, int projection)) {
            maps.add(new Map(projection, hidden));
        } else if (layer instanceof LayerConfig.Mogrifier(int hidden, int rounds, int rank)) {
            for (int i = 0; i < rounds; i++) {
                int to = i % 2 == 0 ? inputs : hidden;
                int from = i % 2 == 0 ? hidden : inputs;
                if (rank == 0) {
                    maps.add(new Map(to, from));
                } else {
                    maps.add(new Map(to, rank));
                    maps.add(new Map(rank, from));
                }
            }
        }
        return new RowwiseFootprint(layer, maps);
    }

    private static long padded(long n) {
        return Math.ceilDiv(n, 16L) * 16;
    }

    private boolean normalises() {
        return layer instanceof LayerConfig.Normalised;
    }

    long parameterRows() {
        return normalises() ? 4 : maps.stream().mapToLong(Map::rows).sum();
    }

    long values() {
        long norms = normalises() ? 2 * padded(4L * layer.hidden()) + 2 * padded(layer.hidden()) : 0;
        return norms + maps.stream().mapToLong(map -> map.rows * map.stride()).sum();
    }

    LongStream forward() {
        return maps.stream().mapToLong(map -> map.columns * LayerFootprint.columns(padded(map.rows)));
    }

    LongStream backward() {
        return maps.stream().mapToLong(map -> map.rows * LayerFootprint.columns(map.stride()));
    }

    /// What a window holds in panels besides the gates.
    LongStream panels(long rows, long gateColumns, boolean trained) {
        if (normalises()) {
            return LongStream.of(rows * gateColumns, rows * gateColumns);
        }
        long kept = trained ? rows : 0;
        return maps.stream()
                .flatMapToLong(map -> LongStream.of(
                        kept * LayerFootprint.columns(padded(map.rows)), kept * LayerFootprint.columns(map.stride())));
    }

    /// What a window holds besides.
    long window(long streams, long rows, boolean trained) {
        long stride = padded(layer.hidden());
        return switch (layer) {
            case LayerConfig.Normalised normalised -> rows * (3 + stride + (trained ? 5 * stride : 0));
            case LayerConfig.Projected projected -> (streams + rows) * stride * (trained ? 2 : 1);
            case LayerConfig.Mogrifier mogrifier -> rows * modulations(mogrifier.rank() > 0, trained);
            case LayerConfig.Elman elman -> 0;
            case LayerConfig.Lstm lstm -> 0;
            case LayerConfig.Gru gru -> 0;
            case LayerConfig.Residual residual -> 0;
        };
    }

    /// Of a row: of each round its gates, its result and, of low rank, what lies between, with gradients.
    private long modulations(boolean lowRank, boolean trained) {
        long sum = 0;
        for (int i = 0; i < maps.size(); i++) {
            long width = padded(maps.get(i).rows);
            boolean isInner = lowRank && i % 2 == 1;
            sum += isInner ? width * (trained ? 2 : 1) : width * (trained ? 3 : 2);
        }
        return sum;
    }
}

package refrain.kernel;

import org.junit.jupiter.api.Nested;

class CellsTest {
    @Nested
    class Plain extends CellsContract {
        Plain() {
            super(Kernels.named("plain").cells());
        }
    }

    @Nested
    class Vector128 extends CellsContract {
        Vector128() {
            super(Kernels.named("vector128").cells());
        }
    }

    @Nested
    class Vector256 extends CellsContract {
        Vector256() {
            super(Kernels.named("vector256").cells());
        }
    }

    @Nested
    class Vector512 extends CellsContract {
        Vector512() {
            super(Kernels.named("vector512").cells());
        }
    }
}

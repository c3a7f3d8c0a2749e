package refrain.kernel;

import org.junit.jupiter.api.Nested;

class RowsTest {
    @Nested
    class Plain extends RowsContract {
        Plain() {
            super(Kernels.named("plain").rows());
        }
    }

    @Nested
    class Vector128 extends RowsContract {
        Vector128() {
            super(Kernels.named("vector128").rows());
        }
    }

    @Nested
    class Vector256 extends RowsContract {
        Vector256() {
            super(Kernels.named("vector256").rows());
        }
    }

    @Nested
    class Vector512 extends RowsContract {
        Vector512() {
            super(Kernels.named("vector512").rows());
        }
    }
}

package refrain.kernel;

import org.junit.jupiter.api.Nested;

class SumsTest {
    @Nested
    class Plain extends SumsContract {
        Plain() {
            super(Kernels.named("plain").sums());
        }
    }

    @Nested
    class Vector128 extends SumsContract {
        Vector128() {
            super(Kernels.named("vector128").sums());
        }
    }

    @Nested
    class Vector256 extends SumsContract {
        Vector256() {
            super(Kernels.named("vector256").sums());
        }
    }

    @Nested
    class Vector512 extends SumsContract {
        Vector512() {
            super(Kernels.named("vector512").sums());
        }
    }
}

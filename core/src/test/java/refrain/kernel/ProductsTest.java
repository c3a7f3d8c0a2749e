package refrain.kernel;

import org.junit.jupiter.api.Nested;

class ProductsTest {
    @Nested
    class Plain extends ProductsContract {
        Plain() {
            super(Kernels.named("plain").products());
        }
    }

    @Nested
    class Vector128 extends ProductsContract {
        Vector128() {
            super(Kernels.named("vector128").products());
        }
    }

    @Nested
    class Vector256 extends ProductsContract {
        Vector256() {
            super(Kernels.named("vector256").products());
        }
    }

    @Nested
    class Vector512 extends ProductsContract {
        Vector512() {
            super(Kernels.named("vector512").products());
        }
    }
}

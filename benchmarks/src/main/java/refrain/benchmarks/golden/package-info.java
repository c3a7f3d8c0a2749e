/// Numbers computed by PyTorch for small networks, which the tests of Refrain's own networks and optimisers must meet.
/// Run by hand; what it writes is kept under `core/src/test/resources/golden`.
@NullMarked
package refrain.benchmarks.golden;

import org.jspecify.annotations.NullMarked;

/// What was found: results of a comparison, as tables and as JSON.
@NullMarked
package refrain.benchmarks.report;

import org.jspecify.annotations.NullMarked;

/// What a run is to do, as records: nothing here computes but the schedule.
@NullMarked
package refrain.train.config;

import org.jspecify.annotations.NullMarked;

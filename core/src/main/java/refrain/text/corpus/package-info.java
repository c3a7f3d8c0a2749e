/// The text of files as one stream of code points: found, unpacked, checked to be UTF-8, measured, and cut in two.
/// A file that cannot be used is named together with what to do.
@NullMarked
package refrain.text.corpus;

import org.jspecify.annotations.NullMarked;

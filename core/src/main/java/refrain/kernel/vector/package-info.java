/// The kernels in the Vector API: the only package that touches the incubator module. Load nothing of it before that
/// module is known to be present.
///
/// A kernel here is a *template*: a class whose species is a constant of its class data. [Width] defines it once for
/// each width as a hidden class, so that one source serves all widths and the compiler sees a true constant in each. A
/// template is package-private and final, has no state, no constructor with arguments, no nested classes or lambdas, is
/// named only as an argument of [Width], and passes no vector between methods: a call that is not inlined would put it
/// on the heap.
@NullMarked
package refrain.kernel.vector;

import org.jspecify.annotations.NullMarked;

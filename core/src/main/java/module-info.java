/// Recurrent language models: trained, measured, asked and run in one process.
///
/// The Vector API is optional: without `--add-modules jdk.incubator.vector` the plain kernels give the same bits,
/// later.
module refrain.core {
    requires static jdk.incubator.vector;
    requires static org.jspecify;
    requires tools.jackson.core;

    exports refrain.eval;
    exports refrain.eval.novelty;
    exports refrain.file;
    exports refrain.generate;
    exports refrain.kernel;
    exports refrain.kernel.random;
    exports refrain.kernel.team;
    exports refrain.lm;
    exports refrain.lm.adapt;
    exports refrain.lm.files;
    exports refrain.lm.mixture;
    exports refrain.lm.ngram;
    exports refrain.lm.safetensors;
    exports refrain.nn;
    exports refrain.nn.network;
    exports refrain.nn.step;
    exports refrain.nn.tape;
    exports refrain.refusal;
    exports refrain.text;
    exports refrain.text.corpus;
    exports refrain.train;
    exports refrain.train.config;
    exports refrain.train.descent;
    exports refrain.train.search;
}

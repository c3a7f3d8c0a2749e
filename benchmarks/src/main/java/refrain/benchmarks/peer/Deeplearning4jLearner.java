package refrain.benchmarks.peer;

import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;
import refrain.benchmarks.work.Architecture;
import refrain.benchmarks.work.Learner;
import refrain.benchmarks.work.Workload;

/// Deeplearning4j. It differs where it must: one bias a gate, clipping by the norm of each layer rather than of all.
/// Its loss is summed over the steps and averaged over the streams: hence rate / T and norm · T.
public final class Deeplearning4jLearner implements Learner {
    private static final long SEED = 1;

    private final Workload workload;
    private final MultiLayerNetwork network;

    public Deeplearning4jLearner(Workload workload) {
        this.workload = workload;
        network = new MultiLayerNetwork(configuration(workload));
        network.init();
        network.setClearTbpttState(false);
    }

    @Override
    public double train(int[] inputs, int[] targets) {
        network.fit(window(inputs), window(targets));
        return network.score() / workload.steps();
    }

    @Override
    public void close() {
        network.close();
    }

    /// [T×B] to [B×1×T].
    private INDArray window(int[] tokens) {
        float[] values = new float[tokens.length];
        for (int t = 0; t < workload.steps(); t++) {
            for (int b = 0; b < workload.streams(); b++) {
                values[b * workload.steps() + t] = tokens[t * workload.streams() + b];
            }
        }
        return Nd4j.create(values, new long[] {workload.streams(), 1, workload.steps()}, 'c');
    }

    private static MultiLayerConfiguration configuration(Workload workload) {
        Architecture architecture = workload.architecture();
        NeuralNetConfiguration.ListBuilder layers = new NeuralNetConfiguration.Builder()
                .seed(SEED)
                .dataType(DataType.FLOAT)
                .updater(new Sgd(Workload.RATE / workload.steps()))
                .gradientNormalization(GradientNormalization.ClipL2PerLayer)
                .gradientNormalizationThreshold(workload.clipNorm() * workload.steps())
                .list();
        layers.layer(new EmbeddingSequenceLayer.Builder()
                .nIn(architecture.vocabulary())
                .nOut(architecture.embedding())
                .build());
        for (int layer = 0; layer < architecture.layers(); layer++) {
            layers.layer(recurrent(workload, layer));
        }
        return layers.layer(output(workload))
                .backpropType(BackpropType.TruncatedBPTT)
                .tBPTTLength(workload.steps())
                .build();
    }

    private static Layer recurrent(Workload workload, int layer) {
        return switch (workload.architecture().cell()) {
            case RNN -> sized(new SimpleRnn.Builder(), workload, layer);
            case LSTM -> sized(new LSTM.Builder(), workload, layer);
            case GRU -> throw new IllegalArgumentException("Deeplearning4j 1.0.0-M2.1 has no GRU layer");
        };
    }

    private static <T extends BaseRecurrentLayer.Builder<T>> Layer sized(T builder, Workload workload, int layer) {
        return builder.dataFormat(RNNFormat.NCW)
                .nIn(workload.architecture().inputs(layer))
                .nOut(workload.architecture().hidden(layer))
                .activation(Activation.TANH)
                .dropOut(kept(workload))
                .build();
    }

    private static Layer output(Workload workload) {
        return new RnnOutputLayer.Builder(new LossSparseMCXENT())
                .dataFormat(RNNFormat.NCW)
                .nIn(workload.architecture().top())
                .nOut(workload.architecture().vocabulary())
                .activation(Activation.SOFTMAX)
                .dropOut(kept(workload))
                .build();
    }

    /// Its `dropOut` is the share of a layer's inputs that is kept, or 0 to keep all.
    private static double kept(Workload workload) {
        return workload.dropout() == 0 ? 0 : 1 - workload.dropout();
    }
}

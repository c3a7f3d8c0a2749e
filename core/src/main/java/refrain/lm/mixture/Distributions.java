package refrain.lm.mixture;

import java.util.List;
import java.util.function.IntConsumer;
import refrain.lm.LanguageModel;
import refrain.lm.Session;
import refrain.text.TokenStore;

/// Members' whole distributions at places of a text, as many as memory is to take, evenly spread.
/// @param each ln p of every token, [member][place·V + token], at least [LogLinearSession#LEAST]
/// @param targets the token that followed
record Distributions(float[][] each, int[] targets, int vocabulary) {
    /// Floats of all members together: 128 MB. With 10,000 tokens and two members 1,677 places, enough for
    /// a few weights.
    private static final int FLOATS = 1 << 25;

    /// Reads a text with all members.
    /// @param threads of each session
    /// @param watch is told how many tokens more a member has read
    static Distributions of(
            List<LanguageModel> members, List<TokenMap> maps, TokenStore text, int threads, IntConsumer watch) {
        int vocabulary = members.getFirst().vocabulary().size();
        int places = places(members, text.size());
        int[] targets = new int[places];
        float[][] each = new float[members.size()][];
        for (int place = 0; place < places; place++) {
            targets[place] = text.get(position(place, places, text));
        }
        for (int k = 0; k < each.length; k++) {
            each[k] = read(members.get(k), maps.get(k), text, places, threads, watch);
        }
        return new Distributions(each, targets, vocabulary);
    }

    private static int places(List<LanguageModel> members, long tokens) {
        long ofAPlace = (long) members.getFirst().vocabulary().size() * members.size();
        return (int) Math.min(tokens, Math.max(1, FLOATS / ofAPlace));
    }

    /// What is kept of a text of so many tokens.
    static long bytes(List<LanguageModel> members, long tokens) {
        return (long) Float.BYTES
                * members.size()
                * members.getFirst().vocabulary().size()
                * places(members, tokens);
    }

    private static long position(int place, int places, TokenStore text) {
        return place * text.size() / places;
    }

    private static float[] read(
            LanguageModel member, TokenMap map, TokenStore text, int places, int threads, IntConsumer watch) {
        int vocabulary = member.vocabulary().size();
        float[] rows = new float[places * vocabulary];
        float[] row = new float[vocabulary];
        int[] slot = new int[1];
        int[] token = new int[1];
        long at = 0;
        try (Session session = member.open(1, threads)) {
            for (int place = 0; place < places; place++) {
                for (long next = position(place, places, text); at < next; at++) {
                    token[0] = map.of(text.get(at));
                    session.accept(slot, token);
                    watch.accept(1);
                }
                session.logProbabilities(0, row);
                keep(row, map, rows, place * vocabulary);
            }
        }
        return rows;
    }

    private static void keep(float[] row, TokenMap map, float[] rows, int start) {
        for (int token = 0; token < row.length; token++) {
            rows[start + token] = Math.max(LogLinearSession.LEAST, row[map.of(token)]);
        }
    }

    int places() {
        return targets.length;
    }
}

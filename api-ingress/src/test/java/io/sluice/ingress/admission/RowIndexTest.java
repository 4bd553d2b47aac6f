package io.sluice.ingress.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowIndexTest {
    private static final int PLACES = 8;

    @Test
    void findsOfTwoRowsWithTheSameBitsTheOneThatIsMeant() {
        var index = new RowIndex(PLACES);
        index.add(-1, 0);
        index.add(-1, 7);
        assertThat(index.find(-1, row -> row == 7)).isEqualTo(7);
        assertThat(index.find(-1, row -> row == 0)).isZero();
        assertThat(index.find(-1, _ -> false)).isEqualTo(RowIndex.NONE);
    }

    @Test
    void removesARowOnlyFromUnderTheBitsThatAreTold() {
        var index = new RowIndex(PLACES);
        index.add(3, 1);
        index.remove(3, 2);
        index.remove(4, 1);
        assertThat(index.find(3, _ -> true)).isEqualTo(1);
        index.remove(3, 1);
        assertThat(index.find(3, _ -> true)).isEqualTo(RowIndex.NONE);
        assertThat(index.size()).isZero();
    }

    @Test
    void isTheSameUntilItMustBeLarger() {
        var index = new RowIndex(PLACES);
        for (int row = 0; row < 6; row++) {
            assertThat(index.withRoomFor(1)).isSameAs(index);
            index.add(row, row);
        }
        assertThat(index.withRoomFor(1)).isNotSameAs(index);
    }

    // Few bits, so that nearly all stand behind others and those that move up do so around the end too.
    @ParameterizedTest(name = "{0} different bits")
    @ValueSource(ints = {2, 16, 64, 1_000_000})
    void findsWhatAMapFindsWhateverIsPutAndRemoved(int different) {
        var random = new Random(different);
        var model = new HashMap<Integer, Integer>();
        var gone = new HashMap<Integer, Integer>();
        var index = new RowIndex(PLACES);
        for (int step = 0; step < 20_000; step++) {
            int row = random.nextInt(200);
            var bits = model.remove(row);
            if (bits == null) {
                int added = random.nextInt(different) - different / 2;
                model.put(row, added);
                gone.remove(row);
                index = index.withRoomFor(1);
                index.add(added, row);
            } else {
                gone.put(row, bits);
                index.remove(bits, row);
            }
            if (step % 500 == 0) assertHolds(index, model, gone);
        }
        assertHolds(index, model, gone);
    }

    private static void assertHolds(RowIndex index, Map<Integer, Integer> model, Map<Integer, Integer> gone) {
        assertThat(index.size()).isEqualTo(model.size());
        model.forEach((row, bits) ->
                assertThat(index.find(bits, found -> found == row)).isEqualTo(row));
        gone.forEach((row, bits) ->
                assertThat(index.find(bits, found -> found == row)).isEqualTo(RowIndex.NONE));
    }
}

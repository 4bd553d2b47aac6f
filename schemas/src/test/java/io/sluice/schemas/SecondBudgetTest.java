package io.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecondBudgetTest {
    private final SecondBudget budget = new SecondBudget(3);

    @Test
    void isLeftUntilItIsSpent() {
        assertThat(budget.isLeft(1_000)).isTrue();
        budget.spend(2, 1_000);
        assertThat(budget.isLeft(1_400)).isTrue();
        budget.spend(1, 1_400);

        assertThat(budget.isLeft(1_999)).isFalse();
    }

    @Test
    void isThereAgainInTheNextSecond() {
        budget.spend(5, 1_999);
        assertThat(budget.isLeft(2_000)).isTrue();
        budget.spend(2, 2_000);

        assertThat(budget.isLeft(2_001)).isTrue();
    }
}

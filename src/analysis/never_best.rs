//! The alarm on arms that never win: an arm whose share of wins is below 5% on every outcome
//! with a direction and at every horizon is either settled by graded evidence or a fault of the
//! model, and a reader must be told which parameter its gap follows.

use super::estimate::TIE;
use super::robustness::Ranking;
use super::sample::Cell;
use super::sensitivity::{CorrelationKind, Influence, RankedParameters, sensitivity};
use super::table::RunTable;

/// A share of wins below this counts as never.
pub const NEVER: f64 = 0.05;

/// The alarm on one arm in one block.
#[derive(Clone, Debug, PartialEq)]
pub struct NeverBest {
    /// Position of the block.
    pub block: usize,
    /// Position of the arm.
    pub arm: usize,
    /// Its largest share of wins over all outcomes and horizons.
    pub largest_share: f64,
    /// What its gap to the winner follows, one for each outcome and horizon where it could be
    /// computed.
    pub gaps: Vec<Gap>,
}

/// What the gap between an arm and the winner follows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// The block, horizon and outcome.
    pub cell: Cell,
    /// Position of the arm that is most often best.
    pub winner: usize,
    /// Which correlation it is.
    pub kind: CorrelationKind,
    /// The parameter of largest absolute correlation with (arm - winner), turned so that more
    /// is better: a positive one means that the arm catches up as the parameter rises.
    pub influence: Influence,
}

impl NeverBest {
    /// The gap at an outcome and horizon.
    #[must_use]
    pub fn gap(&self, outcome: usize, horizon: usize) -> Option<&Gap> {
        let wanted = |gap: &&Gap| gap.cell.outcome == outcome && gap.cell.horizon == horizon;
        self.gaps.iter().find(wanted)
    }

    /// The alarm in words, for the gap given.
    #[must_use]
    pub fn sentence(&self, table: &RunTable, gap: Option<&Gap>) -> String {
        let study = table.study();
        let mut text = format!(
            "{} is best in fewer than {:.0}% of the inputs on every outcome and horizon (at most \
             {:.1}%).",
            study.arms[self.arm].label,
            NEVER * 100.0,
            self.largest_share * 100.0
        );
        if let Some(gap) = gap {
            let parameter = &study.parameters[gap.influence.parameter];
            let outcome = &study.outcomes[gap.cell.outcome];
            let course = if gap.influence.correlation > 0.0 {
                "narrows"
            } else {
                "widens"
            };
            let sentence = format!(
                " Its gap to {} in {} after {} months {course} most clearly as {} (`{}`) rises \
                 ({} {}).",
                study.arms[gap.winner].label,
                outcome.label,
                study.horizons[gap.cell.horizon],
                parameter.label,
                parameter.path,
                gap.kind.word(),
                format!("{:+.2}", gap.influence.correlation).replace('-', "\u{2212}"),
            );
            text.push_str(&sentence);
        }
        text
    }
}

/// The alarms of a block, from its rankings of one set of arms. None where nothing is ranked.
#[must_use]
pub fn never_best(table: &RunTable, block: usize, rankings: &[&Ranking]) -> Vec<NeverBest> {
    let here: Vec<&Ranking> = rankings
        .iter()
        .copied()
        .filter(|ranking| ranking.cell.block == block)
        .collect();
    let mut alarms = Vec::new();
    let mut ranked = None;
    for arm in 0..table.study().arms.len() {
        let shares: Vec<f64> = here
            .iter()
            .filter_map(|ranking| ranking.of(arm))
            .map(|standing| standing.best.value)
            .collect();
        let largest = shares.iter().copied().fold(0.0, f64::max);
        if shares.is_empty() || largest >= NEVER {
            continue;
        }
        let gaps = here
            .iter()
            .filter_map(|ranking| gap(table, ranking, arm, &mut ranked));
        alarms.push(NeverBest {
            block,
            arm,
            largest_share: largest,
            gaps: gaps.collect(),
        });
    }
    alarms
}

fn gap(
    table: &RunTable,
    ranking: &Ranking,
    arm: usize,
    ranked: &mut Option<RankedParameters>,
) -> Option<Gap> {
    ranking.of(arm)?;
    let winner = ranking.leader()?.arm;
    let cell = ranking.cell;
    let sign = table.study().outcomes[cell.outcome].better.sign()?;
    let found = sensitivity(table, cell, arm, winner, ranked)?;
    let mut influence = found.strongest(1).first().copied()?;
    influence.correlation *= sign;
    (influence.correlation.abs() > TIE).then_some(Gap {
        cell,
        winner,
        kind: found.kind,
        influence,
    })
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{filled, small_study};
    use super::super::robustness::{ArmSet, ranking};
    use super::super::sample::cells;
    use super::*;

    /// South trails the baseline by 20 less the first parameter on every outcome but, where
    /// `spared`, one; north and the baseline take turns.
    fn table(spared: bool) -> RunTable {
        let study = small_study();
        let sigma = study.parameters[0].values.clone();
        filled(study, move |key, horizon, outcome| {
            let turn = if key.point % 2 == 0 { 1.0 } else { -1.0 };
            let good = match key.arm {
                0 => 0.0,
                1 => turn,
                _ if spared && horizon == 1 && outcome == 1 => 5.0,
                _ => sigma[key.point] - 20.0,
            };
            Some(if outcome == 0 { good } else { -good })
        })
    }

    fn alarms(table: &RunTable) -> Vec<NeverBest> {
        let sets = [ArmSet::ranked(table.study())];
        let rankings: Vec<Ranking> = cells(table.study())
            .into_iter()
            .filter_map(|cell| ranking(table, cell, &sets, 0))
            .collect();
        never_best(table, 1, &rankings.iter().collect::<Vec<_>>())
    }

    #[test]
    fn an_arm_that_never_wins_is_named_with_the_parameter_its_gap_follows() {
        let table = table(false);
        let found = alarms(&table);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].arm, found[0].block), (2, 1));
        assert_eq!(found[0].gaps.len(), 4);
        for gap in &found[0].gaps {
            assert_eq!(gap.influence.parameter, 0);
            assert!(gap.influence.correlation > 0.8, "{gap:?}");
        }
        let text = found[0].sentence(&table, found[0].gap(1, 0));
        assert!(
            text.contains("narrows most clearly as kernel.sigma"),
            "{text}"
        );
    }

    #[test]
    fn one_outcome_on_which_it_wins_clears_it() {
        assert!(alarms(&table(true)).is_empty());
    }

    #[test]
    fn nothing_ranked_raises_no_alarm() {
        assert!(never_best(&table(false), 0, &[]).is_empty());
    }
}

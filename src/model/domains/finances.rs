//! Deficits, reserves and bailouts: state and equations. Money is at 2009/10 prices.

use serde::{Deserialize, Serialize};

use crate::model::Setting;
use crate::model::overlap::Overlap;
use crate::model::tier::remoteness;
use crate::scenario::parameters::Balances;
use crate::units::Pence;

/// Payments of the month between a commissioner and the reserve above it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfers {
    /// Paid into the reserve out of the allocation.
    pub sliced: Pence,
    /// Given back in March by a reserve that is full.
    pub returned: Pence,
    /// Bailout received.
    pub bailout: Pence,
    /// Surplus taken back.
    pub clawback: Pence,
}

/// Columns by commissioner and intermediate body.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Finances {
    /// Balance at the end of the month, GBP, by commissioner.
    pub cash_gbp: Vec<f64>,
    /// Reserve at the end of the month, GBP, by intermediate body.
    pub reserve_gbp: Vec<f64>,
    /// Believed probability π of a bailout, by commissioner.
    pub bailout_belief: Vec<f64>,
    /// Effort of containment e_c in the year, 0 to 1, by commissioner; 1 at rest.
    pub containment: Vec<f64>,
    /// Cost shock of the year after sharing, share of allocation, by commissioner.
    pub shock: Vec<f64>,
    /// Deficit at the start of the fiscal year, GBP, by commissioner.
    pub debt_gbp: Vec<f64>,
    /// What the month adds to a deficit, by commissioner; negative adds to a surplus.
    pub deviation: Vec<Pence>,
    /// Payments of the month to and from reserves, by commissioner.
    pub transfers: Vec<Transfers>,
    /// Whether the reserves of April 2009 have been granted.
    pub granted: bool,
    /// Bailouts paid since April 2009.
    pub bailouts: Pence,
    /// QALY of the month: care that overspending displaces elsewhere, care withheld to contain it,
    /// care that what is to spare buys, and what providers' losses cost.
    pub qaly_month: f64,
}

impl Finances {
    /// Where balances stand on the eve of April 2009.
    #[must_use]
    pub fn at_rest(setting: &Setting<'_>) -> Self {
        let units = setting.institutions.units.len();
        Self {
            cash_gbp: vec![0.0; units],
            reserve_gbp: vec![0.0; setting.institutions.intermediates],
            bailout_belief: vec![setting.parameters.balances.belief_start; units],
            containment: vec![1.0; units],
            shock: vec![0.0; units],
            debt_gbp: vec![0.0; units],
            deviation: vec![Pence::ZERO; units],
            transfers: vec![Transfers::default(); units],
            granted: false,
            bailouts: Pence::ZERO,
            qaly_month: 0.0,
        }
    }

    /// What new commissioners take over: debts by the people who pass, beliefs and shocks as
    /// means. Balances and reserves themselves stand in the ledger; the mirrors here follow it.
    #[must_use]
    pub fn handed_over(&self, setting: &Setting<'_>, overlap: &Overlap) -> Self {
        let rest = Self::at_rest(setting);
        Self {
            cash_gbp: overlap.shared_out(&self.cash_gbp),
            bailout_belief: overlap.mean(&self.bailout_belief),
            containment: overlap.mean(&self.containment),
            shock: overlap.mean(&self.shock),
            debt_gbp: overlap.shared_out(&self.debt_gbp),
            granted: self.granted,
            bailouts: self.bailouts,
            ..rest
        }
    }
}

/// Effort of containment (Kornai, T8): e_c = (1 - π) Δ/c, to be held inside 0 to 1.
#[must_use]
pub fn effort(p: &Balances, belief: f64) -> f64 {
    (1.0 - belief) * p.containment
}

/// The month of a commissioner: what would be overspent, and what is done about it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Squeeze {
    /// Spending above the plan if nothing were contained, GBP; negative below it.
    pub gap_gbp: f64,
    /// What must be made good of an earlier deficit, GBP.
    pub due_gbp: f64,
    /// Allocation of the month, GBP.
    pub allocation_gbp: f64,
}

impl Squeeze {
    /// What containment takes off: e_c (gap + due)⁺.
    #[must_use]
    pub fn contained(&self, effort: f64) -> f64 {
        effort * (self.gap_gbp + self.due_gbp).max(0.0)
    }

    /// What the month adds to a deficit, GBP: gap - contained - cont · allocation. Whatever of an
    /// earlier deficit is due and contained lowers that deficit.
    #[must_use]
    pub fn deviation(&self, p: &Balances, effort: f64) -> f64 {
        self.gap_gbp - self.contained(effort) - p.contingency * self.allocation_gbp
    }

    /// Care not given in the month, GBP; negative where more is given. `need_gbp` is the gap before
    /// disinvestment, which values what it releases itself.
    #[must_use]
    pub fn care_lost(&self, p: &Balances, effort: f64, need_gbp: f64) -> f64 {
        let short = need_gbp.max(0.0) - (1.0 - p.surplus_lost) * (-need_gbp).max(0.0);
        let made_good = self.contained(effort) - effort * self.gap_gbp.max(0.0);
        care_per_pound(p, effort) * short + (p.withheld - p.displaced) * made_good
    }
}

/// Part m of a pound short that is care not given: held e_c + disp (1 - e_c).
#[must_use]
pub fn care_per_pound(p: &Balances, effort: f64) -> f64 {
    p.withheld * effort + p.displaced * (1.0 - effort)
}

/// Probability that a body that answers for these people bails out: between that of a body as
/// near as a neighbourhood and one as remote as the nation, by remoteness.
#[must_use]
pub fn bailout_probability(p: &Balances, population: f64, nation: f64) -> f64 {
    let r = remoteness(population, nation);
    p.bailout_local * (1.0 - r) + p.bailout_central * r
}

/// Belief after a year in which `needed` bodies under the same overseer fell below the line and
/// `helped` of them were bailed out: π ← π + α_π (helped/needed - π); nothing is learned from
/// nobody's need.
#[must_use]
pub fn learned(p: &Balances, belief: f64, needed: u32, helped: u32) -> f64 {
    if needed == 0 {
        return belief;
    }
    belief + p.belief_learning * (f64::from(helped) / f64::from(needed) - belief)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Parameters;

    fn p() -> Balances {
        Parameters::default().balances
    }

    #[test]
    fn what_is_due_lowers_the_deficit_by_what_is_contained_of_it() {
        let p = Balances {
            contingency: 0.0,
            ..p()
        };
        let strain = Squeeze {
            gap_gbp: 0.0,
            due_gbp: 10.0,
            allocation_gbp: 1_000.0,
        };
        assert!((strain.deviation(&p, 0.6) + 6.0).abs() < 1e-12);
        let spending = Squeeze {
            gap_gbp: 20.0,
            ..strain
        };
        // 20 - .6 · 30 = 2.
        assert!((spending.deviation(&p, 0.6) - 2.0).abs() < 1e-12);
    }

    #[test]
    fn a_surplus_is_not_contained() {
        let strain = Squeeze {
            gap_gbp: -5.0,
            due_gbp: 2.0,
            allocation_gbp: 1_000.0,
        };
        assert!(strain.contained(1.0).abs() < 1e-15);
        assert!((strain.deviation(&p(), 1.0) + 15.0).abs() < 1e-12);
    }

    // m = .5 · .6 + 1 · .4 = .7.
    #[test]
    fn a_pound_short_and_a_pound_to_spare_weigh_the_same_where_no_surplus_is_lost() {
        let even = Balances {
            surplus_lost: 0.0,
            ..p()
        };
        let lost = |p: &Balances, gap_gbp: f64, due_gbp: f64| {
            let strain = Squeeze {
                gap_gbp,
                due_gbp,
                allocation_gbp: 1_000.0,
            };
            strain.care_lost(p, 0.6, gap_gbp)
        };
        assert!((lost(&even, 10.0, 0.0) - 7.0).abs() < 1e-12);
        assert!((lost(&even, -10.0, 0.0) + 7.0).abs() < 1e-12);
        // A quarter of a surplus is lost: 10 · .7 · .75 = 5.25.
        assert!((lost(&p(), -10.0, 0.0) + 5.25).abs() < 1e-12);
        // 4 due besides 10: .6 · 4 = 2.4 made good, at .5 - 1.
        assert!((lost(&even, 10.0, 4.0) - (7.0 - 1.2)).abs() < 1e-12);
        // 4 due after 10 to spare: nothing is contained.
        assert!((lost(&even, -10.0, 4.0) + 7.0).abs() < 1e-12);
    }

    #[test]
    fn belief_follows_the_share_that_was_helped() {
        let p = p();
        assert!((learned(&p, 0.4, 0, 0) - 0.4).abs() < 1e-15);
        assert!((learned(&p, 0.4, 4, 4) - 0.52).abs() < 1e-12);
        assert!((learned(&p, 0.4, 4, 1) - 0.37).abs() < 1e-12);
    }
}

//! What a structure costs before it decides anything: running cost, reporting, assurance, and the
//! work that two national bodies do twice. The amounts here hold at the structure's own grip; each
//! month is charged at the grip and level of escalation of the month.

use crate::scenario::Parameters;
use crate::scenario::geography::Tier;
use crate::scenario::parameters::Costs;

use super::nature::{ENGLAND_2009, Nature};

/// What the structure itself costs, GBP a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Overheads {
    /// Fixed running cost of one commissioner.
    pub body_gbp: f64,
    /// Running cost a head.
    pub head_gbp: f64,
    /// Authorities, area teams, regions, board and department together.
    pub upper_gbp: f64,
    /// Decision cost already contained in running cost.
    pub decision_base_gbp: f64,
    /// Reporting of one provider.
    pub report_provider_gbp: f64,
    /// Reporting of one commissioner.
    pub report_body_gbp: f64,
    /// Assurance of one commissioner.
    pub assurance_gbp: f64,
    /// Grip of assurance, 0 to 1; it also tempts reports upwards.
    pub assurance_grip: f64,
    /// Providers that report.
    pub providers: f64,
    /// Running cost of the smaller of board and department where both exist, else 0: as much as
    /// they can do twice.
    pub twofold_gbp: f64,
}

impl Overheads {
    /// Running cost of a commissioner less the decision cost already in it, GBP a year.
    #[must_use]
    pub fn running_gbp(&self, population: f64, nation: f64) -> f64 {
        let base = self.decision_base_gbp * population / nation;
        self.body_gbp + self.head_gbp * population - base
    }
}

/// What stands above local commissioners.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Above {
    /// The tier between commissioners and the centre.
    pub intermediate: Tier,
    /// Staff of each intermediate body who oversee commissioners.
    pub intermediate_staff: f64,
    /// Whether a national board stands beside the department.
    pub board_and_department: bool,
    /// Grip of the centre by domain, 0 to 1, this domain's first, assurance last.
    pub grips: [f64; 6],
    /// Running cost of authorities, area teams, regions, board and department, GBP m a year for
    /// England.
    pub upper_gbp_m: f64,
}

/// Running cost: F_org n + v_head pop + upper tiers; reporting grows with the mean grip ḡ over
/// all six domains; assurance with the grip of assurance.
pub(super) fn overheads(above: &Above, nature: &Nature, p: &Parameters) -> Overheads {
    let (c, running) = (&p.costs, &p.running);
    let assurance = above.grips[5];
    let mean_grip = mean_grip(&above.grips);
    // Amounts for England, for a nation of another size by its people.
    let scale = nature.nation / ENGLAND_2009;
    // 60 community and mental-health providers report as the 160 acute ones do.
    let providers = nature.providers as f64 * 220.0 / 160.0;
    Overheads {
        body_gbp: running.body_fixed_gbp_m * 1e6,
        head_gbp: running.head_gbp(),
        upper_gbp: above.upper_gbp_m * 1e6 * scale,
        decision_base_gbp: c.decision_base_gbp_m * 1e6 * scale,
        report_provider_gbp: report_provider_gbp(c, mean_grip),
        report_body_gbp: report_body_gbp(c, mean_grip),
        assurance_gbp: assurance_gbp(c, assurance, 0),
        assurance_grip: assurance,
        providers,
        twofold_gbp: if above.board_and_department {
            running.board_gbp_m.min(running.department_gbp_m) * 1e6 * scale
        } else {
            0.0
        },
    }
}

/// Mean grip ḡ over the six domains.
#[must_use]
pub fn mean_grip(grips: &[f64; 6]) -> f64 {
    grips.iter().sum::<f64>() / 6.0
}

/// Reporting of one provider under mean grip ḡ, GBP a year: rep_0 + rep_1 ḡ.
#[must_use]
pub fn report_provider_gbp(c: &Costs, mean_grip: f64) -> f64 {
    (c.report_provider_gbp_m + c.report_provider_grip_gbp_m * mean_grip) * 1e6
}

/// Reporting of one commissioner under mean grip ḡ, GBP a year: rep_0c + rep_1c ḡ.
#[must_use]
pub fn report_body_gbp(c: &Costs, mean_grip: f64) -> f64 {
    (c.report_body_gbp_m + c.report_body_grip_gbp_m * mean_grip) * 1e6
}

/// Assurance of one commissioner under the grip of assurance at a level of escalation ℓ, GBP a
/// year: c_as (1 + 2ℓ) g_F.
#[must_use]
pub fn assurance_gbp(c: &Costs, grip: f64, level: u8) -> f64 {
    c.assurance_gbp_k * 1e3 * 12.0 * grip * (1.0 + 2.0 * f64::from(level))
}

//! What a structure costs before it decides anything: running cost, reporting and assurance.

use crate::scenario::Parameters;
use crate::scenario::geography::Tier;

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
    let c = &p.costs;
    let assurance = above.grips[5];
    let mean_grip = above.grips.iter().sum::<f64>() / 6.0;
    // Amounts for England, for a nation of another size by its people.
    let scale = nature.nation / ENGLAND_2009;
    // 60 community and mental-health providers report as the 160 acute ones do.
    let providers = nature.providers as f64 * 220.0 / 160.0;
    Overheads {
        body_gbp: c.body_fixed_gbp_m * 1e6,
        head_gbp: c.head_gbp,
        upper_gbp: above.upper_gbp_m * 1e6 * scale,
        decision_base_gbp: c.decision_base_gbp_m * 1e6 * scale,
        report_provider_gbp: (c.report_provider_gbp_m + c.report_provider_grip_gbp_m * mean_grip)
            * 1e6,
        report_body_gbp: (c.report_body_gbp_m + c.report_body_grip_gbp_m * mean_grip) * 1e6,
        assurance_gbp: c.assurance_gbp_k * 1e3 * 12.0 * assurance,
        assurance_grip: assurance,
        providers,
    }
}

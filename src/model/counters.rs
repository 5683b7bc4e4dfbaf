//! How often a value was held inside its range. No clip is silent: each is counted under a name
//! that results and warnings use.

use serde::{Deserialize, Serialize};

use super::nature::Clamped;

/// Counters of values held inside their range. No clip is silent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Counters {
    /// Views p.
    pub view: Clamped,
    /// Financial pressure f.
    pub pressure: Clamped,
    /// Required saving R.
    pub required: Clamped,
    /// Gain seen.
    pub gain: Clamped,
    /// Estimated national mean by which it is divided.
    pub gain_divisor: Clamped,
    /// Opposition that a commissioner meets.
    pub opposition: Clamped,
    /// Chance that a decision is second-guessed.
    pub second_guessing: Clamped,
    /// Dispersion of the members of a joint body.
    pub dispersion: Clamped,
    /// Resistance.
    pub resistance: Clamped,
    /// Implementation rate φ.
    pub rate: Clamped,
    /// Legitimacy target.
    pub legitimacy: Clamped,
    /// Hazard of reversal.
    pub hazard: Clamped,
    /// Effort on what is not measured.
    pub unmeasured_effort: Clamped,
    /// Gaming.
    pub gaming: Clamped,
    /// Response of demand to waits.
    pub wait_response: Clamped,
    /// Grip after appraisal.
    pub appraised_grip: Clamped,
    /// Talent of a commissioner's staff.
    pub talent: Clamped,
    /// Chance that a commissioner is told which support to use.
    pub mandate: Clamped,
    /// Cost of support that a commissioner makes, within its running cost.
    pub support_cost: Clamped,
    /// Support that the national board buys, within the upper tiers' running cost.
    pub board_support: Clamped,
    /// Part of its posts that a cap leaves a commissioner.
    pub posts: Clamped,
    /// Initiative of commissioners in redesign.
    pub initiative: Clamped,
    /// Chance of a trial.
    pub trial: Clamped,
    /// Chance of adopting a rolled-out care model.
    pub roll_out: Clamped,
    /// Horizon of those who decide on prevention.
    pub horizon: Clamped,
    /// Wishes for forms of contract that exceed one.
    pub contract_mix: Clamped,
    /// Efficiency of the tariff.
    pub efficiency: Clamped,
    /// Fall of activity under practices' budgets.
    pub practice_fall: Clamped,
    /// Uncertainty that an entrant faces.
    pub entry_uncertainty: Clamped,
    /// Uncertainty that a private supplier of support faces.
    pub entrant_volatility: Clamped,
    /// Volume used at an entrant, at most what its commissioner buys.
    pub entrant_use: Clamped,
    /// Effort of containment.
    pub containment: Clamped,
    /// Disruption.
    pub disruption: Clamped,
    /// Speed at which projects move under disruption.
    pub frozen: Clamped,
    /// Belief in reform.
    pub belief: Clamped,
    /// Grips.
    pub grip: Clamped,
    /// Signals of performance.
    pub signal: Clamped,
    /// Trust in the tier above.
    pub trust: Clamped,
    /// National legitimacy lost to shocks.
    pub blame: Clamped,
    /// Shares withdrawn by joint bodies after the pull of their least willing member.
    pub dilution: Clamped,
}

/// A counter as results name it.
pub struct Counter {
    /// Its name in results.
    pub name: &'static str,
    /// What is counted, and the range.
    pub meaning: &'static str,
    /// Its count.
    pub get: fn(&Counters) -> Clamped,
}

const fn counter(
    name: &'static str,
    meaning: &'static str,
    get: fn(&Counters) -> Clamped,
) -> Counter {
    Counter { name, meaning, get }
}

/// Every counter of a world, in the order of results.
pub const COUNTERS: &[Counter] = &[
    counter(
        "view",
        "chance that a body puts on a service being of low value (0 to 1)",
        |c| c.view,
    ),
    counter(
        "financial_pressure",
        "financial pressure on a body (0 to 2, 1 is usual)",
        |c| c.pressure,
    ),
    counter(
        "required_saving",
        "saving a body is asked for, share of its allocation (-0.01 to 0.05)",
        |c| c.required,
    ),
    counter(
        "gain_seen",
        "gain that a body sees in a proposal (-1 to 2, 1 is the largest saving)",
        |c| c.gain,
    ),
    counter(
        "gain_divisor",
        "estimated mean of low value by which a gain is divided (not below 0.10)",
        |c| c.gain_divisor,
    ),
    counter(
        "opposition",
        "opposition that those who decide meet (0 to 1)",
        |c| c.opposition,
    ),
    counter(
        "second_guessing",
        "chance that a decision is second-guessed (0 to 1)",
        |c| c.second_guessing,
    ),
    counter(
        "dispersion",
        "dispersion of the members of a joint body (0 to 3)",
        |c| c.dispersion,
    ),
    counter(
        "resistance",
        "share of implementation that resistance stops (0 to 0.95)",
        |c| c.resistance,
    ),
    counter(
        "implementation_rate",
        "movement towards a policy in a month (0 to 1)",
        |c| c.rate,
    ),
    counter(
        "legitimacy_target",
        "legitimacy that the public moves towards (0 to 1)",
        |c| c.legitimacy,
    ),
    counter(
        "reversal_hazard",
        "chance that a policy is reversed in a month (0 to 1)",
        |c| c.hazard,
    ),
    counter(
        "unmeasured_effort",
        "effort on what is not measured (not below 0)",
        |c| c.unmeasured_effort,
    ),
    counter("gaming", "gaming of a target (0 to 1)", |c| c.gaming),
    counter(
        "wait_response",
        "response of demand to waits (up to its limits)",
        |c| c.wait_response,
    ),
    counter(
        "appraised_grip",
        "grip on priorities after its appraisal (0 to 1)",
        |c| c.appraised_grip,
    ),
    counter(
        "staff_talent",
        "talent of a commissioner's staff (within its limits)",
        |c| c.talent,
    ),
    counter(
        "support_mandate",
        "chance that a commissioner is told which support to use (0 to 1)",
        |c| c.mandate,
    ),
    counter(
        "support_cost",
        "cost of the support that a commissioner makes (up to its running cost)",
        |c| c.support_cost,
    ),
    counter(
        "board_support",
        "support that the national board buys (up to the upper tiers' running cost)",
        |c| c.board_support,
    ),
    counter(
        "posts_kept",
        "part of its posts that a cap leaves a commissioner (0 to 1)",
        |c| c.posts,
    ),
    counter(
        "initiative",
        "initiative of a commissioner in redesign (0 to 1)",
        |c| c.initiative,
    ),
    counter(
        "trial_chance",
        "chance of a trial in a month (0 to 1)",
        |c| c.trial,
    ),
    counter(
        "roll_out_chance",
        "chance of adopting what is rolled out (0 to 1)",
        |c| c.roll_out,
    ),
    counter(
        "horizon",
        "horizon of those who decide on prevention (not below its least)",
        |c| c.horizon,
    ),
    counter(
        "contract_mix",
        "part of a commissioner's volume under the forms of contract it wants (0 to 1)",
        |c| c.contract_mix,
    ),
    counter(
        "tariff_efficiency",
        "efficiency asked by the tariff (within its limits)",
        |c| c.efficiency,
    ),
    counter(
        "practice_fall",
        "fall of the activity that practices' budgets cover (up to its largest)",
        |c| c.practice_fall,
    ),
    counter(
        "entry_uncertainty",
        "uncertainty that an entrant faces (up to its limit)",
        |c| c.entry_uncertainty,
    ),
    counter(
        "supplier_uncertainty",
        "uncertainty that a private supplier of support faces (up to its limit)",
        |c| c.entrant_volatility,
    ),
    counter(
        "entrant_use",
        "volume used at an entrant (up to what its commissioner still buys)",
        |c| c.entrant_use,
    ),
    counter("containment", "effort of containing cost (0 to 1)", |c| {
        c.containment
    }),
    counter(
        "disruption",
        "work of a body lost to a reorganisation (0 to 1)",
        |c| c.disruption,
    ),
    counter(
        "frozen_projects",
        "projects on their way that disruption stops, share (0 to 1)",
        |c| c.frozen,
    ),
    counter("belief", "belief in a reform (0 to 1)", |c| c.belief),
    counter("grip_moved", "grip as exercised (0 to 1)", |c| c.grip),
    counter("signal", "signal of performance (0 to 1)", |c| c.signal),
    counter("trust", "trust in the tier above (0 to 1)", |c| c.trust),
    counter(
        "legitimacy_lost",
        "national legitimacy lost to a shock (up to what is left)",
        |c| c.blame,
    ),
    counter(
        "joint_dilution",
        "share withdrawn by a joint body after the pull of its least willing member (0 to 1)",
        |c| c.dilution,
    ),
];

/// Name and meaning of what is counted where a run is set up, in the order of results.
pub const AT_THE_START: [(&str, &str); 5] = [
    (
        "best_share_mean",
        "share of a service best withdrawn, mean over places (0 to 1)",
    ),
    (
        "best_share",
        "share of a service best withdrawn in a place (0 to 1)",
    ),
    (
        "talent",
        "talent of a commissioner's staff at its founding (within its limits)",
    ),
    (
        "grip",
        "grip of an arm after the shift of its inputs (0 to 1)",
    ),
    (
        "conflict",
        "conflict of interest between who reports and who decides (0 to 1)",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_counter_has_one_name_and_no_two_names_one_counter() {
        let mut counters = Counters::default();
        let serde_json::Value::Object(fields) = serde_json::to_value(&counters).unwrap() else {
            panic!("a struct is an object")
        };
        assert_eq!(fields.len(), COUNTERS.len());
        let filled = fields.keys().enumerate().map(|(at, key)| {
            let counts = serde_json::json!({ "held": at, "of": 100 + at });
            (key.clone(), counts)
        });
        let filled: serde_json::Map<String, serde_json::Value> = filled.collect();
        counters = serde_json::from_value(filled.into()).unwrap();
        let mut held: Vec<u64> = COUNTERS.iter().map(|c| (c.get)(&counters).held).collect();
        held.sort_unstable();
        assert_eq!(held, (0..COUNTERS.len() as u64).collect::<Vec<_>>());
    }
}

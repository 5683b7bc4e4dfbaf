//! Mechanisms of reorganisation. All of them speak against change, whichever way it goes, so none
//! pushes towards the centre or away from it.

use super::{Flags, Mechanism, Parameters, Sign};

/// The entries.
pub(super) const ENTRIES: &[Mechanism] = &[
    mechanism!("disruption", Neutral, "D_max = 0", |p, f| p
        .reorganisation
        .disruption_peak =
        0.0),
    mechanism!("redundancy", Neutral, "red_share = 0", |p, f| p
        .reorganisation
        .redundant_share =
        0.0),
    mechanism!("transition_cost", Neutral, "c_new = c_close = 0", |p, f| {
        p.reorganisation.setup_gbp_m = 0.0;
        p.reorganisation.closure_gbp_m = 0.0;
    }),
    mechanism!(
        "ministers_reorganise",
        Neutral,
        "p_reorg = 0: no new minister reorganises",
        |p, f| p.politics.reorganises = 0.0
    ),
    mechanism!("lost_decisions", Neutral, "q_lost = 0", |p, f| p
        .reorganisation
        .queue_lost =
        0.0),
    mechanism!(
        "lost_trust",
        Neutral,
        "trust outlives every body",
        |p, f| p.reorganisation.trust_kept = 1.0
    ),
    mechanism!(
        "belief_in_reform",
        Neutral,
        "belief stays where it was: belief_0 = belief, belief_D = 0",
        |p, f| {
            p.reorganisation.belief_start = p.people.belief;
            p.reorganisation.belief_fall = 0.0;
        }
    ),
];

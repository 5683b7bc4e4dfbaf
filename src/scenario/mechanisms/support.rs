//! Mechanisms of commissioning support and staffing.

use super::{Flags, Mechanism, Parameters, Sign};

/// A month beyond every horizon.
const NEVER: f64 = 1e6;

/// The entries.
pub(super) const ENTRIES: &[Mechanism] = &[
    mechanism!("support_sharing", Local, "nobody shares support", |p, f| {
        p.support.sharing_gbp_m = 1e9;
    }),
    mechanism!(
        "support_market",
        Either,
        "no units are spun out and nobody buys support",
        |p, f| p.support.opening_month = NEVER
    ),
    mechanism!("support_mandate", Central, "nobody is told", |p, f| p
        .support
        .mandate_weight =
        0.0),
    mechanism!("support_scale", Central, "O_c = 0", |p, f| p
        .support
        .overhead_gbp_m =
        0.0),
    mechanism!("support_specificity", Local, "spec·unc = 0", |p, f| p
        .support
        .specificity =
        0.0),
    mechanism!("support_inertia", Neutral, "inert = 0", |p, f| p
        .support
        .inertia_gbp =
        0.0),
    mechanism!(
        "supplier_differences",
        Neutral,
        "all suppliers cost and serve alike: σ_c = 0",
        |p, f| p.support.cost_spread = 0.0
    ),
    mechanism!("supplier_failure", Neutral, "no supplier goes", |p, f| p
        .support
        .loss_months =
        NEVER),
    mechanism!("supplier_merger_dip", Neutral, "D_c = 0", |p, f| p
        .support
        .merger_dip =
        0.0),
    mechanism!("supplier_scale_quality", Either, "γ_Q = 0", |p, f| p
        .support
        .scale_quality =
        0.0),
    mechanism!(
        "board_customer",
        Either,
        "the national board buys no support: ω_B = 0",
        |p, f| p.support.board_customer = 0.0
    ),
    mechanism!("support_host", Central, "sub_c = strand = 0", |p, f| {
        p.support.subsidy = 0.0;
        p.support.strand = 0.0;
    }),
    mechanism!(
        "support_framework",
        Central,
        "no framework agreement, nobody is accredited",
        |p, f| {
            p.support.framework = 0.0;
            p.support.framework_month = NEVER;
        }
    ),
    mechanism!("private_support", Either, "n_p = 0", |p, f| p
        .support
        .entrants =
        0.0),
    mechanism!(
        "election_risk",
        Neutral,
        "the exit is never undone",
        |p, f| { p.support.undone = 0.0 }
    ),
    mechanism!("support_attention", Either, "att = 0", |p, f| p
        .support
        .attention_freed =
        0.0),
    mechanism!("support_insight", Local, "ins = 0", |p, f| p
        .support
        .insight_loss =
        0.0),
    mechanism!(
        "attention_on_insight",
        Either,
        "all freed attention goes to more decisions: ω_ci = 0",
        |p, f| p.support.freed_to_insight = 0.0
    ),
    mechanism!("running_cost_cap", Neutral, "no cap, no cut", |p, f| p
        .support
        .cap_month =
        NEVER),
    mechanism!(
        "cut_redundancy",
        Neutral,
        "posts that a cap or cut removes go unpaid: cut_red = 0",
        |p, f| p.people.cut_redundant = 0.0
    ),
    mechanism!("upheaval_exits", Neutral, "x_R = 0", |p, f| p
        .people
        .exits_upheaval =
        0.0),
    mechanism!("pressure_exits", Local, "x_g = 0", |p, f| p
        .people
        .exits_pressure =
        0.0),
    mechanism!("disbelief_exits", Neutral, "x_b = 0", |p, f| p
        .people
        .exits_disbelief =
        0.0),
    mechanism!(
        "talent_drain",
        Neutral,
        "the better half leave as often as the others: od = 1",
        |p, f| p.people.leaver_odds = 1.0
    ),
    mechanism!("vacancies", Neutral, "posts are filled at once", |p, f| p
        .people
        .vacancy =
        0.0),
    mechanism!(
        "staffing",
        Neutral,
        "capacity does not depend on posts filled: fte_exp = 0",
        |p, f| p.people.staffing_exponent = 0.0
    ),
    mechanism!("rehiring", Neutral, "rehire = 0", |p, f| p.people.rehire =
        0.0),
];

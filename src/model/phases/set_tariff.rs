//! The tariff of the next year, set each December (month 9 of the fiscal year) by board and
//! regulator together.
//!
//! eff_next = max(0, w_b eff + (1 - w_b)(tfp_0 + via · margin))
//!
//! eff is what the board asks: 4% from 2011/12 to 2014/15, the savings drive, less before and less
//! afterwards; margin is
//! (income - cost)/income of all acute providers since the tariff was last set. The tariff takes
//! effect in April. Values held at zero are counted. Nothing happens in other months, in burn-in
//! or without the domain.

use crate::model::domains::payment::{efficiency, efficiency_asked};
use crate::model::workspace::Workspace;
use crate::model::{Setting, World};
use crate::scenario::Domain;

/// See the head of this file.
pub fn set_tariff(setting: &Setting<'_>, world: &mut World, _: &mut Workspace) {
    if world.is_burning_in()
        || !setting.flags.domains.has(Domain::Contracts)
        || world.month.0.rem_euclid(12) != 9
    {
        return;
    }
    let p = &setting.parameters.contracts;
    // The tariff set in December of a year is for the year that begins four months later.
    let first = world.month.0 + 4;
    let asked = efficiency_asked(p, first);
    let state = &mut world.contracts;
    let [income, cost] = state.year;
    let margin = if income > 0.0 {
        (income - cost) / income
    } else {
        0.0
    };
    let (next, held) = efficiency(p, asked, margin);
    state.next_efficiency = next;
    state.year = [0.0; 2];
    let counter = &mut world.counters.efficiency;
    counter.of += 1;
    counter.held += u64::from(held);
}

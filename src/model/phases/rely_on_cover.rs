//! Lean: the price of cover.
//!
//! lean ← lean + (share - lean) / 24 a month, where share is the spend-weighted share of a
//! commissioner's live policies that were issued or backed from elsewhere. A commissioner that
//! relies on cover stops winning the argument with its own public: the opposition it meets is
//! min(1, opp (1 + ω_lean lean)).

use crate::model::Setting;
use crate::model::workspace::Workspace;
use crate::model::world::World;

/// Months over which reliance builds up and wears off.
const MONTHS: f64 = 24.0;

/// See the head of this file.
pub fn rely_on_cover(setting: &Setting<'_>, world: &mut World, workspace: &mut Workspace) {
    workspace.refresh(setting, world);
    for (u, unit) in setting.institutions.units.iter().enumerate() {
        let (mut elsewhere, mut all) = (0.0, 0.0);
        for &q in &unit.parcels {
            elsewhere += workspace.elsewhere[q][0];
            all += workspace.elsewhere[q][1];
        }
        let share = if all > 0.0 { elsewhere / all } else { 0.0 };
        world.lean[u] += (share - world.lean[u]) / MONTHS;
    }
}

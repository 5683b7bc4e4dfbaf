//! A fiscal year begins: yearly counts start from zero. Nothing happens in other months.

use crate::model::Setting;
use crate::model::workspace::Workspace;
use crate::model::world::World;
use crate::units::Pence;

/// See the head of this file.
pub fn turn_year(_: &Setting<'_>, world: &mut World, _: &mut Workspace) {
    if !world.month.is_april() {
        return;
    }
    let flows = &mut world.flows;
    flows.saving_real.year = 0.0;
    flows.saving_reported.year = 0.0;
    flows.qaly.year = 0.0;
    flows.contained.year = 0.0;
    flows.activity.year = 0.0;
    world.contracts.qaly.year = 0.0;
    flows.newly_planned = 0.0;
    for flow in flows
        .national
        .iter_mut()
        .chain(&mut flows.tariff)
        .chain(&mut flows.redesign)
    {
        flow.year = 0.0;
    }
    world.qaly_year.fill(0.0);
    world.ledger.year = Pence::ZERO;
    world.ledger.year_deciding = Pence::ZERO;
}

//! Reversal of live policies.
//!
//! One draw for each live policy of a body and month, against the hazard
//! min(1, rev_0 [2 expo (mean(opp_eff (1 - cover)) + vis) + 3 λ_lot mean|y - ȳ_nb|]): the whole
//! body loses the policy at once, so a central reversal hits everywhere. Cases that follow the
//! overseer share the nation's draw and means. Inherited policies of commissioners of 2009 whose
//! new body has no policy of its own keep the hazard of the single trust. A policy can be reversed
//! from the month after its approval.

use crate::model::domains::disinvestment as rule;
use crate::model::panel::Panel;
use crate::model::pick::pick;
use crate::model::proposal;
use crate::model::tier;
use crate::model::workspace::Workspace;
use crate::model::world::{Policy, REVERSALS, Stage, World};
use crate::model::{Nature, Setting};
use crate::rng::{Purpose, uniform};

/// Means over parcels, by population: opposition met where the policy is the body's own, and
/// elsewhere, each over all people; and difference from neighbours. Cover protects a body's own
/// policies; what is inherited has none.
fn means(setting: &Setting<'_>, world: &mut World, parcels: &[usize], k: usize) -> [f64; 3] {
    let nature = setting.nature;
    let mut people = 0.0;
    let mut sums = [0.0; 3];
    for &q in parcels {
        let parcel = &setting.institutions.parcels[q];
        let opposition = f64::from(nature.opposition[parcel.area * nature.lanes + k]);
        let lean = world.lean[parcel.unit];
        let weight = setting.parameters.approval.lean;
        let met = rule::opposition_met(&mut world.counters.opposition, opposition, weight, lean);
        let own = world.policy[q * nature.count + k] == Policy::Own;
        people += parcel.population;
        sums[usize::from(!own)] += parcel.population * met;
        sums[2] += parcel.population * f64::from(world.difference[q * nature.lanes + k]);
    }
    sums.map(|sum| sum / people)
}

/// Means over the overseer's nation, computed once a month and item.
fn overseer_means(
    setting: &Setting<'_>,
    world: &mut World,
    workspace: &mut Workspace,
    k: usize,
) -> [f64; 3] {
    let (month, known) = workspace.overseer_means[k];
    if month == world.month.0 {
        return known;
    }
    let nation = &setting.institutions.overseer.bodies[0].parcels;
    let found = means(setting, world, nation, k);
    workspace.overseer_means[k] = (world.month.0, found);
    found
}

fn exposure(setting: &Setting<'_>, nature: &Nature, remoteness: f64, k: usize) -> f64 {
    let nat = nature.items.organisation[k];
    tier::exposure(setting.parameters, setting.flags.exposure, remoteness, nat)
}

/// See the head of this file.
pub fn reverse(setting: &Setting<'_>, world: &mut World, workspace: &mut Workspace) {
    let nature = setting.nature;
    let open = nature.open(world.month.0);
    workspace.taken.clear();
    workspace.draws.clear();
    for (s, seat) in setting.institutions.seats.iter().enumerate() {
        for b in 0..seat.bodies.len() {
            let row = b * nature.count;
            let stages = &world.desks[s].stage[row..row + open];
            let count = pick(stages, &mut workspace.found, |stage| stage == Stage::Live);
            for &k in &workspace.found[..count] {
                let k = k as usize;
                if seat.holds[k] && world.desks[s].cases[row + k].approved < world.month.0 {
                    let (anchor, role) = luck(setting, seat, b, k);
                    let identity = nature.items.identity[k];
                    workspace.draws.ask(anchor, identity, role);
                    workspace.taken.push([s, b, k]);
                }
            }
        }
    }
    workspace
        .draws
        .draw(nature.seed, Purpose::Reversal, world.month.0);
    // All are held against one state; only then do policies fall.
    let mut lost = 0;
    for at in 0..workspace.taken.len() {
        let case = workspace.taken[at];
        if workspace.draws.uniform[at] < hazard(setting, world, workspace, case) {
            workspace.taken[lost] = case;
            lost += 1;
        }
    }
    for at in 0..lost {
        let case = workspace.taken[at];
        lose(setting, world, workspace, case);
    }
    // Nothing is inherited where every commissioner of 2009 has gone on deciding for itself.
    let bodies = setting.institutions;
    let redrawn = bodies.calendar.founding.is_some();
    if redrawn
        || !bodies.same_units
        || bodies.grip > 0.0
        || bodies.seats.iter().any(|s| !s.own_area)
    {
        inherited(setting, world, workspace);
    }
}

/// The anchor and role whose luck a case shares: the overseer's where it follows it.
fn luck(setting: &Setting<'_>, seat: &Panel, b: usize, k: usize) -> (u32, u32) {
    let above = &setting.institutions.overseer;
    if seat.follows(b, k) {
        (above.bodies[0].anchor.0, above.role.key())
    } else {
        (seat.bodies[b].anchor.0, seat.role.key())
    }
}

fn hazard(
    setting: &Setting<'_>,
    world: &mut World,
    workspace: &mut Workspace,
    [s, b, k]: [usize; 3],
) -> f64 {
    let Setting {
        parameters: p,
        nature,
        institutions,
        ..
    } = *setting;
    let seat = &institutions.seats[s];
    let body = &seat.bodies[b];
    let above = &institutions.overseer;
    let follows = seat.follows(b, k);
    let w = proposal::overseer_weight(setting, seat, b, k);
    let own_cover = seat.cover.max(
        world.desks[s].cases[b * nature.count + k]
            .backing
            .unwrap_or(0.0),
    );
    let mix = |holder: f64, overseer: f64| {
        if w <= 0.0 {
            holder
        } else {
            (1.0 - w) * holder + w * overseer
        }
    };
    let cover = mix(own_cover, above.cover);
    let exposure = mix(
        exposure(setting, nature, body.remoteness, k),
        exposure(setting, nature, above.bodies[0].remoteness, k),
    );
    let [own, inherited, difference] = if follows {
        overseer_means(setting, world, workspace, k)
    } else {
        means(setting, world, &body.parcels, k)
    };
    let opposition = own * (1.0 - cover) + inherited;
    let hazard = rule::reversal_hazard(
        p.implementation.reversal,
        exposure,
        opposition,
        nature.items.visibility[k],
        p.implementation.postcode_reversal,
        difference,
    );
    world.counters.hazard.clamp(hazard, 0.0, 1.0)
}

fn lose(
    setting: &Setting<'_>,
    world: &mut World,
    workspace: &mut Workspace,
    [s, b, k]: [usize; 3],
) {
    let nature = setting.nature;
    let month = world.month.0;
    let body = &setting.institutions.seats[s].bodies[b];
    let cell = b * nature.count + k;
    world.desks[s].stage[cell] = Stage::Cooling;
    world.desks[s].due[cell] = month + setting.parameters.queue.revisit_months.round() as i32;
    let case = &mut world.desks[s].cases[cell];
    // What nobody above stood by is held against those above.
    let cover = setting.institutions.seats[s]
        .cover
        .max(case.backing.unwrap_or(0.0));
    world.assurance.intervene(setting, &body.units, 1.0 - cover);
    case.backing = None;
    // Only reversals of policies approved since April 2009: the same in every arm.
    case.tally[REVERSALS] += u32::from(case.approved >= 1);
    for &q in &body.parcels {
        drop_policy(setting, world, q, k);
    }
    workspace.disturb(&body.parcels, k);
}

fn drop_policy(setting: &Setting<'_>, world: &mut World, q: usize, k: usize) {
    let nature = setting.nature;
    world.policy[q * nature.count + k] = Policy::None;
    for &n in &setting.institutions.parcels[q].atoms {
        world.action[n as usize * nature.lanes + k] = 0.0;
    }
}

/// Policies of the commissioners of 2009 under bodies without one: parcel by parcel, but with the
/// hazard and the draw of their area of 2009, so that all its parcels lose a policy together.
fn inherited(setting: &Setting<'_>, world: &mut World, workspace: &mut Workspace) {
    let Setting {
        parameters: p,
        nature,
        institutions,
        ..
    } = *setting;
    let open = nature.open(world.month.0);
    for (q, parcel) in institutions.parcels.iter().enumerate() {
        let row = q * nature.count;
        let policies = &world.policy[row..row + open];
        let is_inherited = |policy| policy == Policy::Inherited;
        let count = pick(policies, &mut workspace.found, is_inherited);
        if count == 0 {
            continue;
        }
        let remoteness = nature.area_remoteness[parcel.area];
        for at in 0..count {
            let k = workspace.found[at] as usize;
            let s = institutions.seat_of[k];
            let b = institutions.seats[s].body_of_parcel[q];
            if world.desks[s].stage[b * nature.count + k] == Stage::Live {
                continue;
            }
            let around = &institutions.parcels_of_area[parcel.area];
            let [own, inherited, difference] = means(setting, world, around, k);
            let opposition = own + inherited;
            let hazard = rule::reversal_hazard(
                p.implementation.reversal,
                exposure(setting, nature, remoteness, k),
                opposition,
                nature.items.visibility[k],
                p.implementation.postcode_reversal,
                difference,
            );
            let hazard = world.counters.hazard.clamp(hazard, 0.0, 1.0);
            let anchor = nature.area_anchor[parcel.area].0;
            let month = world.month.0;
            if uniform(
                nature.seed,
                Purpose::Reversal,
                anchor,
                nature.items.identity[k],
                month,
                0,
            ) < hazard
            {
                drop_policy(setting, world, q, k);
                workspace.disturb(&[q], k);
            }
        }
    }
}

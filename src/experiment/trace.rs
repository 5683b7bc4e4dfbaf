//! One run month by month: what each body saw, decided and why, and what came of it.
//!
//! The run is the one of the plan, to the bit: nothing is changed, every phase is only watched. A
//! row stands for every case whose stage a phase changed. For a decision the state just before it
//! is asked again what the body saw; where one body decides by itself (no joint rounds, no grip)
//! the terms of its approval are given too:
//! P = Λ(β [f·gain - a_p·(opposition + visibility)·exposure·(1 - cover) + a_n·peers - a_0]),
//! and the case is approved where the draw is below P.

use super::design::{self, Design};
use super::plan::Pair;
use super::seeds::seed_of_arm;
use crate::engine::{Simulation, burn_in};
use crate::model::domains::disinvestment as rule;
use crate::model::nature::Clamped;
use crate::model::panel::{Body, Panel};
use crate::model::phases::PHASES;
use crate::model::workspace::Workspace;
use crate::model::world::Stage;
use crate::model::{Setting, World, proposal, tier};
use crate::rng::{Purpose, uniform};
use crate::scenario::{Experiment, Geography};

/// One change of one case.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Month after March 2009; 1 is April 2009.
    pub month: i32,
    /// The phase that made the change.
    pub phase: &'static str,
    /// Position of the seat among those of the arm.
    pub seat: usize,
    /// Position of the body among those of its tier.
    pub body: usize,
    /// Position of the item.
    pub item: usize,
    /// Stage before.
    pub from: Stage,
    /// Stage after.
    pub to: Stage,
    /// What the body saw, where it decided.
    pub seen: Option<Seen>,
    /// Share of the item withdrawn among the body's people at this moment, 0 to 1.
    pub withdrawn: f64,
}

/// What a body saw when it decided. Means over its people.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seen {
    /// The share that it thinks is best withdrawn, 0 to 1.
    pub view: f64,
    /// The share that the policy would withdraw, 0 to 1.
    pub action: f64,
    /// Financial pressure f, 0 to 2.
    pub pressure: f64,
    /// Gain it sees, against the mean best gain, -1 to 2.
    pub gain: f64,
    /// Opposition it meets, 0 to 1.
    pub opposition: f64,
    /// Visibility of the item, 0 to 1.
    pub visibility: f64,
    /// Exposure to both, 0 upwards.
    pub exposure: f64,
    /// Part taken off by cover, 0 to 1.
    pub cover: f64,
    /// Share of its peers with a live policy, 0 to 1.
    pub peers: f64,
    /// Probability of approval, and the draw that it was held against; `None` where several
    /// minds decide.
    pub chance: Option<(f64, f64)>,
}

/// How a body stands at the end of a fiscal year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct YearEnd {
    /// Month of the year's end.
    pub month: i32,
    /// Position of the seat.
    pub seat: usize,
    /// Position of the body.
    pub body: usize,
    /// Items with a live policy.
    pub live: usize,
    /// Spend-weighted share withdrawn, 0 to 1.
    pub withdrawn: f64,
    /// Financial pressure f, 0 to 2.
    pub pressure: f64,
    /// Reliance on cover, 0 to 1.
    pub lean: f64,
    /// Legitimacy, 0 to 1.
    pub legitimacy: f64,
}

/// A run watched.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trace {
    /// Every change of every case, in order.
    pub steps: Vec<Step>,
    /// How bodies stand, year by year.
    pub years: Vec<YearEnd>,
}

/// Watches the run of an arm at a pair; one body of every seat or all. `None` where the pair is
/// not of the design or the arm not of the experiment.
#[must_use]
pub fn trace(
    experiment: &Experiment,
    geography: &Geography,
    design: &Design,
    pair: Pair,
    arm: usize,
    only: Option<usize>,
) -> Option<Trace> {
    let point = &design.points[design.position(pair.point)?];
    let (parameters, flags) = design::shared(point);
    let roles = design::roles(experiment);
    let last = experiment.months() as i32;
    let ground = design::ground_at(geography, point);
    let geography = ground.as_ref();
    let seed = seed_of_arm(experiment, arm, pair.seed);
    let burnt = burn_in(geography, &parameters, flags, seed, last, &roles);
    let arms = design::arms_at(experiment, point);
    let arm = arms.get(arm)?;
    let own = design::of_arm(point, arm);
    let mut simulation = Simulation::fork(&burnt, geography, arm, own);
    let mut workspace = Workspace::new(&simulation.setting());
    let mut scratch = workspace.clone();
    let mut trace = Trace::default();
    while simulation.world.month.0 < last {
        if simulation.reorganise() {
            workspace = Workspace::new(&simulation.setting());
            scratch = workspace.clone();
        }
        let mut world = simulation.world.clone();
        let setting = simulation.setting();
        world.month = world.month.next();
        for phase in PHASES {
            let before = world.clone();
            (phase.run)(&setting, &mut world, &mut workspace);
            changes(
                &setting,
                &before,
                &world,
                phase.name,
                only,
                &mut scratch,
                &mut trace,
            );
        }
        if world.month.is_march() {
            year_ends(&setting, &world, only, &mut trace);
        }
        simulation.world = world;
    }
    Some(trace)
}

/// Bodies of a seat that are watched.
fn watched(panel: &Panel, only: Option<usize>) -> impl Iterator<Item = usize> + use<> {
    let count = panel.bodies.len();
    (0..count).filter(move |body| only.is_none_or(|only| only == *body))
}

fn changes(
    setting: &Setting<'_>,
    before: &World,
    after: &World,
    phase: &'static str,
    only: Option<usize>,
    scratch: &mut Workspace,
    trace: &mut Trace,
) {
    let count = setting.nature.count;
    for (seat, panel) in setting.institutions.seats.iter().enumerate() {
        for body in watched(panel, only) {
            for item in 0..count {
                let cell = body * count + item;
                let [was, is] = [before, after].map(|world| &world.desks[seat]);
                let decided = was.cases[cell].tally[0] != is.cases[cell].tally[0];
                if was.stage[cell] == is.stage[cell] && !decided {
                    continue;
                }
                let informed = is.cases[cell].served;
                let seen = (phase == "decide")
                    .then(|| seen(setting, before, scratch, [seat, body, item], informed));
                trace.steps.push(Step {
                    month: after.month.0,
                    phase,
                    seat,
                    body,
                    item,
                    from: was.stage[cell],
                    to: is.stage[cell],
                    seen,
                    withdrawn: of_people(setting, &panel.bodies[body], |n| {
                        f64::from(after.withdrawn[n * setting.nature.lanes + item])
                    }),
                });
            }
        }
    }
}

/// Population-weighted mean over the atoms of a body.
fn of_people(setting: &Setting<'_>, body: &Body, value: impl Fn(usize) -> f64) -> f64 {
    let mut sum = 0.0;
    for &q in &body.parcels {
        for &n in &setting.institutions.parcels[q].atoms {
            sum += setting.nature.population[n as usize] * value(n as usize);
        }
    }
    sum / body.population
}

/// Population-weighted mean over the parcels of a body.
fn of_parcels(setting: &Setting<'_>, body: &Body, value: impl Fn(usize) -> f64) -> f64 {
    let parcels = &setting.institutions.parcels;
    let sum = body
        .parcels
        .iter()
        .map(|&q| parcels[q].population * value(q));
    sum.sum::<f64>() / body.population
}

fn seen(
    setting: &Setting<'_>,
    before: &World,
    scratch: &mut Workspace,
    [seat, b, item]: [usize; 3],
    informed: bool,
) -> Seen {
    let nature = setting.nature;
    let institutions = setting.institutions;
    let panel = &institutions.seats[seat];
    let body = &panel.bodies[b];
    // Proposing counts clips; the copy takes them.
    let mut world = before.clone();
    // The guidance that a decision uses is looked up when it is taken.
    let guided = proposal::guidance(setting, before, body, item).map(|(guide, _)| guide as u32);
    world.desks[seat].cases[b * nature.count + item].guided = guided;
    let (mine, _) = proposal::propose(setting, &mut world, scratch, seat, b, item, informed);
    let [mut view, mut action, mut departure] = [0.0; 3];
    let mut a = 0;
    for &q in &body.parcels {
        for &n in &institutions.parcels[q].atoms {
            let share = nature.population[n as usize] / body.population;
            view += share * scratch.views[0][a];
            action += share * scratch.action[a];
            departure += share * rule::gain_seen(scratch.views[0][a], scratch.action[a]);
            a += 1;
        }
    }
    let scale = mine.mean.max(rule::DIVISOR_FLOOR) * setting.parameters.items.best_share_mean;
    let gain = (departure / scale).clamp(-1.0, 2.0);
    let rules = &setting.parameters.approval;
    let parcel = |q: usize| &institutions.parcels[q];
    let pressure = of_parcels(setting, body, |q| world.pressure[parcel(q).unit]);
    let lean = of_parcels(setting, body, |q| world.lean[parcel(q).unit]);
    let there = of_parcels(setting, body, |q| {
        f64::from(nature.opposition[parcel(q).area * nature.lanes + item])
    });
    let opposition = rule::opposition_met(&mut Clamped::default(), there, rules.lean, lean);
    let visibility = nature.items.visibility[item];
    let exposure = tier::exposure(
        setting.parameters,
        setting.flags.exposure,
        body.remoteness,
        nature.items.organisation[item],
    );
    let cover = panel
        .cover
        .max(proposal::backing(setting, &world, body, item).unwrap_or(0.0));
    let peers = proposal::peers(setting, &world, body, item);
    let alone = !panel.joint && institutions.grip <= 0.0;
    let chance = alone.then(|| {
        let press = rule::pressure(opposition, visibility, exposure, cover);
        let chance = rule::approval(rules, pressure, gain, press, peers);
        let draw = uniform(
            nature.seed,
            Purpose::Approval,
            body.anchor.0,
            nature.items.identity[item],
            world.month.0,
            panel.role.key(),
        );
        (chance, draw)
    });
    Seen {
        view,
        action,
        pressure,
        gain,
        opposition,
        visibility,
        exposure,
        cover,
        peers,
        chance,
    }
}

fn year_ends(setting: &Setting<'_>, world: &World, only: Option<usize>, trace: &mut Trace) {
    let nature = setting.nature;
    for (seat, panel) in setting.institutions.seats.iter().enumerate() {
        for b in watched(panel, only) {
            let body = &panel.bodies[b];
            let stages = &world.desks[seat].stage[b * nature.count..(b + 1) * nature.count];
            let unit = |q: usize| setting.institutions.parcels[q].unit;
            trace.years.push(YearEnd {
                month: world.month.0,
                seat,
                body: b,
                live: stages.iter().filter(|s| **s == Stage::Live).count(),
                withdrawn: of_people(setting, body, |n| {
                    let row = &world.withdrawn[n * nature.lanes..n * nature.lanes + nature.count];
                    let shares = row.iter().zip(&nature.items.share);
                    shares.map(|(&y, share)| f64::from(y) * share).sum()
                }),
                pressure: of_parcels(setting, body, |q| world.pressure[unit(q)]),
                lean: of_parcels(setting, body, |q| world.lean[unit(q)]),
                legitimacy: of_people(setting, body, |n| world.legitimacy[n]),
            });
        }
    }
}

//! What a body would do about an item, and who stands behind what is being done.

use crate::rng::{Purpose, uniform};
use crate::scenario::Mixing;

use super::Setting;
use super::nature::Clamped;
use super::panel::{Body, Panel};
use super::reports;
use super::tier;
use super::workspace::Workspace;
use super::world::{Case, NEVER, Policy, Stage, World};

/// A view before the part that belongs to each place: p = clip(base + own part, 0, 1).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// National mean as estimated, μ̂.
    pub mean: f64,
    /// μ̂ + common part + bias.
    pub base: f64,
}

/// Who stands behind the policy of a parcel on an item.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// Distance without participation.
    pub far: f64,
    /// Tier borders passed.
    pub borders: f64,
    /// Pressure taken off by the name that stands on it.
    pub cover: f64,
    /// Part of the buying power that is the nation's.
    pub national: f64,
    /// Whether the deciding area is the area of 2009.
    pub by_area: bool,
    /// Part of it issued or backed from elsewhere.
    pub elsewhere: f64,
    /// Local voice in it: (1 - r)(½ + ½ part).
    pub voice: f64,
}

/// Local voice in a decision of a body.
#[must_use]
pub fn voice(remoteness: f64, participation: f64) -> f64 {
    (1.0 - remoteness) * (0.5 + 0.5 * participation)
}

/// Weight of the overseer in a case: grip in a blend; all or nothing in a lottery.
#[must_use]
pub fn overseer_weight(setting: &Setting<'_>, panel: &Panel, b: usize, item: usize) -> f64 {
    match setting.institutions.mixing {
        Mixing::Blend => setting.institutions.grip,
        Mixing::Lottery => f64::from(u8::from(panel.follows(b, item))),
    }
}

/// Mean over the commissioners of a body by people; exactly `rest` where all have that value.
#[must_use]
pub fn over_commissioners(
    setting: &Setting<'_>,
    body: &Body,
    rest: f64,
    value: impl Fn(usize) -> f64,
) -> f64 {
    let units = &setting.institutions.units;
    let away = |u: usize| units[u].population * (value(u) - rest);
    rest + body.units.iter().map(|&u| away(u)).sum::<f64>() / body.population
}

/// Who stands behind a parcel's policy on an item; `None` without a policy.
#[must_use]
pub fn standing(
    setting: &Setting<'_>,
    world: &World,
    parcel: usize,
    item: usize,
) -> Option<Standing> {
    let nature = setting.nature;
    let institutions = setting.institutions;
    match world.policy[parcel * nature.count + item] {
        Policy::None => None,
        Policy::Inherited => {
            let people = nature.area_population[institutions.parcels[parcel].area];
            Some(Standing {
                far: 0.0,
                borders: 0.0,
                cover: 0.0,
                national: 0.0,
                by_area: true,
                elsewhere: 0.0,
                voice: voice(tier::remoteness(people, nature.nation), 1.0),
            })
        }
        Policy::Own => {
            let seat = institutions.seat_of[item];
            let panel = &institutions.seats[seat];
            let b = panel.body_of_parcel[parcel];
            let body = &panel.bodies[b];
            let case = &world.desks[seat].cases[b * nature.count + item];
            let holder_cover = panel.cover.max(case.backing.unwrap_or(0.0));
            let holder_elsewhere = panel.elsewhere || case.backing.is_some();
            let own = Standing {
                far: body.far,
                borders: f64::from(panel.borders),
                cover: holder_cover,
                // The nation as holder is the nation's buying power, as the nation as overseer is.
                national: f64::from(u8::from(panel.bodies.len() == 1)),
                by_area: panel.own_area,
                elsewhere: f64::from(u8::from(holder_elsewhere)),
                voice: voice(body.remoteness, panel.participation),
            };
            let w = overseer_weight(setting, panel, b, item);
            if w <= 0.0 {
                return Some(own);
            }
            let above = &institutions.overseer;
            let far_above = above.bodies[0].far;
            let mix = |holder: f64, overseer: f64| (1.0 - w) * holder + w * overseer;
            Some(Standing {
                far: mix(own.far, far_above),
                borders: mix(own.borders, f64::from(above.borders)),
                cover: mix(own.cover, above.cover),
                national: mix(own.national, 1.0),
                by_area: own.by_area,
                elsewhere: mix(own.elsewhere, 1.0),
                voice: mix(
                    own.voice,
                    voice(above.bodies[0].remoteness, above.participation),
                ),
            })
        }
    }
}

/// Whether a body knows of published guidance: one keyed draw for each body and all items.
#[must_use]
pub fn is_aware(setting: &Setting<'_>, body: &Body) -> bool {
    uniform(
        setting.nature.seed,
        Purpose::GuidanceAwareness,
        body.anchor.0,
        0,
        0,
        0,
    ) < setting.parameters.guidance.awareness
}

/// The valid guidance a body would use on an item: of all guides that have issued on it and reach
/// the body, the one with most analyst time, ties to the first. Gives guide and its body.
#[must_use]
pub fn guidance(
    setting: &Setting<'_>,
    world: &World,
    body: &Body,
    item: usize,
) -> Option<(usize, usize)> {
    let mut best: Option<(usize, usize)> = None;
    for (g, guide) in setting.institutions.guides.iter().enumerate() {
        let Some(&parcel) = body.parcels.first() else {
            continue;
        };
        let b = guide.body_of_parcel[parcel];
        let issued = world.guide_desks[g].stage[b * setting.nature.count + item] == Stage::Live;
        if !guide.holds[item] || !issued || (guide.published && !is_aware(setting, body)) {
            continue;
        }
        let better = best.is_none_or(|(other, c)| {
            guide.bodies[b].analysts > setting.institutions.guides[other].bodies[c].analysts
        });
        if better {
            best = Some((g, b));
        }
    }
    best
}

/// Cover that valid guidance or the national board gives a body on an item: that of the most
/// credible guide, or the board's where it is larger; `None` without either.
#[must_use]
pub fn backing(setting: &Setting<'_>, world: &World, body: &Body, item: usize) -> Option<f64> {
    let mut cover: Option<f64> = None;
    for (g, guide) in setting.institutions.guides.iter().enumerate() {
        let Some(&parcel) = body.parcels.first() else {
            continue;
        };
        let b = guide.body_of_parcel[parcel];
        let issued = world.guide_desks[g].stage[b * setting.nature.count + item] == Stage::Live;
        if guide.holds[item] && issued && (!guide.published || is_aware(setting, body)) {
            cover = Some(cover.map_or(guide.cover, |other: f64| other.max(guide.cover)));
        }
    }
    let board = if body.remoteness < 1.0 {
        over_commissioners(setting, body, 0.0, |u| world.assurance.cover[u])
    } else {
        0.0
    };
    if board > 0.0 {
        cover = Some(cover.map_or(board, |other| other.max(board)));
    }
    cover
}

/// Estimate of the national mean by a panel's body after learning:
/// μ̂ = μ + z σ_μ/√(A insight) / (1 + I).
fn estimate(
    setting: &Setting<'_>,
    panel: &Panel,
    body: usize,
    item: usize,
    information: f64,
    insight: f64,
) -> f64 {
    setting.nature.items.mean[item]
        + panel.error[body * setting.nature.count + item]
            / ((1.0 + information) * libm::sqrt(insight))
}

/// The view of a body on an item. Without evidence it falls back on the mean over items; the
/// guidance its decision used replaces its estimate, not its bias or its own signals. Learning halves the bias at
/// most: bias (1 - ½ I/(1+I)).
#[must_use]
pub fn view(
    setting: &Setting<'_>,
    world: &World,
    panel: &Panel,
    b: usize,
    item: usize,
    case: &Case,
    informed: bool,
) -> View {
    let body = &panel.bodies[b];
    let information = if informed { case.information } else { 0.0 };
    let mut mean = if informed {
        // Clinical insight of its commissioners is as good as analyst time, as far as they take part in
        // the decision; the rest of a body's staff are its own.
        let insight = if panel.participation > 0.0 {
            let theirs = over_commissioners(setting, body, 1.0, |u| world.condition.insight[u]);
            1.0 + panel.participation * (theirs - 1.0)
        } else {
            1.0
        };
        estimate(setting, panel, b, item, information, insight)
    } else {
        setting.parameters.items.best_share_mean
    };
    if let (Some(g), Some(&parcel)) = (case.guided, body.parcels.first()) {
        let g = g as usize;
        let guide = &setting.institutions.guides[g];
        let c = guide.body_of_parcel[parcel];
        let issued = &world.guide_desks[g].cases[c * setting.nature.count + item];
        mean = estimate(setting, guide, c, item, issued.information, 1.0);
    }
    let bias = body.bias * (1.0 - 0.5 * information / (1.0 + information));
    View {
        mean,
        base: mean + panel.common_view[b * setting.nature.count + item] + bias,
    }
}

/// Whether the overseer has prepared evidence on an item.
#[must_use]
pub fn overseer_informed(world: &World, item: usize) -> bool {
    world.overseer_desk.cases[item].approved != NEVER
}

/// What the two sides of a case see and what would be done: fills `workspace.views` and
/// `workspace.action` for the atoms of the body, parcel by parcel, and gives both views.
pub fn propose(
    setting: &Setting<'_>,
    world: &mut World,
    workspace: &mut Workspace,
    seat: usize,
    b: usize,
    item: usize,
    informed: bool,
) -> (View, Option<View>) {
    let nature = setting.nature;
    let panel = &setting.institutions.seats[seat];
    let body = &panel.bodies[b];
    let case = world.desks[seat].cases[b * nature.count + item];
    let w = overseer_weight(setting, panel, b, item);
    let mine = view(setting, world, panel, b, item, &case, informed);
    fill(setting, world, workspace, panel, body, item, mine.base, 0);
    let count = atoms_of(setting, body);
    workspace.action[..count].copy_from_slice(&workspace.views[0][..count]);
    if panel.joint {
        dilute(setting, world, workspace, body);
    }
    if w <= 0.0 {
        return (mine, None);
    }
    let above = &setting.institutions.overseer;
    let top = world.overseer_desk.cases[item];
    let theirs = view(
        setting,
        world,
        above,
        0,
        item,
        &top,
        overseer_informed(world, item),
    );
    fill(setting, world, workspace, above, body, item, theirs.base, 1);
    for a in 0..count {
        workspace.action[a] = (1.0 - w) * workspace.action[a] + w * workspace.views[1][a];
    }
    (mine, Some(theirs))
}

/// Number of atoms of a body.
#[must_use]
pub fn atoms_of(setting: &Setting<'_>, body: &Body) -> usize {
    body.parcels
        .iter()
        .map(|&q| setting.institutions.parcels[q].atoms.len())
        .sum()
}

#[expect(clippy::too_many_arguments, reason = "one loop, called twice above")]
fn fill(
    setting: &Setting<'_>,
    world: &mut World,
    workspace: &mut Workspace,
    panel: &Panel,
    body: &Body,
    item: usize,
    base: f64,
    side: usize,
) {
    let views = &mut workspace.views[side][..atoms_of(setting, body)];
    views_of(setting, world, panel, body, item, base, views);
}

/// What a body sees of an item at each of its atoms, parcel by parcel: its estimate and bias in
/// `base`, and what it hears of each place, held inside 0 to 1.
pub fn views_of(
    setting: &Setting<'_>,
    world: &mut World,
    panel: &Panel,
    body: &Body,
    item: usize,
    base: f64,
    views: &mut [f64],
) {
    let parcels = body.parcels.iter();
    let atoms = parcels.flat_map(|&q| &setting.institutions.parcels[q].atoms);
    for (view, &n) in views.iter_mut().zip(atoms) {
        let own = f64::from(panel.own_view[n as usize * setting.nature.lanes + item]);
        *view = base + own;
    }
    reports::hear(setting, world, panel, body, item, views);
    for view in views {
        *view = world.counters.view.clamp(*view, 0.0, 1.0);
    }
}

/// Mean view of each member, into `workspace.members` in the order of the body's units; views
/// must stand in `workspace.views[0]`.
pub fn member_means(setting: &Setting<'_>, workspace: &mut Workspace, body: &Body) {
    let nature = setting.nature;
    for member in &mut workspace.members[..body.units.len()] {
        *member = 0.0;
    }
    let mut a = 0;
    for &q in &body.parcels {
        let parcel = &setting.institutions.parcels[q];
        let Ok(member) = body.units.binary_search(&parcel.unit) else {
            a += parcel.atoms.len();
            continue;
        };
        let unit = &setting.institutions.units[parcel.unit];
        for &n in &parcel.atoms {
            workspace.members[member] +=
                workspace.views[0][a] * nature.population[n as usize] / unit.population;
            a += 1;
        }
    }
}

/// Consensus pulls towards the most cautious member:
/// x = p - dilute (mean of members' p̂ - least p̂), at least 0.
fn dilute(setting: &Setting<'_>, world: &mut World, workspace: &mut Workspace, body: &Body) {
    member_means(setting, workspace, body);
    let (mut mean, mut least) = (0.0, f64::INFINITY);
    for (member, &u) in body.units.iter().enumerate() {
        mean +=
            workspace.members[member] * setting.institutions.units[u].population / body.population;
        least = least.min(workspace.members[member]);
    }
    let pull = setting.parameters.joint.dilution * (mean - least);
    let count = atoms_of(setting, body);
    for x in &mut workspace.action[..count] {
        *x = world.counters.dilution.clamp(*x - pull, 0.0, 1.0);
    }
}

/// Dispersion of members' preferred actions, d_G = min(3, sd / .10), counted; population-weighted;
/// views must stand in `workspace.views[0]` undiluted.
pub fn dispersion(
    setting: &Setting<'_>,
    held: &mut Clamped,
    workspace: &mut Workspace,
    body: &Body,
) -> f64 {
    member_means(setting, workspace, body);
    let share = |u: usize| setting.institutions.units[u].population / body.population;
    let mean: f64 = body
        .units
        .iter()
        .enumerate()
        .map(|(i, &u)| share(u) * workspace.members[i])
        .sum();
    let variance: f64 = body
        .units
        .iter()
        .enumerate()
        .map(|(i, &u)| {
            let d = workspace.members[i] - mean;
            share(u) * d * d
        })
        .sum();
    held.clamp(libm::sqrt(variance) / 0.10, 0.0, 3.0)
}

/// Views of the holder, undiluted, into `workspace.views[0]`.
pub fn holder_views(
    setting: &Setting<'_>,
    world: &mut World,
    workspace: &mut Workspace,
    seat: usize,
    b: usize,
    item: usize,
) {
    let panel = &setting.institutions.seats[seat];
    let case = world.desks[seat].cases[b * setting.nature.count + item];
    let mine = view(setting, world, panel, b, item, &case, true);
    fill(
        setting,
        world,
        workspace,
        panel,
        &panel.bodies[b],
        item,
        mine.base,
        0,
    );
}

/// Share of a body's outside neighbours that had a policy on an item last March, 0 to 1; 0 for the
/// nation.
#[must_use]
pub fn peers(setting: &Setting<'_>, world: &World, body: &Body, item: usize) -> f64 {
    let (mut live, mut all) = (0.0, 0.0);
    for &(q, pairs) in &body.around {
        all += pairs;
        // Weighed, not branched on: who has the policy follows no pattern.
        live += pairs * f64::from(u8::from(world.known[q * setting.nature.count + item]));
    }
    if all > 0.0 { live / all } else { 0.0 }
}

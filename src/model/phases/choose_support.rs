//! Support is chosen, every October; in the month in which units are spun out, every
//! commissioner's support goes with its own unit.
//!
//! Seen cost of an option, GBP a head: made F_E/P + c_E; shared with m of the area (m = the best
//! number √(2 F_E/κ_sh), or all who did not buy if they are fewer, itself included)
//! F_E/(m P) + c_E + κ_sh (m - 1)/(2 P); bought from each supplier that sells
//! p_c (1 - sub)(1 + spec·unc (1 - fw)) + c_proc (1 - fw)/P. Any change costs `inert` more, and
//! leaving a unit of the service the share `strand` of its price. Chosen is the least of seen
//! cost less s_E times a Gumbel draw, keyed by option: a logit. With probability weight · g_E a
//! commissioner is told to use the unit that stands where its own stood, or else the cheapest
//! supplier. All choose on the prices and the partners of the year before; contracts last a year.
//!
//! The national board buys support too (`domains/support`): where units are spun out, suppliers
//! quote on its work besides their commissioners'.
//!
//! Then clubs of about the best number form within each area, volumes are counted, and leavers
//! pay. Nothing happens in burn-in or without the domain of support.

use crate::model::Setting;
use crate::model::domains::support::{
    Mode, Support, best_partners, buy_seen, is_hosted, make_gbp, quoted, share_gbp,
};
use crate::model::ledger::Account;
use crate::model::workspace::Workspace;
use crate::model::world::World;
use crate::rng::{Purpose, uniform};
use crate::scenario::Domain;

use super::run_suppliers::share_board;

/// Position of support in the grips of a commissioner.
const SUPPORT: usize = 4;
/// Number of the options to make and to share in the key of a taste; suppliers follow.
const MAKE: u32 = 0;
const SHARE: u32 = 1;
const FIRST_SUPPLIER: u32 = 2;

/// See the head of this file.
pub fn choose_support(setting: &Setting<'_>, world: &mut World, _: &mut Workspace) {
    if world.is_burning_in() || !setting.flags.domains.has(Domain::Support) {
        return;
    }
    let month = f64::from(world.month.0);
    if (month - setting.parameters.support.opening_month).abs() < 0.5 {
        spin_out(setting, world);
    } else if world.month.0.rem_euclid(12) == 7 {
        choose(setting, world);
    }
}

fn spin_out(setting: &Setting<'_>, world: &mut World) {
    let support = &mut world.support;
    for supplier in support.suppliers.iter_mut().filter(|c| !c.private) {
        supplier.alive = true;
        supplier.entered = world.month.0;
    }
    for u in 0..support.mode.len() {
        support.mode[u].mode = Mode::Buy(support.home[u]);
        support.mode[u].told = true;
        support.mode[u].partners = 1.0;
    }
    support.count(setting.institutions);
    share_board(setting, world);
    quote(setting, &mut world.support);
}

/// Every supplier quotes on the work that it has, a new one on the volume that it planned.
fn quote(setting: &Setting<'_>, support: &mut Support) {
    let s = &setting.parameters.support;
    for c in support.suppliers.iter_mut().filter(|c| c.alive) {
        let volume = if c.work() > 0.0 { c.work() } else { c.planned };
        c.price = quoted(
            c.head_gbp,
            c.overhead_gbp,
            volume.max(s.least_volume),
            s.margin,
        );
        c.compensation_gbp = 0.0;
    }
}

fn choose(setting: &Setting<'_>, world: &mut World) {
    let Setting {
        parameters: p,
        nature,
        institutions,
        ..
    } = *setting;
    let month = world.month.0;
    let hosted = is_hosted(&p.support, month, nature.support.election);
    quote(setting, &mut world.support);
    let best = best_partners(&p.support);
    for (u, unit) in institutions.units.iter().enumerate() {
        let anchor = world.support.anchor[u];
        let wanted = p.support.mandate_weight * world.condition.grips[u][SUPPORT];
        let chance = world.counters.mandate.clamp(wanted, 0.0, 1.0);
        let told = uniform(nature.seed, Purpose::SupportMandate, anchor, 0, month, 0) < chance;
        let support = &mut world.support;
        let was = support.mode[u].mode;
        let leaving = stranded(setting, support, was, hosted) * unit.population;
        let assigned = assigned_unit(support, support.home[u]);
        let chosen = match assigned {
            Some(c) if told => Mode::Buy(c),
            _ => {
                let others = support.in_house[institutions.intermediate_of_unit[u]]
                    - if matches!(was, Mode::Buy(_)) {
                        0.0
                    } else {
                        1.0
                    };
                taste(setting, support, u, month, hosted, best.min(others + 1.0))
            }
        };
        support.mode[u].mode = chosen;
        support.mode[u].told = told && assigned.is_some();
        if chosen != was && leaving > 0.0 {
            if let Mode::Buy(c) = was {
                support.suppliers[c as usize].compensation_gbp += leaving;
            }
            world.ledger.charge(u, Account::SupportMarket, leaving);
        }
    }
    world.support.count(institutions);
    form_clubs(setting, &mut world.support, best);
}

/// What a commissioner pays for each person if it leaves its supplier: a unit of the service that
/// still sells and that the board hosts.
fn stranded(setting: &Setting<'_>, support: &Support, was: Mode, hosted: bool) -> f64 {
    match was {
        Mode::Buy(c) => {
            let supplier = &support.suppliers[c as usize];
            if hosted && supplier.alive && !supplier.private {
                setting.parameters.support.strand * supplier.price
            } else {
                0.0
            }
        }
        Mode::Make | Mode::Share => 0.0,
    }
}

/// The unit that stands where a commissioner's own stood, or the cheapest supplier.
fn assigned_unit(support: &Support, home: u32) -> Option<u32> {
    support.standing(home).or_else(|| {
        let mut cheapest: Option<(f64, u32)> = None;
        for (c, supplier) in support.suppliers.iter().enumerate() {
            if supplier.alive && cheapest.is_none_or(|(price, _)| supplier.price < price) {
                cheapest = Some((supplier.price, c as u32));
            }
        }
        cheapest.map(|(_, c)| c)
    })
}

/// The option of least seen cost less taste.
fn taste(
    setting: &Setting<'_>,
    support: &Support,
    u: usize,
    month: i32,
    hosted: bool,
    partners: f64,
) -> Mode {
    let s = &setting.parameters.support;
    let people = setting.institutions.units[u].population;
    let was = support.mode[u].mode;
    let leaving = stranded(setting, support, was, hosted);
    let mut best = (f64::INFINITY, was);
    let mut weigh = |option: u32, mode: Mode, cost: f64| {
        let luck = uniform(
            setting.nature.seed,
            Purpose::SupportChoice,
            support.anchor[u],
            option,
            month,
            0,
        );
        // The difference of two Gumbel draws is logistic, so the least of these is a logit choice.
        let liked = -libm::log(-libm::log(luck));
        let change = if mode == was {
            0.0
        } else {
            s.inertia_gbp + leaving
        };
        let seen = cost + change - s.choice_scale_gbp * liked;
        if seen < best.0 {
            best = (seen, mode);
        }
    };
    weigh(MAKE, Mode::Make, make_gbp(s, people) / people);
    // Alone there is nobody to share with: no option of its own.
    if partners > 1.0 {
        weigh(SHARE, Mode::Share, share_gbp(s, people, partners) / people);
    }
    for (c, supplier) in support.suppliers.iter().enumerate() {
        if supplier.alive {
            let subsidy = if hosted && !supplier.private {
                s.subsidy
            } else {
                0.0
            };
            let eased = if supplier.accredited {
                s.framework
            } else {
                0.0
            };
            weigh(
                FIRST_SUPPLIER + c as u32,
                Mode::Buy(c as u32),
                buy_seen(s, supplier.price, subsidy, eased, people),
            );
        }
    }
    best.1
}

/// Those who share within an area form as many clubs as come nearest to the best number each.
fn form_clubs(setting: &Setting<'_>, support: &mut Support, best: f64) {
    for (u, &area) in setting.institutions.intermediate_of_unit.iter().enumerate() {
        let all = support.sharers[area];
        support.mode[u].partners = match support.mode[u].mode {
            Mode::Share => all / (all / best).round().max(1.0),
            Mode::Make | Mode::Buy(_) => 1.0,
        };
    }
}

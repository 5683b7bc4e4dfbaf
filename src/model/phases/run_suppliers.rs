//! The market for commissioning support in a month: accreditation, loss, merger, closure, entry;
//! and what support costs each commissioner.
//!
//! The national board, or the department where there is no board, is a customer: its work, ω_B of the nation's, goes to its own units while it
//! hosts them and to all that sell after its exit, by what commissioners buy from each. It pays their price out of the
//! upper tiers' running cost, which falls by what the work cost in house (F_E + c_E each);
//! margin, and after the exit procurement, are counted with the market.
//!
//! work = vol + the board's; income = p_c work + what leavers pay + guarantee; cost = c_v work + O_c. A supplier whose loss
//! exceeds the limit, as a share of income, for m_loss months goes: with probability `merge` into
//! the next one that sells (of the same kind if there is one; its customers follow, its overhead
//! does not), else it closes and its customers make their support themselves. A private supplier
//! is judged from the first October on.
//! The board pays the losses of units of the service while it hosts them, its subsidy, and the
//! guaranteed volume of private suppliers that nobody uses. Losses of others, and of all after the
//! exit, are their owners' and stand in no account here.
//! A private supplier enters once  margin_p · p · vol · (1 - e^(-r months/12))/r ≥ multiple · I_p e^(σ_I z),
//! where vol is an equal part, with one supplier more, of the people bought for and not told, and
//! after the exit of the board's work.
//! Where there is a framework each supplier is accredited once, by lot; one that is not goes.
//!
//! Running cost saved = cost of making - what is paid without margin; Y8 = margin and procurement.
//! Under a cap a commissioner keeps as many of its posts as the cap pays for, at least a fifth
//! (counted); of the posts that it loses cut_red are paid off at c_red each, where the experiment
//! knows what redundancy costs. Nothing happens in burn-in or without the domain of support.

use crate::model::Setting;
use crate::model::domains::option::{UNCERTAINTY_FLOOR, option_multiple, worth};
use crate::model::domains::support::{
    Mode, board_people, cap_gbp, doubt, entrant_volatility, is_hosted, make_gbp, months_counted_on,
    procurement_gbp, quality, quoted, share_gbp,
};
use crate::model::ledger::Account;
use crate::model::workspace::Workspace;
use crate::model::world::{NEVER, World};
use crate::rng::{Purpose, uniform};
use crate::scenario::Domain;

/// Position of support in the grips of a commissioner.
const SUPPORT: usize = 4;
/// See the head of this file.
pub fn run_suppliers(setting: &Setting<'_>, world: &mut World, _: &mut Workspace) {
    if world.is_burning_in() || !setting.flags.domains.has(Domain::Support) {
        return;
    }
    if f64::from(world.month.0) >= setting.parameters.support.opening_month {
        accredit(setting, world);
        let board = share_board(setting, world);
        trade(setting, world);
        leave(setting, world);
        enter(setting, world, board);
        let units = world
            .support
            .suppliers
            .iter()
            .filter(|c| !c.private)
            .count();
        let reference = (setting.nature.nation + board) / units.max(1) as f64;
        for supplier in &mut world.support.suppliers {
            supplier.quality = quality(
                &setting.parameters.support,
                supplier,
                world.month.0,
                reference,
            );
        }
    }
    for u in 0..setting.institutions.units.len() {
        charge(setting, world, u);
    }
}

/// The board's work goes to those from whom it buys this month; gives it, in people.
pub(super) fn share_board(setting: &Setting<'_>, world: &mut World) -> f64 {
    let s = &setting.parameters.support;
    let people = board_people(
        s,
        setting.nature.nation,
        setting.institutions.overheads.upper_gbp,
        &mut world.counters.board_support,
    );
    let hosted = is_hosted(s, world.month.0, setting.nature.support.election);
    world.support.share_board(people, hosted);
    people
}

fn accredit(setting: &Setting<'_>, world: &mut World) {
    let s = &setting.parameters.support;
    let month = world.month.0;
    if s.framework <= 0.0 || (f64::from(month) - s.framework_month).abs() > 0.5 {
        return;
    }
    for c in 0..world.support.suppliers.len() {
        let luck = uniform(
            setting.nature.seed,
            Purpose::Accreditation,
            c as u32,
            0,
            0,
            0,
        );
        let supplier = &mut world.support.suppliers[c];
        supplier.accredited = luck < s.accreditation;
        if supplier.alive && !supplier.accredited {
            end(setting, world, c);
        }
    }
}

/// Money of a month: income, cost, and what the board pays as a customer and as a host.
fn trade(setting: &Setting<'_>, world: &mut World) {
    let s = &setting.parameters.support;
    let month = world.month.0;
    let hosted = is_hosted(s, month, setting.nature.support.election);
    let upper = world.ledger.upper();
    let (mut bought, mut resources) = (0.0, 0.0);
    for supplier in world.support.suppliers.iter_mut().filter(|c| c.alive) {
        let began = !supplier.private || supplier.entered + 12 <= month;
        let mut paid = 0.0;
        if hosted && !supplier.private {
            paid += s.subsidy * supplier.price * supplier.volume;
        }
        if supplier.board > 0.0 {
            let price = supplier.price * supplier.board;
            bought += supplier.board;
            resources += price / (1.0 + s.margin);
            paid += price - price / (1.0 + s.margin);
            if !hosted {
                let eased = if supplier.accredited {
                    s.framework
                } else {
                    0.0
                };
                paid += procurement_gbp(s, eased);
            }
        }
        let mut income = supplier.price * supplier.work() + supplier.compensation_gbp;
        let covered = f64::from(month - supplier.entered) < s.contract_months;
        if supplier.private && began && covered {
            let unused = (s.guarantee * supplier.planned - supplier.work()).max(0.0);
            paid += supplier.price * unused;
            income += supplier.price * unused;
        }
        let cost = supplier.head_gbp * supplier.work() + supplier.overhead_gbp;
        let loss = cost - income;
        if hosted && !supplier.private {
            paid += loss.max(0.0);
        }
        if began && loss > s.loss_limit * income {
            supplier.months_of_loss += 1;
        } else {
            supplier.months_of_loss = 0;
        }
        world
            .ledger
            .charge(upper, Account::SupportMarket, paid / 12.0);
    }
    if bought > 0.0 {
        let instead = resources - make_gbp(s, bought);
        world.ledger.charge(upper, Account::Running, instead / 12.0);
    }
}

fn leave(setting: &Setting<'_>, world: &mut World) {
    let patience = setting.parameters.support.loss_months;
    for c in 0..world.support.suppliers.len() {
        let supplier = &world.support.suppliers[c];
        if supplier.alive && f64::from(supplier.months_of_loss) >= patience {
            end(setting, world, c);
        }
    }
}

/// A supplier goes: merged into the next that sells, or closed.
fn end(setting: &Setting<'_>, world: &mut World, c: usize) {
    let s = &setting.parameters.support;
    let month = world.month.0;
    let luck = uniform(
        setting.nature.seed,
        Purpose::SupplierEnd,
        c as u32,
        0,
        month,
        0,
    );
    let support = &mut world.support;
    let private = support.suppliers[c].private;
    let count = support.suppliers.len();
    let next = |alike: bool| {
        (1..count).map(|step| (c + step) % count).find(|&other| {
            let o = &support.suppliers[other];
            o.alive && (!alike || o.private == private)
        })
    };
    let partner = if luck < s.merger_share {
        next(true).or_else(|| next(false))
    } else {
        None
    };
    support.suppliers[c].alive = false;
    support.suppliers[c].volume = 0.0;
    support.suppliers[c].board = 0.0;
    support.suppliers[c].successor = partner.map(|other| other as u32);
    if let Some(other) = partner {
        support.suppliers[other].merged = month;
        support.suppliers[other].months_of_loss = 0;
    }
    for way in &mut support.mode {
        if way.mode == Mode::Buy(c as u32) {
            way.mode = partner.map_or(Mode::Make, |other| Mode::Buy(other as u32));
        }
    }
    support.count(setting.institutions);
}

/// Private suppliers that wait, in their order: each sees those that entered before it.
fn enter(setting: &Setting<'_>, world: &mut World, board: f64) {
    let Setting {
        parameters: p,
        nature,
        institutions,
        ..
    } = *setting;
    let s = &p.support;
    let month = world.month.0;
    let doubt = doubt(s, month, nature.support.election);
    let mut free = 0.0;
    let mut belief = 0.0;
    for (u, unit) in institutions.units.iter().enumerate() {
        belief += world.condition.belief[u] * unit.population / nature.nation;
        if matches!(world.support.mode[u].mode, Mode::Buy(_)) {
            let wanted = s.mandate_weight * world.condition.grips[u][SUPPORT];
            let bound = world.counters.mandate.clamp(wanted, 0.0, 1.0);
            free += unit.population * (1.0 - bound);
        }
    }
    let volatility = world.counters.entrant_volatility.clamp(
        entrant_volatility(s, doubt, belief),
        UNCERTAINTY_FLOOR,
        f64::INFINITY,
    );
    if !is_hosted(s, month, nature.support.election) {
        free += board;
    }
    let multiple = option_multiple(volatility, s.discount, s.discount);
    let months = months_counted_on(s, month, doubt);
    for c in 0..world.support.suppliers.len() {
        let supplier = &world.support.suppliers[c];
        // Who has left does not come back.
        if !supplier.private || supplier.entered != NEVER {
            continue;
        }
        let selling = world.support.suppliers.iter().filter(|o| o.alive).count() as f64;
        let volume = free / (selling + 1.0);
        let price = quoted(
            supplier.head_gbp,
            supplier.overhead_gbp,
            volume.max(s.least_volume),
            s.margin,
        );
        let value = worth(s.entrant_margin * price * volume, s.discount, months);
        let sunk = s.entrant_investment_gbp_m
            * 1e6
            * libm::exp(s.investment_spread * nature.support.investment[c]);
        if value >= multiple * sunk {
            let supplier = &mut world.support.suppliers[c];
            supplier.alive = true;
            supplier.entered = month;
            supplier.planned = volume;
            supplier.price = price;
            supplier.accredited = s.framework > 0.0
                && f64::from(month) >= s.framework_month
                && uniform(nature.seed, Purpose::Accreditation, c as u32, 0, 0, 0)
                    < s.accreditation;
        }
    }
}

/// What support saves and costs a commissioner, and what a cap leaves of its posts.
fn charge(setting: &Setting<'_>, world: &mut World, u: usize) {
    let Setting {
        parameters: p,
        nature,
        institutions,
        flags,
    } = *setting;
    let s = &p.support;
    let month = world.month.0;
    let people = institutions.units[u].population;
    let o = &institutions.overheads;
    let running = o.body_gbp + o.head_gbp * people;
    let limit = s.largest_part * running;
    let make = world
        .counters
        .support_cost
        .clamp(make_gbp(s, people), 0.0, limit);
    let way = world.support.mode[u];
    // Own spend, and what is paid to a supplier: resources and, apart, margin and procurement.
    let (own, bought, market) = match way.mode {
        Mode::Make => (running, 0.0, 0.0),
        Mode::Share => {
            let saved = make_gbp(s, people) - share_gbp(s, people, way.partners);
            let held = &mut world.counters.support_cost;
            (
                running - held.clamp(saved, f64::NEG_INFINITY, limit),
                0.0,
                0.0,
            )
        }
        Mode::Buy(c) => {
            let supplier = &world.support.suppliers[c as usize];
            let hosted = is_hosted(s, month, nature.support.election);
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
            let price = supplier.price * people;
            let resources = price / (1.0 + s.margin);
            (
                running - make,
                resources - subsidy * price,
                price - resources + procurement_gbp(s, eased),
            )
        }
    };
    let mut kept = 1.0;
    if let Some(cap) = cap_gbp(p, month, running, people) {
        let over = (own + bought + market - cap).max(0.0);
        kept = world
            .counters
            .posts
            .clamp(1.0 - over / own, s.least_kept, 1.0);
    }
    let needed = own / (p.people.post_gbp_k * 1e3);
    let staff = &mut world.people;
    let cut = (staff.kept[u] - kept).max(0.0) * needed;
    staff.released[u] += cut;
    if flags.domains.has(Domain::Reorganisation) {
        let posts = p.people.cut_redundant * cut;
        let paid = posts * p.reorganisation.redundancy_gbp;
        world.ledger.charge(u, Account::Redundancy, paid);
        world.reorganisation.let_go(posts, p.people.rehire);
    }
    staff.kept[u] = kept;
    staff.posts[u] = kept * needed;
    world.support.running_saving_gbp[u] = (running - kept * own - bought) / 12.0;
    world
        .ledger
        .charge(u, Account::SupportMarket, market / 12.0);
}

//! Reorganisation: unrest from the announcement on, and what the change itself costs.
//!
//! D(s) = D_max (s/τ) exp(1 - s/τ), s months after the announcement, times w = D_0 + (1 - D_0) ·
//! share of people whose commissioner is dissolved; the curves of several reorganisations add up, to
//! 1 at most. While a start slips, disruption wears off more slowly. Belief is belief_0 at the
//! announcement, weighted by w, less belief_D · D. In the first month of new bodies: posts of those
//! dissolved = running cost / c_fte, of which red_share are redundant at c_red each; c_new for every
//! body founded and c_close for every one closed since the last change in law. Where bodies only come
//! under one management and stay in law, none is founded or closed, and the posts are those that
//! this saves. Where a new minister founds all anew, all but the national bodies are dissolved. Staff time Σ D · running cost is a memo: no
//! account pays it. The world itself was handed over before this month; see `handover`.

use crate::model::Setting;
use crate::model::ledger::Account;
use crate::model::workspace::Workspace;
use crate::model::world::World;
use crate::scenario::Domain;
use crate::units::Month;

/// See the head of this file.
pub fn reorganise(setting: &Setting<'_>, world: &mut World, _: &mut Workspace) {
    if world.is_burning_in() || !setting.flags.domains.has(Domain::Reorganisation) {
        return;
    }
    wear_off(setting, world);
    announce(setting, world);
    feel(setting, world);
    rehire(world);
    found(setting, world);
}

/// Unrest ages by a month, by less while a start slips.
fn wear_off(setting: &Setting<'_>, world: &mut World) {
    let p = &setting.parameters.reorganisation;
    let slipping = setting
        .institutions
        .calendar
        .ahead
        .iter()
        .any(|ahead| ahead.planned <= world.month && world.month < ahead.begins);
    let months = if slipping {
        1.0 - p.disruption_held
    } else {
        1.0
    };
    let state = &mut world.reorganisation;
    for u in 0..state.news.len() {
        let strain = state.strain(u).after(months, p.disruption_months);
        state.news[u] = strain.news;
        state.unrest[u] = strain.unrest;
    }
}

/// What is announced this month; in April 2009 also what was announced before.
fn announce(setting: &Setting<'_>, world: &mut World) {
    let p = &setting.parameters.reorganisation;
    let first = Month::BURNT.next();
    let state = &mut world.reorganisation;
    for ahead in &setting.institutions.calendar.ahead {
        if ahead.announced.max(first) != world.month {
            continue;
        }
        let since = f64::from(world.month.0 - ahead.announced.0);
        for (u, dissolved) in ahead.dissolved.iter().enumerate() {
            let weight = p.disruption_unchanged + (1.0 - p.disruption_unchanged) * dissolved;
            let kept = weight * libm::exp(-since / p.disruption_months);
            state.news[u] += kept;
            state.unrest[u] += since * kept;
            state.hope[u] += weight * (p.belief_start - state.hope[u]);
        }
    }
}

/// Disruption and belief of the month, and the memo of staff time.
fn feel(setting: &Setting<'_>, world: &mut World) {
    let p = &setting.parameters.reorganisation;
    let nation = setting.nature.nation;
    let o = &setting.institutions.overheads;
    let mut mean = 0.0;
    for (u, unit) in setting.institutions.units.iter().enumerate() {
        let strain = world.reorganisation.strain(u);
        let lost = world.counters.disruption.clamp(
            strain.disruption(p.disruption_peak, p.disruption_months),
            0.0,
            1.0,
        );
        world.condition.disruption[u] = lost;
        world.condition.belief[u] = world.counters.belief.clamp(
            world.reorganisation.hope[u] - p.belief_fall * lost,
            0.0,
            1.0,
        );
        mean += lost * unit.population / nation;
        let running = o.running_gbp(unit.population, nation);
        world.reorganisation.staff_time_gbp += lost * running / 12.0;
    }
    world.reorganisation.staff_time_gbp += mean * o.upper_gbp / 12.0;
}

/// Some of the redundant come back.
fn rehire(world: &mut World) {
    let state = &mut world.reorganisation;
    let slots = state.returning.len();
    let now = world.month.0.rem_euclid(slots as i32) as usize;
    state.rehired += state.returning[now];
    state.returning[now] = 0.0;
}

/// The change itself: redundancy, set-up and closure.
fn found(setting: &Setting<'_>, world: &mut World) {
    let calendar = &setting.institutions.calendar;
    let Some(founding) = calendar
        .founding
        .as_ref()
        .filter(|_| calendar.begins == world.month)
    else {
        return;
    };
    let p = &setting.parameters.reorganisation;
    let post = setting.parameters.people.post_gbp_k * 1e3;
    let upper = world.ledger.upper();
    let mut redundant = 0.0;
    for u in 0..founding.new.len() {
        let posts = founding.dissolved_gbp[u] / post * p.redundant_share;
        redundant += posts;
        world
            .ledger
            .charge(u, Account::Redundancy, posts * p.redundancy_gbp);
        let bodies = p.setup_gbp_m * f64::from(u8::from(founding.new[u]))
            + p.closure_gbp_m * founding.closed[u];
        world.ledger.charge(u, Account::Transition, bodies * 1e6);
        // Staff who come back do so into vacancies, where the experiment follows staff.
        world.people.released[u] += posts;
    }
    let posts = founding.upper_dissolved_gbp / post * p.redundant_share;
    redundant += posts;
    world
        .ledger
        .charge(upper, Account::Redundancy, posts * p.redundancy_gbp);
    let bodies = p.setup_gbp_m * founding.upper_new + p.closure_gbp_m * founding.upper_closed;
    world
        .ledger
        .charge(upper, Account::Transition, bodies * 1e6);
    let rehire = setting.parameters.people.rehire;
    world.reorganisation.let_go(redundant, rehire);
}

//! Staff of commissioners: exits, vacancies, recruits, talent, and what they can do.
//!
//! x = x_0 + x_R·1{D ≥ D_x} + x_g·g_F·level + x_b (½ - belief)⁺; leavers are above the mean of
//! their body by δ; vacant posts are filled at the rate at which ordinary turnover rests; recruits
//! know less and learn; of those whose posts were cut, 1/24 a month give up waiting or, the share
//! `rehire` of them, come back where a post is vacant.
//! staffing = [kept (1 - lack)(1 - v)/(1 - vac)]^fte_exp · (1 + (1 - ω_ci) att Q where support is bought)
//! insight = (1 - ins)(1 + ω_ci att Q/a_ci) where support is bought, else 1
//! with lack the posts of managers who moved down to budget holders (`domains/practices`), and Q
//! the supplier's quality: attention that bought support frees goes in part to insight.
//! Y9 = c_int · posts · v. Talent is held inside .3 to 2 and counted. Nothing happens in burn-in.
//! Without the domain of support only those who moved down are missed: staffing = (1 - lack)^fte_exp.

use crate::model::Setting;
use crate::model::domains::people::{Pushed, RETURN_MONTHS, Staff, exits, month, staffing};
use crate::model::domains::practices::posts_lacking;
use crate::model::domains::support::{Mode, insight};
use crate::model::ledger::Account;
use crate::model::workspace::Workspace;
use crate::model::world::World;
use crate::scenario::Domain;

/// Range of talent.
const TALENT: [f64; 2] = [0.3, 2.0];
/// Position of assurance in the grips of a commissioner.
const ASSURANCE: usize = 5;

/// Part of its posts whose managers moved down to budget holders and left a gap.
fn lacking(setting: &Setting<'_>, u: usize) -> f64 {
    if !setting.flags.domains.has(Domain::Contracts) {
        return 0.0;
    }
    let o = &setting.institutions.overheads;
    let by_people = o.head_gbp * setting.institutions.units[u].population;
    let practices = &setting.parameters.practices;
    posts_lacking(practices, by_people, o.body_gbp + by_people)
}

/// See the head of this file.
pub fn staff_bodies(setting: &Setting<'_>, world: &mut World, _: &mut Workspace) {
    if world.is_burning_in() {
        return;
    }
    let p = &setting.parameters.people;
    if !setting.flags.domains.has(Domain::Support) {
        if setting.flags.domains.has(Domain::Contracts) {
            for (u, staffed) in world.condition.staffing.iter_mut().enumerate() {
                *staffed = staffing(p, 1.0 - lacking(setting, u), p.vacancy);
            }
        }
        return;
    }
    for u in 0..setting.institutions.units.len() {
        let condition = &mut world.condition;
        let people = &mut world.people;
        let exits = exits(
            p,
            Pushed {
                disruption: condition.disruption[u],
                grip: condition.grips[u][ASSURANCE],
                escalation: f64::from(condition.escalation[u]),
                belief: condition.belief[u],
            },
        );
        let posts = people.posts[u];
        let back = people.released[u] / RETURN_MONTHS;
        people.released[u] -= back;
        let staff = month(
            p,
            Staff {
                vacancy: condition.vacancy[u],
                talent: condition.talent[u],
            },
            exits,
            if posts > 0.0 {
                p.rehire * back / posts
            } else {
                0.0
            },
            condition.talent_at_start[u],
        );
        people.exits[u] = exits;
        condition.vacancy[u] = staff.vacancy;
        condition.talent[u] = world
            .counters
            .talent
            .clamp(staff.talent, TALENT[0], TALENT[1]);
        let (freed, insight) = match world.support.mode[u].mode {
            Mode::Buy(c) => {
                let s = &setting.parameters.support;
                let freed = s.attention_freed * world.support.suppliers[c as usize].quality;
                ((1.0 - s.freed_to_insight) * freed, insight(s, freed))
            }
            Mode::Make | Mode::Share => (0.0, 1.0),
        };
        condition.insight[u] = insight;
        let there = people.kept[u] * (1.0 - lacking(setting, u));
        condition.staffing[u] = staffing(p, there, condition.vacancy[u]) * (1.0 + freed);
        let vacant = posts * condition.vacancy[u];
        people.vacant_months += vacant;
        world
            .ledger
            .charge(u, Account::Vacancy, p.interim_gbp_k * 1e3 * vacant);
    }
}

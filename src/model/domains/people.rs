//! Who works for commissioners: exits, vacancies, recruits and talent. Staff are counted as a
//! share of posts, without chance: a body of 150 posts loses its expected number.
//!
//! At ordinary turnover x_0 a body keeps its talent and its share of vacancies: how fast posts are
//! filled and how much the experienced know more than recruits follow from that.

use serde::{Deserialize, Serialize};

use crate::model::Setting;
use crate::model::overlap::Overlap;
use crate::scenario::parameters;

/// Months over which those whose posts were cut may come back.
pub const RETURN_MONTHS: f64 = 24.0;

/// Columns by commissioner. Talent, vacancies and staffing stand in
/// [`crate::model::condition::Condition`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct People {
    /// Posts of its own that a commissioner can pay for, filled or not.
    pub posts: Vec<f64>,
    /// Posts over those that its work needs, 0 to 1; below 1 under a cap.
    pub kept: Vec<f64>,
    /// Share of staff who left in the month.
    pub exits: Vec<f64>,
    /// People whose posts were cut and who have neither come back nor given up.
    pub released: Vec<f64>,
    /// Vacancies since April 2009, in posts times months.
    pub vacant_months: f64,
}

impl People {
    /// Everybody at work.
    #[must_use]
    pub fn at_rest(setting: &Setting<'_>) -> Self {
        let bodies = setting.institutions;
        let units = bodies.units.len();
        let post = setting.parameters.people.post_gbp_k * 1e3;
        Self {
            posts: bodies
                .units
                .iter()
                .map(|unit| {
                    let o = &bodies.overheads;
                    (o.body_gbp + o.head_gbp * unit.population) / post
                })
                .collect(),
            kept: vec![1.0; units],
            exits: vec![0.0; units],
            released: vec![0.0; units],
            vacant_months: 0.0,
        }
    }

    /// What new commissioners take over: means by people; those released are shared out.
    #[must_use]
    pub fn handed_over(&self, setting: &Setting<'_>, overlap: &Overlap) -> Self {
        Self {
            kept: overlap.mean(&self.kept),
            exits: overlap.mean(&self.exits),
            released: overlap.shared_out(&self.released),
            vacant_months: self.vacant_months,
            ..Self::at_rest(setting)
        }
    }

    /// A commissioner that goes on with the same people keeps its posts and everybody in them.
    pub fn carry(&mut self, unit: usize, old: &Self, from: usize) {
        self.posts[unit] = old.posts[from];
        self.kept[unit] = old.kept[from];
        self.exits[unit] = old.exits[from];
        self.released[unit] = old.released[from];
    }
}

/// What drives staff out in a month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pushed {
    /// Disruption D, 0 to 1.
    pub disruption: f64,
    /// Grip of assurance, 0 to 1.
    pub grip: f64,
    /// Escalation level, 0 to 4.
    pub escalation: f64,
    /// Belief in the reform, 0 to 1.
    pub belief: f64,
}

/// Share of staff who leave in a month:
/// x = x_0 + x_R·1{D ≥ D_x} + x_g·g·level + x_b (½ - belief)⁺.
#[must_use]
pub fn exits(p: &parameters::People, pushed: Pushed) -> f64 {
    let upheaval = if pushed.disruption >= p.upheaval {
        p.exits_upheaval
    } else {
        0.0
    };
    p.exits
        + upheaval
        + p.exits_pressure * pushed.grip * pushed.escalation
        + p.exits_disbelief * (0.5 - pushed.belief).max(0.0)
}

/// How far leavers are above the mean of their body: the better half of a normal law is
/// σ_w √(2/π) above it, and leaves with odds od: δ = σ_w √(2/π) (od - 1)/(od + 1).
#[must_use]
pub fn drained(p: &parameters::People) -> f64 {
    let half = p.talent_within * (2.0 / core::f64::consts::PI).sqrt();
    half * (p.leaver_odds - 1.0) / (p.leaver_odds + 1.0)
}

/// Share of vacant posts filled in a month, so that the share vacant rests at vac:
/// φ = x_0 (1 - vac)/vac. All of them at once where no vacancy is to be.
#[must_use]
pub fn filling(p: &parameters::People) -> f64 {
    if p.vacancy > 0.0 {
        p.exits * (1.0 - p.vacancy) / p.vacancy
    } else {
        f64::INFINITY
    }
}

/// A body's staff: vacancies as a share of posts, and the talent of those at work.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Staff {
    /// Share of posts vacant, 0 to 1.
    pub vacancy: f64,
    /// Mean talent, index.
    pub talent: f64,
}

/// One month. `exits` is the share who leave, `returning` how many of those released before come
/// back if there are vacancies, as a share of posts, and `start` the body's talent at its start.
///
/// F = 1 - v; leave = x F; hired = min(φ v, v + leave); v ← v + leave - hired
/// T ← [(F - leave)(T - δ x/(1 - x)) + returned T_start + (hired - returned) T_rec] / F'
/// T ← T + learn (T_full - T), T_full = T_start + x_0 (T_start + δ - T_rec)(1/learn - 1)
#[must_use]
pub fn month(
    p: &parameters::People,
    staff: Staff,
    exits: f64,
    returning: f64,
    start: f64,
) -> Staff {
    let delta = drained(p);
    let at_work = 1.0 - staff.vacancy;
    let leave = exits * at_work;
    let hired = if staff.vacancy > 0.0 || p.vacancy <= 0.0 {
        let open = staff.vacancy + leave;
        if p.vacancy > 0.0 {
            (filling(p) * staff.vacancy).min(open)
        } else {
            open
        }
    } else {
        0.0
    };
    let returned = returning.min(hired);
    let now_at_work = at_work - leave + hired;
    let mut talent = staff.talent;
    if now_at_work > 0.0 {
        let stayed = staff.talent - delta * exits / (1.0 - exits);
        talent =
            ((at_work - leave) * stayed + returned * start + (hired - returned) * p.recruit_talent)
                / now_at_work;
    }
    let ordinary = p.exits * (start + delta - p.recruit_talent);
    let full = start + ordinary * (1.0 / p.learning - 1.0);
    Staff {
        vacancy: staff.vacancy + leave - hired,
        talent: talent + p.learning * (full - talent),
    }
}

/// Capacity by posts, relative to a full body at ordinary vacancies:
/// [kept (1 - v)/(1 - vac)]^fte_exp.
#[must_use]
pub fn staffing(p: &parameters::People, kept: f64, vacancy: f64) -> f64 {
    let filled = kept * (1.0 - vacancy) / (1.0 - p.vacancy);
    libm::pow(filled.max(0.0), p.staffing_exponent)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Parameters;

    #[test]
    fn ordinary_turnover_leaves_talent_and_vacancies_where_they_are() {
        let p = Parameters::default().people;
        for start in [0.7, 1.0, 1.3] {
            let mut staff = Staff {
                vacancy: p.vacancy,
                talent: start,
            };
            for _ in 0..180 {
                staff = month(&p, staff, p.exits, 0.0, start);
            }
            assert!((staff.vacancy - 0.05).abs() < 1e-12);
            assert!((staff.talent - start).abs() < 1e-9, "{}", staff.talent);
        }
    }

    #[test]
    fn exits_add_up_and_the_better_half_leaves() {
        let p = Parameters::default().people;
        let pushed = Pushed {
            disruption: 0.1,
            grip: 0.6,
            escalation: 2.0,
            belief: 0.2,
        };
        // .010 + .006 + .005 x .6 x 2 + .010 x .3 = .025.
        assert!((exits(&p, pushed) - 0.025).abs() < 1e-12);
        let calm = Pushed {
            disruption: 0.049,
            belief: 0.9,
            escalation: 0.0,
            ..pushed
        };
        assert!((exits(&p, calm) - 0.010).abs() < 1e-12);
        // .15 x .797885 x .5/2.5 = .0239365.
        assert!((drained(&p) - 0.023_936_5).abs() < 1e-7);
    }

    #[test]
    fn vacancies_rest_where_leavers_equal_those_hired() {
        // φ = .01 x .95/.05 = .19; with x = .03: v = .03/(.03 + .19) = .13636.
        let p = Parameters::default().people;
        let mut staff = Staff {
            vacancy: p.vacancy,
            talent: 1.0,
        };
        for _ in 0..200 {
            staff = month(&p, staff, 0.03, 0.0, 1.0);
        }
        assert!((staff.vacancy - 0.03 / 0.22).abs() < 1e-9);
        // T = .99 (.97 T + .024782) + .01 x 1.172197 = .91325.
        assert!((staff.talent - 0.913_25).abs() < 1e-4, "{}", staff.talent);
    }

    #[test]
    fn capacity_follows_posts_filled() {
        let p = Parameters::default().people;
        assert!((staffing(&p, 1.0, p.vacancy) - 1.0).abs() < 1e-15);
        // Half the posts: .5^.7 = .6156.
        assert!((staffing(&p, 0.5, p.vacancy) - 0.615_572).abs() < 1e-6);
    }

    #[test]
    fn without_vacancies_posts_are_filled_at_once() {
        let mut p = Parameters::default().people;
        p.vacancy = 0.0;
        let staff = month(
            &p,
            Staff {
                vacancy: 0.0,
                talent: 1.0,
            },
            0.04,
            0.0,
            1.0,
        );
        assert!(staff.vacancy.abs() < 1e-15);
    }
}

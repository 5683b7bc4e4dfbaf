//! How outcomes of support and staff are read off a world.

use crate::model::domains::support::{Mode, Supplier};
use crate::model::{Setting, World};

/// Mean over commissioners by posts filled.
fn over_staff(s: &Setting<'_>, w: &World, value: impl Fn(usize) -> f64) -> f64 {
    let (mut sum, mut all) = (0.0, 0.0);
    for u in 0..s.institutions.units.len() {
        let filled = w.people.posts[u] * (1.0 - w.condition.vacancy[u]);
        sum += filled * value(u);
        all += filled;
    }
    sum / all
}

/// Talent of staff, index.
pub(super) fn talent(s: &Setting<'_>, w: &World) -> f64 {
    over_staff(s, w, |u| w.condition.talent[u])
}

/// Posts vacant, share of posts.
pub(super) fn vacant(w: &World) -> f64 {
    let posts: f64 = w.people.posts.iter().sum();
    let vacant: f64 = w
        .people
        .posts
        .iter()
        .zip(&w.condition.vacancy)
        .map(|(posts, v)| posts * v)
        .sum();
    vacant / posts
}

/// Posts, filled or not.
pub(super) fn posts(w: &World) -> f64 {
    w.people.posts.iter().sum()
}

/// Suppliers that sell; private ones only if wanted.
pub(super) fn suppliers(w: &World, private: bool) -> f64 {
    let selling = |c: &&Supplier| c.alive && (c.private || !private);
    w.support.suppliers.iter().filter(selling).count() as f64
}

/// Mean over people whose commissioners buy support; null where nobody does.
fn over_buyers(s: &Setting<'_>, w: &World, value: impl Fn(&Supplier) -> f64) -> Option<f64> {
    let (mut sum, mut all) = (0.0, 0.0);
    for (unit, way) in s.institutions.units.iter().zip(&w.support.mode) {
        if let Mode::Buy(c) = way.mode {
            sum += unit.population * value(&w.support.suppliers[c as usize]);
            all += unit.population;
        }
    }
    (all > 0.0).then(|| sum / all)
}

/// Price of bought support, GBP a head and year.
pub(super) fn price(s: &Setting<'_>, w: &World) -> Option<f64> {
    over_buyers(s, w, |c| c.price)
}

/// Quality of bought support, index.
pub(super) fn quality(s: &Setting<'_>, w: &World) -> Option<f64> {
    over_buyers(s, w, |c| c.quality)
}

/// People whose commissioners get support in a way, share.
pub(super) fn people_with(s: &Setting<'_>, w: &World, way: impl Fn(Mode) -> bool) -> f64 {
    s.institutions
        .units
        .iter()
        .zip(&w.support.mode)
        .filter(|(_, of)| way(of.mode))
        .fold(0.0, |sum, (unit, _)| {
            sum + unit.population / s.nature.nation
        })
}

//! What trust does to reports. The views of a panel hold the noise of reports from below at the
//! trust with which a run begins; this is the difference that trust makes since (T4):
//!
//! Δε̂_n = (√(1 - t_u) - √(1 - t_0)) √(κ_rep · conflict · σ_h² (1 - part)) z'_n
//!
//! with t_u the trust upwards of the commissioner that reports. A view takes (1-u) of a place's own
//! difference and u of the mean over its body, as it takes everything else it hears. Exactly
//! nothing where the decider is the reporting body itself (part = 1), before trust has moved, and
//! without the domain of assurance.

use super::Setting;
use super::panel::{Body, Panel};
use super::signal;
use super::world::World;
use crate::scenario::Domain;

/// Whether reports to a panel may have changed since its views were made.
fn may_differ(setting: &Setting<'_>, panel: &Panel) -> bool {
    panel.participation < 1.0 && setting.flags.domains.has(Domain::Assurance)
}

/// Adds what trust has changed to the views of a body on an item that stand in `views`, by atom of
/// the body, parcel by parcel. They are not yet held inside 0 to 1.
pub fn hear(
    setting: &Setting<'_>,
    world: &World,
    panel: &Panel,
    body: &Body,
    item: usize,
    views: &mut [f64],
) {
    if !may_differ(setting, panel) {
        return;
    }
    let own_part = 1.0 - body.uniformity;
    let mut mean = 0.0;
    each(setting, world, panel, body, item, |a, weight, change| {
        views[a] += own_part * change;
        mean += weight * change;
    });
    let common = body.uniformity * mean;
    if common.abs() > 0.0 {
        for view in views.iter_mut() {
            *view += common;
        }
    }
}

/// Calls `take` with the position of each atom whose reports have changed, its share of the body's
/// people and the change.
fn each(
    setting: &Setting<'_>,
    world: &World,
    panel: &Panel,
    body: &Body,
    item: usize,
    mut take: impl FnMut(usize, f64, f64),
) {
    let Setting {
        parameters: p,
        flags,
        nature,
        institutions,
        ..
    } = *setting;
    let organisation = nature.items.organisation[item];
    let at_start = libm::sqrt(1.0 - p.evidence.trust_up);
    let mut first = 0;
    for &q in &body.parcels {
        let parcel = &institutions.parcels[q];
        let since = libm::sqrt(1.0 - world.condition.trust_up[parcel.unit]) - at_start;
        if since.abs() > 0.0 {
            let below = nature.area_remoteness[parcel.area];
            // As held and counted when the panel was made.
            let conflict =
                signal::conflict(p, flags.exposure, below, body.remoteness, organisation).min(1.0);
            let full = signal::report_variance(p, conflict, 0.0, panel.participation);
            let sd = libm::sqrt(full);
            for (a, &n) in (first..).zip(&parcel.atoms) {
                let n = n as usize;
                let z = f64::from(nature.report_noise[n * nature.lanes + item]);
                let weight = nature.population[n] / body.population;
                take(a, weight, since * sd * z);
            }
        }
        first += parcel.atoms.len();
    }
}

//! What is read from points that no estimate over the inputs takes in: shares of groups of
//! mechanisms, and runs that must agree with others.

use super::study::beside;
use crate::analysis::audit::{between_arms, between_points};
use crate::analysis::shapley::Attribution;
use crate::analysis::study::Study;
use crate::experiment::{Audit, Design, Part, Plan};
use crate::report::findings::AuditRow;
use crate::scenario::Experiment;
use crate::store::{Layout, StoreError};

/// Outcomes that may differ between arms with every mechanism off: reliance on cover is counted
/// even where it has no effect.
const FREE: [&str; 1] = ["lean"];

/// With every mechanism off sums run over other bodies, so that last bits differ.
const ROUNDING: f64 = 1e-9;

/// The runs at sets of groups of mechanisms; nothing where no shares are asked for.
///
/// # Errors
/// When the runs cannot be read.
pub fn attribution(
    layout: &Layout,
    experiment: &Experiment,
    study: &Study,
    design: &Design,
    plan: &Plan,
) -> Result<Option<Attribution>, StoreError> {
    let Some(shapley) = &experiment.shapley else {
        return Ok(None);
    };
    let is_set = |part: Part| matches!(part, Part::Coalition(_));
    let Some(study) = beside(study, design, |point| is_set(point.part)) else {
        return Ok(None);
    };
    let coalitions = design.points.iter().filter_map(|point| match point.part {
        Part::Coalition(on) => Some(on),
        Part::Main | Part::Placed | Part::Audit(_) => None,
    });
    Ok(Some(Attribution {
        groups: shapley.groups.iter().map(|g| g.name.clone()).collect(),
        mechanisms: shapley
            .groups
            .iter()
            .map(|g| g.mechanisms.clone())
            .collect(),
        orders: shapley.orders(experiment.seed),
        coalitions: coalitions.collect(),
        seeds: shapley.seeds,
        table: super::load::runs(layout, study, plan)?,
    }))
}

/// How far runs are apart that must agree; nothing where nothing is audited.
///
/// # Errors
/// When the runs cannot be read.
pub fn audits(
    layout: &Layout,
    study: &Study,
    design: &Design,
    plan: &Plan,
) -> Result<Vec<AuditRow>, StoreError> {
    let wanted = |part: Part, number: u32| number == 0 || matches!(part, Part::Audit(_));
    let audited: Vec<Audit> = design
        .points
        .iter()
        .filter_map(|point| match point.part {
            Part::Audit(audit) => Some(audit),
            Part::Main | Part::Placed | Part::Coalition(_) => None,
        })
        .collect();
    if audited.is_empty() {
        return Ok(Vec::new());
    }
    let Some(study) = beside(study, design, |point| wanted(point.part, point.number)) else {
        return Ok(Vec::new());
    };
    // Point 0 comes first: an audit without it was refused when it was settled.
    let table = super::load::runs(layout, study, plan)?;
    let row = |(position, audit): (usize, Audit)| {
        let point = position + 1;
        match audit {
            Audit::Renamed => AuditRow {
                what: "Every arrangement under another name, the last one run first",
                against: "the same arrangements under their own names",
                agreement: between_points(&table, point, 0),
                allowed: 0.0,
            },
            Audit::Exchanged => AuditRow {
                what: "Clusters and consortia exchanged: their bodies, and the seats and guides \
                       that stand there",
                against: "the same arrangements before the exchange",
                agreement: between_points(&table, point, 0),
                allowed: 0.0,
            },
            Audit::NothingOn => AuditRow {
                what: "Every mechanism off but the lever, no error, every proposal approved",
                against: "the baseline in the same world",
                agreement: between_arms(&table, point, &FREE),
                allowed: ROUNDING,
            },
        }
    };
    Ok(audited.into_iter().enumerate().map(row).collect())
}

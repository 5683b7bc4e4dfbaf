//! Points that a table lists.

use super::Around;
use crate::scenario::check_factors::{self, Place};
use crate::scenario::error::Mistake;
use crate::scenario::file::Placed;
use crate::scenario::points_file;
use crate::scenario::sampling::{Factor, Subject, Values};
use crate::scenario::{Law, PARAMETERS};

/// The factors and points of a table.
pub(super) fn list(
    around: &Around,
    place: &Place,
    file: Option<&Placed<String>>,
    findings: &mut Vec<Mistake>,
) -> (Vec<Factor>, Vec<Vec<f64>>) {
    let Some(file) = file else {
        return (Vec::new(), Vec::new());
    };
    let Some(table) = (around.known.table)(&file.value) else {
        findings.push(around.source.mistake(
            file.span.clone(),
            format!("there is no table \"{}\"", file.value),
            Some("name a CSV file beside the experiment".to_owned()),
        ));
        return (Vec::new(), Vec::new());
    };
    let (mut points, mistakes) = points_file::read(&table);
    findings.extend(mistakes);
    points.pass_over(&points_file::BESIDE);
    let in_table = Place {
        source: &table,
        ..*place
    };
    let mut factors: Vec<Option<Factor>> = Vec::new();
    for name in &points.header {
        let twice = factors.iter().flatten().any(|one| one.path == name.value);
        if twice {
            let message = format!("the factor \"{}\" is named twice", name.value);
            findings.push(table.mistake(name.span.clone(), message, None));
            factors.push(None);
        } else {
            factors.push(check_factors::named(&in_table, name, findings));
        }
    }
    check_factors::overlaps(
        &in_table,
        &points.header,
        factors.iter().flatten(),
        findings,
    );
    let mut rows = Vec::with_capacity(points.rows.len());
    for fields in &points.rows {
        let mut row = Vec::with_capacity(fields.len());
        for (factor, field) in factors.iter_mut().zip(fields) {
            if let Some(factor) = factor {
                row.extend(check_factors::field(&in_table, factor, field, findings));
            }
        }
        let sum = |row: &[f64]| -> (f64, usize) {
            let parts = factors.iter().flatten().zip(row);
            let parts: Vec<f64> = parts
                .filter(|(f, _)| f.is_part())
                .map(|(_, v)| *v)
                .collect();
            (parts.iter().sum(), parts.len())
        };
        let all = PARAMETERS.iter().filter(|p| p.law == Law::Simplex);
        let (total, count) = sum(&row);
        let whole = count == all.count();
        if (total > 1.0 + 1e-9 || (whole && (total - 1.0).abs() > 1e-9))
            && let (Some(first), Some(last)) = (fields.first(), fields.last())
        {
            findings.push(table.mistake(
                first.span.start..last.span.end,
                format!("the parts of one whole sum to {total} at this point"),
                Some("they must sum to 1, or to less where some are not named".to_owned()),
            ));
        }
        rows.push(row);
    }
    let mut factors: Vec<Factor> = factors.into_iter().flatten().collect();
    for (at, factor) in factors.iter_mut().enumerate() {
        // What occurs is what it takes; a choice keeps the order in which it was named.
        let mut levels: Vec<f64> = rows.iter().filter_map(|row| row.get(at).copied()).collect();
        levels.sort_by(f64::total_cmp);
        levels.dedup();
        factor.values = match factor.subject {
            Subject::Parameter | Subject::Grip => match (levels.first(), levels.last()) {
                (Some(low), Some(high)) => Values::Range([*low, *high]),
                _ => Values::Levels(Vec::new()),
            },
            _ => Values::Levels(levels),
        };
    }
    (factors, rows)
}

//! `plan.parquet`: one row for each planned run, written before the first, with `design.csv` beside it.

use super::assemble::table;
use crate::experiment::Design;
use crate::experiment::plan::{Pair, Plan};
use crate::experiment::seeds::seed_of_arm;
use crate::scenario::Experiment;
use crate::store::{Column, ColumnKind, Layout, StoreError, TableWriter, Words, read_columns};

/// Writes the plan: what each run is, its part, and the values of the parameters that vary.
///
/// # Errors
/// When the disk refuses.
pub fn write(
    layout: &Layout,
    experiment: &Experiment,
    design: &Design,
    plan: &Plan,
) -> Result<(), StoreError> {
    let mut schema = vec![
        ("run", ColumnKind::U32),
        ("part", ColumnKind::U32),
        ("arm", ColumnKind::Text),
        ("sweep_point", ColumnKind::U32),
        ("replicate", ColumnKind::U32),
        ("seed", ColumnKind::U64),
        ("mechanisms_off", ColumnKind::Text),
    ];
    schema.extend(design.varied.iter().map(|p| (p.path, ColumnKind::F64)));
    let mut writer = TableWriter::create(&layout.plan(), &schema, &[])?;
    let values: Vec<Vec<f64>> = design
        .varied
        .iter()
        .map(|parameter| design.effective(parameter))
        .collect();
    let off: Vec<String> = design.points.iter().map(|p| p.off().join(" ")).collect();
    let batches = plan.batches();
    let part = |at: u32| batches.partition_point(|batch| batch.pairs.end <= at) as u32;
    for (chunk, pairs) in plan.pairs.chunks(1 << 13).enumerate() {
        let first = (chunk << 13) as u32;
        let rows = || {
            pairs.iter().enumerate().flat_map(|(at, pair)| {
                (0..plan.arms).map(move |arm| (first + at as u32, arm, pair))
            })
        };
        let numbers = |of: &dyn Fn(u32, u32, &Pair) -> u32| {
            Column::U32(rows().map(|(at, arm, pair)| of(at, arm, pair)).collect())
        };
        let arms: Words = rows()
            .map(|(_, arm, _)| experiment.arms[arm as usize].name.as_str())
            .collect();
        let off: Words = rows()
            .map(|(_, _, pair)| {
                design
                    .position(pair.point)
                    .map_or("", |at| off[at].as_str())
            })
            .collect();
        let mut columns = vec![
            ("run", numbers(&|at, arm, _| at * plan.arms + arm)),
            ("part", numbers(&|at, _, _| part(at))),
            ("arm", Column::Text(arms)),
            ("sweep_point", numbers(&|_, _, pair| pair.point)),
            ("replicate", numbers(&|_, _, pair| pair.replicate)),
            (
                "seed",
                Column::U64(
                    rows()
                        .map(|(_, arm, pair)| seed_of_arm(experiment, arm as usize, pair.seed))
                        .collect(),
                ),
            ),
            ("mechanisms_off", Column::Text(off)),
        ];
        for (parameter, values) in design.varied.iter().zip(&values) {
            let value = |pair: &Pair| design.position(pair.point).map_or(0.0, |at| values[at]);
            let column = rows().map(|(_, _, pair)| value(pair)).collect();
            columns.push((parameter.path, Column::F64(column)));
        }
        writer.append(&table(columns))?;
    }
    writer.finish()?;
    super::design_file::write(layout, design)
}

/// The pairs of a stored plan, each once, as (point, replicate), sorted.
///
/// # Errors
/// When the file cannot be read.
pub fn pairs(layout: &Layout) -> Result<Vec<(u32, u32)>, StoreError> {
    let path = layout.plan();
    let rows = read_columns(&path, &["sweep_point", "replicate"])?;
    let [(_, Column::U32(points)), (_, Column::U32(replicates))] = &rows.columns[..] else {
        let detail = "its columns are not those of a plan";
        return Err(StoreError::foreign(&path, detail));
    };
    let mut pairs: Vec<(u32, u32)> = points
        .iter()
        .copied()
        .zip(replicates.iter().copied())
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    Ok(pairs)
}

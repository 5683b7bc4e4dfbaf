//! What a search came to: stored runs back to scores, and from them tables, charts and page.

use std::fmt::Write as _;

use super::space;
use crate::analysis::search::{Found, SameHolders, Tried, found};
use crate::analysis::study::ParameterColumn;
use crate::experiment::search::Stage;
use crate::job::assemble::ALL;
use crate::job::conclude::{Basis, Wanted, write_page};
use crate::job::error::JobError;
use crate::job::load::{RunRows, run_rows};
use crate::job::study;
use crate::report::held;
use crate::report::search::{SearchFindings, StageRuns};
use crate::scenario::{Combination, Experiment, Geography, Search};
use crate::store::{Layout, Manifest, StoreError, TableReader, write_atomically};

/// Everything that the stages hold.
#[derive(Debug, Default)]
pub struct Gathered {
    /// The rungs done so far.
    pub rungs: Vec<Tried>,
    /// The hold-out.
    pub held: Tried,
    /// What the hold-out was asked.
    pub basis: Option<Basis>,
    /// The folders of the stages.
    pub layouts: Vec<Layout>,
}

impl Gathered {
    /// Takes in a stage.
    pub fn take(&mut self, stage: Stage, tried: Tried, basis: Basis) {
        match stage {
            Stage::Rung(_) => self.rungs.push(tried),
            Stage::HoldOut => {
                self.held = tried;
                self.basis = Some(basis);
            }
        }
    }
}

/// The terms of the score of every combination at every point of a stage, each the mean over the
/// seeds of the point. A point counts only where every seed has a value.
///
/// # Errors
/// When the runs cannot be read or are not those of the stage.
pub fn tried(
    layout: &Layout,
    basis: &Basis,
    search: &Search,
    combinations: &[Combination],
) -> Result<Tried, StoreError> {
    let plan = &basis.plan;
    let terms = search.terms.len();
    let values = term_values(layout, basis, search)?;
    let points = &basis.design.points;
    let mut sums = vec![vec![vec![(0.0, 0_u32); terms]; points.len()]; combinations.len()];
    for (pair_number, pair) in plan.pairs.iter().enumerate() {
        let Some(point) = basis.design.position(pair.point) else {
            continue;
        };
        for (arm, of_arm) in sums.iter_mut().enumerate() {
            let run = pair_number * combinations.len() + arm;
            for (term, (sum, count)) in of_arm[point].iter_mut().enumerate() {
                if let Some(value) = values[run * terms + term] {
                    *sum += value;
                    *count += 1;
                }
            }
        }
    }
    let whole = |point: usize, cells: &Vec<(f64, u32)>| -> Option<Vec<f64>> {
        let seeds = points[point].replicates;
        cells
            .iter()
            .map(|(sum, count)| (*count == seeds).then(|| sum / f64::from(seeds)))
            .collect()
    };
    let rows: Vec<Vec<Option<Vec<f64>>>> = sums
        .iter()
        .map(|row| {
            row.iter()
                .enumerate()
                .map(|(point, cells)| whole(point, cells))
                .collect()
        })
        .collect();
    let uniform = combinations.iter().map(|c| search.is_uniform(c)).collect();
    Ok(Tried::complete(combinations.to_vec(), uniform, &rows))
}

/// The outcomes of the terms at the primary horizon, by run and term.
fn term_values(
    layout: &Layout,
    basis: &Basis,
    search: &Search,
) -> Result<Vec<Option<f64>>, StoreError> {
    let path = layout.runs();
    let terms = search.terms.len();
    let months = basis.experiment.primary.horizon_months;
    let mut values = vec![None; basis.plan.runs() as usize * terms];
    let mut reader = TableReader::open(&path)?;
    for group in 0..reader.groups() {
        let RunRows {
            run,
            months: at,
            place,
            outcome,
            value,
        } = run_rows(&mut reader, group, &path)?;
        let of_word: Vec<Vec<usize>> = outcome
            .words()
            .iter()
            .map(|word| {
                (0..terms)
                    .filter(|&term| search.terms[term].outcome == *word)
                    .collect()
            })
            .collect();
        for row in 0..run.len() {
            if at[row] != months || place.at(row) != Some(ALL) {
                continue;
            }
            for &term in &of_word[outcome.codes()[row] as usize] {
                let cell = values.get_mut(run[row] as usize * terms + term);
                let Some(cell) = cell else {
                    let detail = format!("run {} is not in the plan", run[row]);
                    return Err(StoreError::foreign(&path, detail));
                };
                *cell = value[row];
            }
        }
    }
    Ok(values)
}

/// What a reader is told.
#[derive(Debug)]
pub struct Told {
    /// The answer in one sentence.
    pub headline: String,
    /// What a reader must be told besides.
    pub notes: Vec<String>,
    /// Values held at the end of their range too often.
    pub held_often: Option<String>,
}

/// Writes tables, charts and page of a search.
///
/// # Errors
/// When nothing can be estimated, or the disk refuses.
pub fn write(
    layout: &Layout,
    experiment: &Experiment,
    searched: &Search,
    geography: &Geography,
    gathered: &Gathered,
    manifest: &Manifest,
    wanted: Wanted,
) -> Result<Told, JobError> {
    let space = space(experiment, searched);
    let months = experiment.primary.horizon_months;
    let ranges: Vec<[f64; 2]> = searched
        .terms
        .iter()
        .map(|term| term.range.map(|end| Search::over(term, end, months)))
        .collect();
    let nothing = || {
        let why = "the hold-out has no point at which all arrangements have a score";
        JobError::Refused(why.to_owned())
    };
    let seed = experiment.seed;
    let found =
        found(&space, &ranges, &gathered.rungs, &gathered.held, seed).ok_or_else(nothing)?;
    let basis = gathered.basis.as_ref().ok_or_else(nothing)?;
    if wanted != Wanted::Report {
        let text = search_csv(searched, &space.weights, gathered);
        write_atomically(&layout.search(), text.as_bytes())?;
        write_atomically(&layout.summary(), summary_csv(searched, &found).as_bytes())?;
        write_atomically(&layout.data_dictionary(), DICTIONARY.as_bytes())?;
    }
    let clips: Vec<(String, u64, u64)> = manifest
        .clamps
        .iter()
        .map(|(name, clamps)| (name.clone(), clamps.held, clamps.evaluations))
        .collect();
    let held_often = held::warning(&clips);
    let mut notes = geography.notes.clone();
    if found.dropped > 0 {
        notes.push(format!(
            "{} points of all stages are left out, because a run failed there.",
            found.dropped
        ));
    }
    notes.extend(held_often.iter().cloned());
    let parameters: Vec<ParameterColumn> =
        study::study(&basis.experiment, &basis.design).parameters;
    let rungs = gathered.rungs.iter().chain([&gathered.held]);
    let stages: Vec<StageRuns> = rungs
        .zip(&gathered.layouts)
        .map(|(tried, layout)| StageRuns {
            name: layout
                .root()
                .file_name()
                .map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
            candidates: tried.combinations.len(),
            points: tried.points(),
        })
        .collect();
    let counts = &manifest.runs;
    let findings = SearchFindings {
        experiment,
        search: searched,
        geography,
        found: &found,
        stages: &stages,
        parameters: &parameters,
        kept: &gathered.held.kept,
        runs: (counts.planned, counts.done, counts.failed),
        digest: &manifest.configuration_digest,
        notes: &notes,
    };
    if wanted != Wanted::Summary {
        let page = crate::report::page::build_search(&findings);
        write_page(layout, &page, manifest.threads as usize)?;
    }
    Ok(Told {
        headline: crate::report::search::headline(&findings),
        notes,
        held_often,
    })
}

/// `search.csv`: every candidate of every stage.
fn search_csv(search: &Search, weights: &[f64], gathered: &Gathered) -> String {
    let mut text = String::from("stage,arm,uniform,bodies");
    for searched in &search.domains {
        let domain = searched.domain.key();
        let _ = write!(text, ",{domain}_holder,{domain}_grip");
    }
    text.push_str(",points,mean_score,unit\n");
    let stages = gathered.rungs.iter().chain([&gathered.held]);
    for (tried, layout) in stages.zip(&gathered.layouts) {
        let stage = layout
            .root()
            .file_name()
            .unwrap_or_default()
            .to_string_lossy();
        for (at, combination) in tried.combinations.iter().enumerate() {
            let scores = tried.scores(at, weights);
            let mean = scores.iter().sum::<f64>() / scores.len() as f64;
            let arm = search.arm(combination);
            let body = &search.bodies[combination[0]].name;
            let _ = write!(text, "{stage},{},{},{body}", arm.name, tried.uniform[at]);
            for (searched, &level) in search.domains.iter().zip(&combination[1..]) {
                let (holder, grip) = search.holder_and_grip(level);
                let holder = &searched.holders[holder].name;
                let _ = write!(text, ",{holder},{}", search.grips[grip]);
            }
            let _ = writeln!(text, ",{},{mean},{}", scores.len(), quoted(&search.unit));
        }
    }
    text
}

/// `summary.csv`: every estimate of the search, one in a row.
fn summary_csv(search: &Search, found: &Found) -> String {
    use crate::analysis::estimate::{CONFIDENCE, MeanEstimate, Share};
    let mut text = String::from("quantity,part,level,value,ci_low,ci_high,n,unit\n");
    let unit = quoted(&search.unit);
    let mut line = |quantity: &str, part: &str, level: &str, cells: [String; 4], unit: &str| {
        let level = quoted(level);
        let _ = writeln!(text, "{quantity},{part},{level},{},{unit}", cells.join(","));
    };
    let mean = |estimate: &MeanEstimate| {
        let ends = estimate.interval(CONFIDENCE);
        let end = |of: Option<f64>| of.map_or_else(String::new, |end| end.to_string());
        [
            estimate.mean.to_string(),
            end(ends.map(|ends| ends.low)),
            end(ends.map(|ends| ends.high)),
            estimate.n.to_string(),
        ]
    };
    let bare = |value: f64| {
        [
            value.to_string(),
            String::new(),
            String::new(),
            String::new(),
        ]
    };
    let n = found.differences.len();
    let share = |share: &Share| {
        let ends = share.interval;
        [share.value, ends.low, ends.high]
            .map(|x| x.to_string())
            .into_iter()
            .chain([n.to_string()])
            .collect::<Vec<String>>()
    };
    for (at, step) in found.steps.iter().enumerate() {
        let rung = format!("rung_{}", at + 1);
        line("gain_training", &rung, "", mean(&step.gain), &unit);
    }
    line("gain_hold_out", "", "", mean(&found.gain), &unit);
    line("gain_hold_out_q025", "", "", bare(found.spread[0]), &unit);
    line("gain_hold_out_q975", "", "", bare(found.spread[1]), &unit);
    if let (SameHolders::Regime(regime), Some(over)) =
        (&found.same_holders, &found.over_same_holders)
    {
        let name = search.arm(regime).name;
        line("gain_over_same_holders", "", &name, mean(over), &unit);
    }
    let (best, over) = &found.hindsight;
    let uniform = search.arm(best).name;
    line(
        "gain_over_best_in_hindsight",
        "",
        &uniform,
        mean(over),
        &unit,
    );
    for (name, of) in [
        ("share_ahead_of_best_uniform", &found.ahead),
        ("share_ahead_of_every_uniform", &found.ahead_of_all),
    ] {
        if let Ok(cells) = <[String; 4]>::try_from(share(of)) {
            line(name, "", "", cells, "share");
        }
    }
    line("regret_chosen", "", "", mean(&found.regret[0]), &unit);
    line("regret_best_uniform", "", "", mean(&found.regret[1]), &unit);
    line(
        "gain_that_effects_add_up_to",
        "",
        "",
        bare(found.predicted),
        &unit,
    );
    line("miss_of_effects", "", "", bare(found.miss[0]), &unit);
    for (at, of_part) in found.parts.iter().enumerate() {
        let part = part_key(search, at);
        let words = part_level(search, at, found.choice.best[at]);
        line("chosen", part, &words, [const { String::new() }; 4], "");
        if let Some(worth) = of_part {
            line("gain_of_part", part, &words, mean(worth), &unit);
        }
        let stability = &found.stability[at];
        line(
            "share_same_finalist",
            part,
            &words,
            bare(stability.finalist),
            "share",
        );
        for (level, share) in stability.largest.iter().enumerate() {
            let words = part_level(search, at, level);
            line(
                "effect",
                part,
                &words,
                bare(found.additive.effects[at][level]),
                &unit,
            );
            line("share_largest_effect", part, &words, bare(*share), "share");
        }
    }
    for weight in &found.weights {
        let outcome = &search.terms[weight.term].outcome;
        let range = search.terms[weight.term].range;
        for (gain, end) in weight.gains.iter().zip(range) {
            line(
                "gain_at_weight",
                outcome,
                &end.to_string(),
                mean(gain),
                &unit,
            );
        }
    }
    text
}

/// The name of a part: the bodies, or a domain.
fn part_key(search: &Search, part: usize) -> &'static str {
    match part {
        0 => "bodies",
        _ => search.domains[part - 1].domain.key(),
    }
}

/// A level of a part in words.
fn part_level(search: &Search, part: usize, level: usize) -> String {
    match part {
        0 => search.bodies[level].name.clone(),
        _ => search.level_in_words(part - 1, level),
    }
}

/// A cell of a CSV file.
fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

/// What the columns of the tables mean.
const DICTIONARY: &str = "\
file,name,unit,meaning
search_plan.csv,stage,,rung of the training or hold-out; its folder holds its runs
search_plan.csv,sweep_point,,number of the point of the inputs within the stage
search_plan.csv,replicate,,number of the seed at the point from 0
search_plan.csv,seed,,the seed of the runs
search_plan.csv,inputs_sha256,,digest of all drawn inputs at the point: no two stages share one
search.csv,stage,,stage in which the arrangement was compared
search.csv,arm,,name of the arrangement in the runs of the stage
search.csv,uniform,,whether it has one holder and one grip in every domain
search.csv,bodies,,the local commissioners
search.csv,DOMAIN_holder,,who holds the domain; commissioners are the bodies themselves
search.csv,DOMAIN_grip,index,grip of the centre on the domain from 0 to 1
search.csv,points,,points behind the mean
search.csv,mean_score,see unit,mean of the score; only within a stage can means be compared
summary.csv,quantity,,what is estimated
summary.csv,part,,rung or bodies or domain or outcome of a weight
summary.csv,level,,holder and grip or bodies or weight
summary.csv,value,see unit,the estimate
summary.csv,ci_low,see unit,lower end of the 95% interval
summary.csv,ci_high,see unit,upper end of the 95% interval
summary.csv,n,,points behind the estimate
";

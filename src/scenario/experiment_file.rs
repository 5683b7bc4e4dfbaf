//! Experiment files as they are written: kinds and limits of single values are checked here, what
//! they mean together in [`super::check`].

use toml::Spanned;
use toml::de::DeValue;

use super::answers::{self, RawAnswer};
use super::claims::{self, RawClaim};
use super::discovery_file::{self, RawAnalysis};
use super::domain::{Domain, Domains};
use super::error::{Mistake, Source};
use super::experiment::Width;
use super::experiment_parts;
use super::file::{Placed, Reader, Table, parse};
use super::sampling_file::{self, RawSampling};
use super::search_file::{self, RawSearch};
use super::sensitivity_file::{self, RawSensitivity};
use super::settings::{Setting, geography, mechanisms, parameters, percentage};
use super::shapley::ShapleyDesign;
use super::stopping::{self, RawStopping};

/// Keys of an experiment file.
pub(super) const KEYS: [&str; 25] = [
    "title",
    "question",
    "geography",
    "domains",
    "arms",
    "cross",
    "baseline",
    "horizons_months",
    "seed",
    "independent",
    "primary",
    "design",
    "paper",
    "sweep",
    "search",
    "subsets",
    "margins",
    "stopping",
    "claims",
    "answers",
    "discovery",
    "robustness",
    "sensitivity",
    "parameters",
    "mechanisms",
];
/// Keys of `[primary]`.
pub(super) const PRIMARY_KEYS: [&str; 2] = ["outcome", "horizon_months"];
/// Kinds of `[design.KIND]`: those of [`super::sampling_file::KINDS`], and what may stand beside.
pub(super) const DESIGN_KEYS: [&str; 10] = [
    "default",
    "latin_hypercube",
    "one_at_a_time",
    "factorial",
    "sobol",
    "morris",
    "saltelli",
    "list",
    "shapley",
    "audit",
];
/// Keys of `[design.shapley]`.
pub(super) const SHAPLEY_KEYS: [&str; 3] = ["permutations", "seeds", "groups"];
/// Keys of `[cross]`.
pub(super) const CROSS_KEYS: [&str; 2] = ["seats", "guides"];
/// Keys of a size.
pub(super) const SIZE_KEYS: [&str; 2] = ["points", "replicates"];
/// Keys of `[sweep.grip]`.
pub(super) const SWEEP_KEYS: [&str; 2] = ["steps", "mixing_by_stratum"];
/// Keys of a margin.
pub(super) const MARGIN_KEYS: [&str; 3] = ["domain", "system", "share"];

/// Months of the shortest and of the longest run.
pub const MONTHS: [u64; 2] = [12, 600];
/// Fewest and most points of a sample.
pub const POINTS: [u64; 2] = [0, 1_000_000];
/// Fewest and most seeds at a point.
pub const REPLICATES: [u64; 2] = [1, 10_000];
/// Fewest and most seeds at the default parameters.
pub const DEFAULT_SEEDS: [u64; 2] = [0, 100_000];
/// Smallest and largest seed.
pub const SEEDS: [u64; 2] = [0, i64::MAX as u64];

/// Points and seeds as written.
#[derive(Clone, Copy)]
pub(super) struct RawSize {
    pub points: u64,
    pub replicates: u64,
}

/// A margin as written.
pub(super) struct RawMargin {
    pub outcome: Placed<String>,
    pub domain: Width,
    pub system: Width,
}

/// Seats and guides to be put together, as written.
pub(super) struct RawCross {
    pub seats: Vec<Placed<String>>,
    pub guides: Vec<Placed<String>>,
}

/// The parts of `[design]` as written.
pub(super) struct RawDesign {
    pub default_seeds: u64,
    pub size: RawSize,
    pub sampling: Option<RawSampling>,
    pub span: std::ops::Range<usize>,
    pub shapley: Option<ShapleyDesign>,
    pub audit_seeds: u64,
}

/// A list of arms as written, with the name of the list.
pub(super) struct RawSubset {
    pub name: String,
    pub span: std::ops::Range<usize>,
    pub arms: Vec<Placed<String>>,
}

/// An experiment file as far as it could be read; what is `None` has been noted as a mistake.
pub(super) struct ExperimentFile {
    pub title: Option<String>,
    pub question: Option<String>,
    pub domains: Domains,
    pub arms: Vec<Placed<String>>,
    pub cross: Option<RawCross>,
    pub baseline: Option<Placed<String>>,
    pub horizons: Vec<Placed<u64>>,
    pub seed: Option<u64>,
    pub independent: Option<Placed<bool>>,
    pub design: RawDesign,
    pub paper: Option<RawSize>,
    pub steps: Option<Vec<f64>>,
    /// Whether the file has a sweep.
    pub swept: bool,
    pub search: Option<RawSearch>,
    pub mixing_by_stratum: bool,
    pub outcome: Option<Placed<String>>,
    pub horizon: Option<Placed<u64>>,
    pub margin_otherwise: f64,
    pub margins: Vec<RawMargin>,
    pub subsets: Vec<RawSubset>,
    pub stopping: Option<RawStopping>,
    pub claims: Vec<RawClaim>,
    pub answers: Vec<RawAnswer>,
    pub analysis: RawAnalysis,
    pub sensitivity: Option<RawSensitivity>,
    pub settings: Vec<Setting>,
}

/// Reads an experiment file, with its mistakes.
pub(super) fn read(source: &Source) -> (ExperimentFile, Vec<Mistake>) {
    let (content, mut reader) = parse(source);
    let r = &mut reader;
    let top = Table::top(&content);
    r.only(&top, &KEYS);
    let title = text(r, &top, "title", "title = \"What should happen where?\"");
    let question = text(r, &top, "question", "question = \"Who should decide?\"");
    let baseline = text(r, &top, "baseline", "baseline = \"single_trusts\"");
    let domains = domains(r, &top);
    let cross = experiment_parts::cross(r, &top);
    let arms = arms(r, &top);
    let horizons = horizons(r, &top);
    let seed = r
        .need(&top, "seed", "seed = 2009")
        .and_then(|value| r.whole("seed", value, SEEDS))
        .map(|seed| seed.value);
    let independent = top
        .get("independent")
        .and_then(|value| r.flag("independent", value));
    let (outcome, horizon) = primary(r, &top);
    let design = design(r, &top);
    let paper = top
        .get("paper")
        .and_then(|value| r.table("paper", value))
        .map(|table| raw_size(r, &table));
    let (mut steps, mixing_by_stratum) = sweep(r, &top);
    let swept = steps.is_some();
    let search = search_file::search(r, &top);
    // The uniform regimes of a search are its arms at every grip.
    if let Some(search) = &search {
        steps = Some(search.grips.clone());
    }
    let subsets = subsets(r, &top);
    let (margin_otherwise, margins) = margins(r, &top);
    let stopping = stopping::read(r, &top);
    let claims = claims::read(r, &top);
    let answers = answers::read(r, &top);
    let analysis = discovery_file::read(r, &top);
    let sensitivity = sensitivity_file::read(r, &top);
    let mut settings = parameters(r, &top, false);
    settings.extend(mechanisms(r, &top));
    settings.extend(geography(r, &top));
    let file = ExperimentFile {
        title: title.map(|text| text.value),
        question: question.map(|text| text.value),
        domains,
        arms,
        cross,
        baseline,
        horizons,
        seed,
        independent,
        design,
        paper,
        steps,
        swept,
        search,
        mixing_by_stratum,
        outcome,
        horizon,
        margin_otherwise,
        margins,
        subsets,
        stopping,
        claims,
        answers,
        analysis,
        sensitivity,
        settings,
    };
    (file, reader.finish())
}

fn text(r: &mut Reader, table: &Table, key: &str, example: &str) -> Option<Placed<String>> {
    let value = r.need(table, key, example)?;
    r.text(&table.full(key), value)
}

/// `domains`: a list of words, or the one word "all"; only disinvestment where it is missing.
fn domains(r: &mut Reader, top: &Table) -> Domains {
    let Some(value) = top.get("domains") else {
        return Domains::default();
    };
    if matches!(value.get_ref(), DeValue::String(_)) {
        let all = r.word("domains", value, &[("all", Domains::all())]);
        return all.map_or_else(Domains::default, |word| word.value);
    }
    let words = Domain::ALL.map(|domain| (domain.key(), domain));
    let items = r.list("domains", value).unwrap_or_default();
    let named: Vec<Domain> = items
        .iter()
        .filter_map(|item| r.word("domains", item, &words))
        .map(|word| word.value)
        .collect();
    Domains::of(&named)
}

fn arms(r: &mut Reader, top: &Table) -> Vec<Placed<String>> {
    let example = "arms = [\"single_trusts\", \"department\"]";
    // Arms that are put together from seats and guides may be all there are.
    let value = match (top.get("arms"), top.get("cross")) {
        (None, Some(_)) => None,
        _ => r.need(top, "arms", example),
    };
    let Some(value) = value else {
        return Vec::new();
    };
    if matches!(value.get_ref(), DeValue::Array(items) if items.is_empty()) {
        let message = "arms must name at least one arm, found an empty list";
        r.wrong(value.span(), message.to_owned(), None);
    }
    r.texts("arms", value).unwrap_or_default()
}

fn horizons(r: &mut Reader, top: &Table) -> Vec<Placed<u64>> {
    let Some(value) = r.need(top, "horizons_months", "horizons_months = [60, 120, 180]") else {
        return Vec::new();
    };
    let Some(items) = r.list("horizons_months", value) else {
        return Vec::new();
    };
    if items.is_empty() {
        let message = "horizons_months must name at least one horizon, found an empty list";
        r.wrong(value.span(), message.to_owned(), None);
    }
    let mut horizons: Vec<Placed<u64>> = Vec::new();
    for item in items {
        let Some(months) = r.whole("horizons_months", item, MONTHS) else {
            continue;
        };
        if let Some((message, help)) = broken_year(months.value) {
            r.wrong(months.span.clone(), message, help);
        } else if horizons
            .last()
            .is_some_and(|last| last.value >= months.value)
        {
            let message = format!("horizons_months must rise, found {} here", months.value);
            r.wrong(months.span.clone(), message, None);
        }
        horizons.push(months);
    }
    horizons
}

/// What to say about a horizon that is not whole years.
pub(super) fn broken_year(months: u64) -> Option<(String, Option<String>)> {
    (!months.is_multiple_of(12)).then(|| {
        let below = (months / 12 * 12).max(MONTHS[0]);
        (
            format!("a horizon must be whole years, a multiple of 12 months, found {months}"),
            Some(format!(
                "did you mean {below} or {}?",
                months / 12 * 12 + 12
            )),
        )
    })
}

fn primary(r: &mut Reader, top: &Table) -> (Option<Placed<String>>, Option<Placed<u64>>) {
    let Some(table) = r
        .need(top, "primary", "[primary] with outcome and horizon_months")
        .and_then(|value| r.table("primary", value))
    else {
        return (None, None);
    };
    r.only(&table, &PRIMARY_KEYS);
    let outcome = text(
        r,
        &table,
        "outcome",
        "outcome = \"saving_real_disinvestment\"",
    );
    let horizon = r
        .need(&table, "horizon_months", "horizon_months = 60")
        .and_then(|value| r.whole("primary.horizon_months", value, MONTHS));
    (outcome, horizon)
}

fn design(r: &mut Reader, top: &Table) -> RawDesign {
    let mut design = RawDesign {
        default_seeds: 0,
        size: RawSize {
            points: 0,
            replicates: 1,
        },
        sampling: None,
        span: 0..0,
        shapley: None,
        audit_seeds: 0,
    };
    let Some(value) = r.need(top, "design", "[design.default] with seeds") else {
        return design;
    };
    let Some(table) = r.table("design", value) else {
        design.span = value.span();
        return design;
    };
    design.span = value.span();
    r.only(&table, &DESIGN_KEYS);
    let mut seeds = |key: &str, limits: [u64; 2]| {
        let path = table.full(key);
        let part = r.table(&path, table.get(key)?)?;
        r.only(&part, &["seeds"]);
        let value = r.need(&part, "seeds", "seeds = 30")?;
        r.whole(&part.full("seeds"), value, limits)
    };
    design.default_seeds = seeds("default", DEFAULT_SEEDS).map_or(0, |seeds| seeds.value);
    let audit = seeds("audit", REPLICATES);
    if let Some(seeds) = audit {
        if seeds.value > design.default_seeds {
            let message = format!(
                "design.audit.seeds must be at most design.default.seeds, whose runs it is \
                 compared with, found {} and {}",
                seeds.value, design.default_seeds
            );
            r.wrong(seeds.span, message, None);
        }
        design.audit_seeds = seeds.value;
    }
    if let Some((sampling, size)) = sampling_file::sampling(r, &table) {
        design.sampling = Some(sampling);
        design.size = size;
    }
    design.shapley = experiment_parts::shapley(r, &table);
    design
}

fn raw_size(r: &mut Reader, table: &Table) -> RawSize {
    r.only(table, &SIZE_KEYS);
    let mut part = |key: &str, limits: [u64; 2], example: &str| {
        r.need(table, key, example)
            .and_then(|value| r.whole(&table.full(key), value, limits))
            .map_or(limits[0], |number| number.value)
    };
    RawSize {
        points: part("points", POINTS, "points = 200"),
        replicates: part("replicates", REPLICATES, "replicates = 2"),
    }
}

fn sweep(r: &mut Reader, top: &Table) -> (Option<Vec<f64>>, bool) {
    let Some(table) = top.get("sweep").and_then(|value| r.table("sweep", value)) else {
        return (None, false);
    };
    r.only(&table, &["grip"]);
    let Some(table) = table
        .get("grip")
        .and_then(|value| r.table("sweep.grip", value))
    else {
        return (None, false);
    };
    r.only(&table, &SWEEP_KEYS);
    let by_stratum = table
        .get("mixing_by_stratum")
        .and_then(|value| r.flag("sweep.grip.mixing_by_stratum", value))
        .is_some_and(|flag| flag.value);
    let Some(value) = r.need(&table, "steps", "steps = [0.0, 0.5, 1.0]") else {
        return (None, by_stratum);
    };
    (rising_shares(r, "sweep.grip.steps", value), by_stratum)
}

/// A list of numbers from 0 to 1 that rise.
pub(super) fn rising_shares(
    r: &mut Reader,
    path: &str,
    value: &Spanned<DeValue>,
) -> Option<Vec<f64>> {
    let items = r.list(path, value)?;
    if items.is_empty() {
        let message = format!("{path} must name at least one step, found an empty list");
        r.wrong(value.span(), message, None);
    }
    let mut steps: Vec<f64> = Vec::new();
    for item in items {
        let Some(step) = r.number(path, item) else {
            continue;
        };
        if !(0.0..=1.0).contains(&step.value) {
            let message = format!("{path} must lie between 0 and 1, found {}", step.value);
            r.wrong(step.span, message, percentage(step.value, [0.0, 1.0]));
        } else if steps.last().is_some_and(|last| *last >= step.value) {
            let message = format!("{path} must rise, found {} here", step.value);
            r.wrong(step.span, message, None);
        } else {
            // Minus zero would get a name of its own.
            steps.push(step.value.abs());
        }
    }
    Some(steps)
}

fn subsets(r: &mut Reader, top: &Table) -> Vec<RawSubset> {
    let Some(table) = top
        .get("subsets")
        .and_then(|value| r.table("subsets", value))
    else {
        return Vec::new();
    };
    let mut subsets = Vec::new();
    for (name, value) in table.entries() {
        if let Some(arms) = r.texts(&table.full(name.value), value) {
            if matches!(value.get_ref(), DeValue::Array(items) if items.len() < 2) {
                let message = format!("subsets.{} must name at least two arms", name.value);
                r.wrong(value.span(), message, None);
            }
            subsets.push(RawSubset {
                name: name.value.to_owned(),
                span: name.span,
                arms,
            });
        }
    }
    subsets.sort_by_key(|subset| subset.span.start);
    subsets
}

fn margins(r: &mut Reader, top: &Table) -> (f64, Vec<RawMargin>) {
    let mut otherwise = 0.05;
    let mut margins = Vec::new();
    let Some(table) = top
        .get("margins")
        .and_then(|value| r.table("margins", value))
    else {
        return (otherwise, margins);
    };
    for (name, value) in table.entries() {
        let path = table.full(name.value);
        if name.value == "otherwise" {
            if let Some(share) = positive(r, &path, value, 1.0) {
                otherwise = share;
            }
            continue;
        }
        let Some(margin) = r.table(&path, value) else {
            continue;
        };
        r.only(&margin, &MARGIN_KEYS);
        let mut part = |key: &str, most: f64| {
            margin
                .get(key)
                .map(|value| positive(r, &margin.full(key), value, most))
        };
        let (domain, system, share) = (
            part("domain", f64::MAX),
            part("system", f64::MAX),
            part("share", 1.0),
        );
        let (domain, system) = match (domain, system, share) {
            (Some(domain), system, None) => {
                let Some(domain) = domain.map(Width::Absolute) else {
                    continue;
                };
                let system = system.flatten().map_or(domain, Width::Absolute);
                (domain, system)
            }
            (None, None, Some(share)) => {
                let Some(share) = share.map(Width::ShareOfBaseline) else {
                    continue;
                };
                (share, share)
            }
            _ => {
                r.wrong(
                    name.span,
                    format!("{path} needs either domain, with or without system, or share"),
                    Some("write for example: domain = 14.0".to_owned()),
                );
                continue;
            }
        };
        margins.push(RawMargin {
            outcome: Placed {
                value: name.value.to_owned(),
                span: name.span,
            },
            domain,
            system,
        });
    }
    margins.sort_by_key(|margin| margin.outcome.span.start);
    (otherwise, margins)
}

/// A number above 0 and at most `most`.
pub(super) fn positive(
    r: &mut Reader,
    path: &str,
    value: &Spanned<DeValue>,
    most: f64,
) -> Option<f64> {
    let number = r.number(path, value)?;
    if number.value > 0.0 && number.value <= most {
        return Some(number.value);
    }
    let limit = if most <= 1.0 {
        format!(" and at most {most}")
    } else {
        String::new()
    };
    let message = format!("{path} must be above 0{limit}, found {}", number.value);
    r.wrong(number.span, message, percentage(number.value, [0.0, most]));
    None
}

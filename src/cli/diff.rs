//! `grip diff`: what differs between two results folders, or two files.

use std::fmt::Write as _;
use std::path::Path;

use super::asked::{self, Options};
use super::files::{self, Lost};
use super::run::failed;
use super::{End, show};
use crate::engine::OUTCOMES;
use crate::job::diff::{Compared, Row, diff};
use crate::job::leaves::{self, Difference, Leaves};
use crate::scenario::check;
use crate::scenario::error::meant;
use crate::scenario::library::Kind;
use crate::store::Layout;

/// Kinds of file that can be compared.
const KINDS: [Kind; 4] = [Kind::Experiment, Kind::Arm, Kind::Structure, Kind::Scenario];

/// Arguments of `grip diff`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Differences are B minus A, paired on equal points and seeds, with 95% intervals of \
                  the mean.\nExit code 0 where nothing differs, down to the bit; 1 where something \
                  does.\n\nExample:\n  grip diff single_trusts region_jointly"
)]
pub struct Args {
    /// A results folder, or an experiment, arm, structure or scenario: a name or a file
    a: String,
    /// Another of the same kind
    b: String,
    /// Outcomes to show of two results folders, or all [default: the primary one]
    #[arg(long, value_name = "OUTCOME,...", value_delimiter = ',')]
    outcomes: Vec<String>,
}

/// Says what differs.
pub fn run(args: &Args) -> End {
    let folders = [&args.a, &args.b].map(|name| Path::new(name).is_dir());
    let said = match folders {
        [true, true] => of_folders(args),
        [false, false] => of_files(&args.a, &args.b),
        _ => {
            let (folder, file) = if folders[0] {
                (&args.a, &args.b)
            } else {
                (&args.b, &args.a)
            };
            Err(wrong(&format!(
                "\"{folder}\" is a folder and \"{file}\" is not; give two results folders, or two \
                 files or names"
            )))
        }
    };
    match said {
        Ok((text, is_equal)) => match show::out(&text) {
            End::Done if !is_equal => End::Failed,
            end => end,
        },
        Err(end) => end,
    }
}

fn wrong(why: &str) -> End {
    show::complain(&format!("error: {why}\n"));
    End::Wrong
}

fn of_files(a: &str, b: &str) -> Result<(String, bool), End> {
    let [(kind_a, one), (kind_b, other)] = [settled(a)?, settled(b)?];
    if kind_a != kind_b {
        return Err(wrong(&format!(
            "\"{a}\" is of kind {}, \"{b}\" of kind {}; only two of one kind can be compared",
            word(kind_a),
            word(kind_b)
        )));
    }
    let differences = leaves::differences(&one, &other);
    Ok((told(&differences), differences.is_empty()))
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Experiment => "experiment",
        Kind::Arm => "arm",
        Kind::Structure => "structure",
        Kind::Scenario => "scenario",
        Kind::Geography => "geography",
    }
}

/// The leaves of a file or a built-in text, settled.
fn settled(name: &str) -> Result<(Kind, Leaves), End> {
    let refused = |mistakes: Vec<_>| {
        show::mistakes(&mistakes);
        End::Wrong
    };
    let found = files::find(name, &KINDS).map_err(|lost| match lost {
        Lost::Unreadable(why) => wrong(&why),
        Lost::Mistake(mistake) => refused(vec![*mistake]),
    })?;
    let source = &found.source;
    let structure = |name: &str| files::structure(found.folder.as_deref(), name);
    let kind = check::kind(source).map_err(refused)?;
    let leaves = match kind {
        Kind::Experiment => {
            let asked = asked::settle(name, &Options::none(), true)?;
            leaves::of_experiment(&asked.experiment)
        }
        Kind::Arm => {
            let arm = check::arm_with(source, source.stem(), &structure).map_err(refused)?;
            leaves::of(&arm.value)
        }
        Kind::Structure => leaves::of(
            &check::structure(source, source.stem())
                .map_err(refused)?
                .value,
        ),
        Kind::Scenario => leaves::of_scenario(&check::scenario(source).map_err(refused)?.value),
        Kind::Geography => {
            return Err(wrong(&format!(
                "\"{name}\" is a geography, of which leaves are not compared; compare two folders \
                 run on them"
            )));
        }
    };
    Ok((kind, leaves))
}

fn told(differences: &[Difference]) -> String {
    if differences.is_empty() {
        return "nothing differs\n".to_owned();
    }
    let mut text = String::new();
    let mut last: Option<(&str, usize)> = None;
    for difference in differences {
        // An arm that one side lacks is said once, not leaf by leaf.
        match alone(difference, differences) {
            Some(arm) if last == Some(arm) => {}
            Some(arm) => {
                let side = if arm.1 == 0 { "A" } else { "B" };
                let _ = writeln!(text, "arms.{}: in {side} only", arm.0);
                last = Some(arm);
            }
            None => {
                let _ = writeln!(text, "{}", difference.line(["in A", "in B"]));
            }
        }
    }
    text
}

/// The arm of a leaf and the side that has it, where the other side has no such arm.
fn alone<'a>(of: &'a Difference, all: &[Difference]) -> Option<(&'a str, usize)> {
    let (arm, _) = of.path.strip_prefix("arms.")?.split_once('.')?;
    let name = format!("arms.{arm}.name");
    let named = all.iter().find(|difference| difference.path == name)?;
    let side = named.sides.iter().position(Option::is_some)?;
    named
        .sides
        .iter()
        .any(Option::is_none)
        .then_some((arm, side))
}

fn of_folders(args: &Args) -> Result<(String, bool), End> {
    let names: Vec<&str> = OUTCOMES.iter().map(|outcome| outcome.name).collect();
    for name in &args.outcomes {
        if name != "all" && !names.contains(&name.as_str()) {
            let help = meant(name, &names).map_or(String::new(), |help| format!("; {help}"));
            return Err(wrong(&format!("there is no outcome \"{name}\"{help}")));
        }
    }
    let layouts = [&args.a, &args.b].map(Layout::new);
    let compared = diff(&layouts[0], &layouts[1]).map_err(|error| failed(&error))?;
    Ok((of_compared(&compared, &args.outcomes), compared.is_equal()))
}

/// The configuration, then a table of results, then a count of what is equal.
fn of_compared(compared: &Compared, outcomes: &[String]) -> String {
    let mut text = String::from("configuration:\n");
    for line in told(&compared.configuration).lines() {
        let _ = writeln!(text, "  {line}");
    }
    for (side, arm) in &compared.alone {
        let side = if *side == 0 { "A" } else { "B" };
        let _ = writeln!(text, "  arm {arm}: in {side} only");
    }
    text.push_str("results:\n");
    if let Some(why) = &compared.unpaired {
        let _ = writeln!(
            text,
            "  runs are not paired: {why}; only means are compared"
        );
    }
    let shown = |row: &&Row| {
        outcomes
            .iter()
            .any(|name| name == "all" || *name == row.outcome)
            || (outcomes.is_empty()
                && row.outcome == compared.primary.0
                && row.horizon_months == compared.primary.1)
    };
    let mut cells = vec![
        [
            "block",
            "arm",
            "month",
            "outcome",
            "A",
            "B",
            "B - A",
            "95% interval",
            "n",
            "unit",
        ]
        .map(str::to_owned),
    ];
    cells.extend(compared.rows.iter().filter(shown).map(cells_of));
    let widths: Vec<usize> = (0..cells[0].len())
        .map(|column| cells.iter().map(|row| row[column].chars().count()).max())
        .map(|width| width.unwrap_or(0))
        .collect();
    for row in cells {
        let line: Vec<String> = row
            .iter()
            .zip(&widths)
            .map(|(cell, &width)| format!("{cell:width$}"))
            .collect();
        let _ = writeln!(text, "  {}", line.join("  ").trim_end());
    }
    let equal = compared.rows.iter().filter(|row| row.equal).count();
    let _ = writeln!(
        text,
        "{equal} of {} rows (block, arm, horizon, outcome) are equal to the bit in every run",
        compared.rows.len()
    );
    text
}

fn cells_of(row: &Row) -> [String; 10] {
    let number = |value: Option<f64>| value.map_or_else(String::new, short);
    let difference = match (row.equal, row.paired) {
        (true, _) => "equal bits".to_owned(),
        (false, Some((_, mean))) => short(mean),
        (false, None) => String::new(),
    };
    let interval = match (row.equal, row.interval) {
        (false, Some(interval)) => format!("{} to {}", short(interval.low), short(interval.high)),
        _ => String::new(),
    };
    [
        row.block.clone(),
        row.arm.clone(),
        row.horizon_months.to_string(),
        row.outcome.clone(),
        number(row.means[0]),
        number(row.means[1]),
        difference,
        interval,
        row.paired.map_or_else(String::new, |(n, _)| n.to_string()),
        row.unit.clone(),
    ]
}

/// A number in five significant digits.
fn short(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return format!("{value}");
    }
    let digits = (4.0 - libm::floor(libm::log10(value.abs()))).clamp(0.0, 12.0);
    format!("{value:.*}", digits as usize)
}

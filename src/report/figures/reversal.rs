//! Which arm leads where the two inputs vary that decide most.

use super::context::{Context, capital};
use super::outcome_words::words;
use crate::analysis::reversal::{FEWEST_POINTS, ParameterClass, ReversalMap, reversal_map};
use crate::analysis::sample::{Cell, rows};
use crate::report::charts::rank_map::{MapArm, MapAxis, MapCell, RankMap, rank_map};
use crate::report::charts::{ChartError, Figure};
use crate::report::style::decimals_for;
use crate::scenario::parameters;

/// Short names of the arms that come with the program.
const SHORT: [(&str, &str); 10] = [
    ("single_trusts", "Trusts"),
    ("lead_cluster", "Cluster"),
    ("consortium", "Consortium"),
    ("region_jointly", "Jointly"),
    ("strategic_authority", "Authority"),
    ("specialist", "Specialist"),
    ("department", "Department"),
    ("nice_advice", "Advice"),
    ("nice_mandate", "Mandate"),
    ("all_at_once", "All"),
];

/// The longest name that is shortened by leaving out words.
const LETTERS: usize = 10;

/// Names up to this length are written whole, on two lines.
const WHOLE: usize = 22;

/// The one or two parameters that the difference of the arm spoken of is said to follow.
pub(in crate::report) fn deciding(context: &Context, cell: Cell) -> Vec<usize> {
    let found = context
        .spoken_of(cell)
        .and_then(|arm| context.summary().sensitivity(cell, arm));
    found.map_or_else(Vec::new, |found| {
        let named = found.strongest(2);
        named.iter().map(|input| input.parameter).collect()
    })
}

/// The two parameters of the axes: a map needs a second one even where luck may have brought it forward.
fn axes(context: &Context, cell: Cell) -> Option<[usize; 2]> {
    let arm = context.spoken_of(cell)?;
    let leading = context.summary().sensitivity(cell, arm)?.leading(2);
    match leading.as_slice() {
        [one, two] => Some([one.parameter, two.parameter]),
        _ => None,
    }
}

/// The chart; `None` where too few inputs were sampled for classes each way.
pub(super) fn figure(context: &Context, cell: Cell) -> Option<Result<Figure, ChartError>> {
    let set = context.summary().sets.first()?;
    let map = reversal_map(context.findings.table, cell, set, axes(context, cell)?)?;
    let across = axis(context, map.parameters[0], &map.classes[0])?;
    let up = axis(context, map.parameters[1], &map.classes[1])?;
    let filled = map
        .cells
        .iter()
        .flatten()
        .filter(|found| found.winner.is_some())
        .count();
    if filled == 0 {
        return None;
    }
    let noun = words(context.outcome(cell)).noun;
    let mut caption = context.caption("rank_reversal", title(context, &map), cell);
    caption.measure = format!("Arrangement with the best mean {noun}");
    caption.prices = None;
    let classes = map.cells.len();
    let points: usize = map.classes[0].iter().map(|class| class.points).sum();
    caption.notes.push(format!(
        "Axes: the two inputs that most decide the difference of {}, each in {classes} classes of \
         equal count, as many as {points} inputs can fill. Blank below {FEWEST_POINTS} inputs.{}",
        context
            .spoken_of(cell)
            .map_or("the leading arrangement", |arm| context.arm(arm)),
        if deciding(context, cell).len() < 2 {
            " The second may stand here by luck."
        } else {
            ""
        }
    ));
    let cells = (0..classes)
        .map(|row| {
            let entry = |column: usize| entry(context, &map, cell, [column, row], &set.arms);
            (0..classes).map(entry).collect()
        })
        .collect();
    let arms = set
        .arms
        .iter()
        .zip(shorts(context, &set.arms))
        .map(|(&arm, short)| MapArm {
            name: context.arm(arm).to_owned(),
            short,
        });
    Some(rank_map(&RankMap {
        caption,
        across,
        up,
        arms: arms.collect(),
        cells,
    }))
}

/// Limits between classes halfway between their nearest values; `None` where a class is empty.
fn axis(context: &Context, parameter: usize, classes: &[ParameterClass]) -> Option<MapAxis> {
    let ranges: Option<Vec<_>> = classes.iter().map(|class| class.range).collect();
    let ranges = ranges?;
    let mut breaks = vec![ranges.first()?.low];
    breaks.extend(
        ranges
            .windows(2)
            .map(|pair| f64::midpoint(pair[0].high, pair[1].low)),
    );
    breaks.push(ranges.last()?.high);
    if breaks.windows(2).any(|pair| pair[0] >= pair[1]) {
        return None;
    }
    let column = &context.study().parameters[parameter];
    let unit = parameters::find(&column.path).map_or("", |known| known.unit);
    let name = if unit.is_empty() {
        capital(&column.label)
    } else {
        format!("{}, {unit}", capital(&column.label))
    };
    Some(MapAxis {
        name,
        decimals: decimals_for(breaks.iter().copied()),
        breaks,
    })
}

fn entry(
    context: &Context,
    map: &ReversalMap,
    cell: Cell,
    [column, row]: [usize; 2],
    arms: &[usize],
) -> Option<MapCell> {
    let found = &map.cells[column][row];
    let winner = found.winner?;
    Some(MapCell {
        leader: arms.iter().position(|&arm| arm == winner.arm)?,
        settled: winner.settled,
        lead: winner.lead,
        share: share(context, map, cell, [column, row], winner.arm)?,
        n: found.points as u64,
    })
}

/// In what share of a cell's inputs the leader by the mean is the best, ties counted.
fn share(
    context: &Context,
    map: &ReversalMap,
    cell: Cell,
    classes: [usize; 2],
    leader: usize,
) -> Option<f64> {
    let table = context.findings.table;
    let sign = context.outcome(cell).better.sign()?;
    let set = context.summary().sets.first()?;
    let modelled = |arm: &&usize| {
        let estimate = context.summary().estimate(cell, **arm);
        estimate.is_some_and(|found| found.level.is_some())
    };
    let arms: Vec<usize> = set.arms.iter().filter(modelled).copied().collect();
    let at = arms.iter().position(|&arm| arm == leader)?;
    let found = rows(table, cell, &arms);
    let inside = |point: usize| {
        (0..2).all(|axis| {
            let value = context.study().parameters[map.parameters[axis]].values[point];
            let range = map.classes[axis][classes[axis]].range;
            range.is_some_and(|range| range.low <= value && value <= range.high)
        })
    };
    let (mut count, mut wins) = (0_u32, 0_u32);
    for (values, _) in found
        .values
        .iter()
        .zip(&found.points)
        .filter(|(_, point)| inside(**point))
    {
        count += 1;
        wins += u32::from(
            values
                .iter()
                .all(|&value| sign * values[at] >= sign * value),
        );
    }
    (count > 0).then(|| f64::from(wins) / f64::from(count))
}

/// Names for cells: letters where short names would be alike, for the key says what they stand for.
fn shorts(context: &Context, arms: &[usize]) -> Vec<String> {
    let shorts: Vec<String> = arms.iter().map(|&arm| short(context, arm)).collect();
    let mut different = shorts.clone();
    different.sort();
    different.dedup();
    if different.len() == shorts.len() {
        return shorts;
    }
    let letter = |at: usize| char::from(b'A' + (at % 26) as u8).to_string();
    (0..arms.len())
        .map(|at| letter(at).repeat(1 + at / 26))
        .collect()
}

fn short(context: &Context, arm: usize) -> String {
    let known = &context.study().arms[arm];
    if let Some((_, short)) = SHORT.iter().find(|(name, _)| *name == known.name) {
        return (*short).to_owned();
    }
    // The steps of a sweep share their first words: the step tells them apart.
    if let Some((name, step)) = known.label.split_once(", grip ") {
        let first = name.split_whitespace().next().unwrap_or(name);
        return format!("{first} {step}");
    }
    // A cut name can mean the opposite ("Advice, no lever"), so short names are kept whole.
    if known.label.chars().count() <= WHOLE {
        return known.label.clone();
    }
    let mut text = String::new();
    for word in known.label.split_whitespace() {
        if !text.is_empty() && text.chars().count() + 1 + word.chars().count() > LETTERS {
            break;
        }
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
    }
    let text: String = text.chars().take(LETTERS).collect();
    text.trim_end_matches(',').to_owned()
}

/// How many arms lead somewhere, and in how many cells that is settled.
fn title(context: &Context, map: &ReversalMap) -> String {
    let mut leaders: Vec<usize> = map
        .cells
        .iter()
        .flatten()
        .filter_map(|cell| cell.winner.filter(|winner| winner.settled))
        .map(|winner| winner.arm)
        .collect();
    leaders.sort_unstable();
    leaders.dedup();
    let (all, settled) = map.settled();
    match leaders.as_slice() {
        [] => format!("No lead is settled in any of {all} cells"),
        [one] => format!(
            "{}: settled lead in {settled} of {all} cells",
            context.arm(*one)
        ),
        several => format!(
            "{} arrangements share the {settled} settled leads of {all} cells",
            several.len()
        ),
    }
}

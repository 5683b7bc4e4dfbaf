//! What the page says first: the parts of the question, in words, each to be filled with the difference
//! that the runs show. The words stand in the file before the first run and claim nothing.

use serde::{Deserialize, Serialize};

use super::compared::{self, Around, Compared, RawCompared, Settled};
use super::error::{Mistake, Source, meant};
use super::file::{Placed, Reader, Table};
use super::stopping::RunBlock;

/// Keys of an answer.
pub(super) const ANSWER_KEYS: [&str; 8] = [
    "text",
    "arm",
    "against",
    "level",
    "outcome",
    "horizon_months",
    "block",
    "together_with",
];

/// One part of the answer: what `arm` does to an outcome, against another arm or by itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// What is spoken of, as the beginning of a sentence: "A ring fence around prevention".
    pub text: String,
    /// Name of the arm.
    pub arm: String,
    /// Name of the arm it is compared with; `None` where the level of the arm itself is told.
    pub against: Option<String>,
    /// Name of the outcome.
    pub outcome: String,
    /// Months after March 2009; one of the experiment's horizons.
    pub horizon_months: u32,
    /// Over which runs the mean is taken.
    pub block: RunBlock,
    /// A second outcome: in which share of the inputs the arm is better on both is told besides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub together_with: Option<String>,
}

/// An answer as written; what is not said is taken from the experiment.
pub(super) struct RawAnswer {
    pub(super) compared: RawCompared,
    level: bool,
    together_with: Option<Placed<String>>,
}

/// Reads `[[answers]]`.
pub(super) fn read(r: &mut Reader, top: &Table) -> Vec<RawAnswer> {
    compared::each(r, top, "answers", answer)
}

fn answer(r: &mut Reader, table: &Table) -> RawAnswer {
    r.only(table, &ANSWER_KEYS);
    let example = "text = \"Deciding in the department\"";
    let compared = compared::read(r, table, ["answers", "answer"], example);
    let level = table
        .get("level")
        .and_then(|value| r.flag(&table.full("level"), value))
        .is_some_and(|flag| flag.value);
    if level && table.get("against").is_some() {
        r.wrong(
            table.span.clone(),
            "answers.level tells of one arm by itself, so it cannot stand beside against"
                .to_owned(),
            Some("leave one of the two out".to_owned()),
        );
    }
    let together_with = table
        .get("together_with")
        .and_then(|value| r.text(&table.full("together_with"), value));
    if level && let Some(second) = &together_with {
        r.wrong(
            second.span.clone(),
            "answers.together_with says where an arm is better than another, so it cannot stand beside level"
                .to_owned(),
            Some("leave one of the two out".to_owned()),
        );
    }
    RawAnswer {
        compared,
        level,
        together_with,
    }
}

/// Settles the answers. One whose arms or horizon the command line has left out is left out.
pub(super) fn settle(
    source: &Source,
    raw: &[RawAnswer],
    around: &Around,
    findings: &mut Vec<Mistake>,
) -> Vec<Answer> {
    let mut settled = |answer: &RawAnswer| {
        if let Some(second) = &answer.together_with {
            check_second(source, second, around, findings);
        }
        let Settled::Runs(Compared {
            text,
            arm,
            against,
            outcome,
            horizon_months,
            block,
        }) = compared::settle(source, &answer.compared, answer.level, around, findings)
        else {
            return None;
        };
        Some(Answer {
            text,
            arm,
            against: (!answer.level).then_some(against),
            outcome,
            horizon_months,
            block,
            together_with: answer.together_with.as_ref().map(|name| name.value.clone()),
        })
    };
    raw.iter().filter_map(&mut settled).collect()
}

/// Refuses a second outcome that nobody knows.
fn check_second(
    source: &Source,
    second: &Placed<String>,
    around: &Around,
    findings: &mut Vec<Mistake>,
) {
    let known = around.known.outcomes;
    let name = second.value.as_str();
    if !known.is_empty() && !known.contains(&name) {
        findings.push(source.mistake(
            second.span.clone(),
            format!("unknown outcome \"{name}\""),
            meant(name, known).or_else(|| Some("see: grip list outcomes".to_owned())),
        ));
    }
}

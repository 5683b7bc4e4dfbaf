//! Claims that an experiment states before its first run: what somebody expects of one difference
//! between two arms, as a number that the runs can contradict.

use serde::{Deserialize, Serialize};

use super::compared::{self, Around, Compared, RawCompared, Settled};
use super::error::{Mistake, Source};
use super::file::{Reader, Table};
use super::stopping::RunBlock;

/// Keys of a claim.
pub(super) const CLAIM_KEYS: [&str; 10] = [
    "text",
    "source",
    "arm",
    "against",
    "outcome",
    "horizon_months",
    "block",
    "at_least",
    "at_most",
    "within",
];

/// What is claimed of a difference, in the unit of the outcome.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// It is this or more.
    AtLeast(f64),
    /// It is this or less.
    AtMost(f64),
    /// It lies between minus this and this; above 0.
    Within(f64),
}

impl Bound {
    /// Its key in a file.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::AtLeast(_) => "at_least",
            Self::AtMost(_) => "at_most",
            Self::Within(_) => "within",
        }
    }

    /// The number.
    #[must_use]
    pub fn size(self) -> f64 {
        let (Self::AtLeast(size) | Self::AtMost(size) | Self::Within(size)) = self;
        size
    }

    /// Whether a difference keeps to it.
    #[must_use]
    pub fn admits(self, difference: f64) -> bool {
        match self {
            Self::AtLeast(size) => difference >= size,
            Self::AtMost(size) => difference <= size,
            Self::Within(size) => difference.abs() <= size,
        }
    }
}

/// One claim: the mean paired difference `arm - against` keeps to the bound.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// What is claimed, in words.
    pub text: String,
    /// Who expects it, and where that is written; empty where nobody is named.
    #[serde(default)]
    pub source: String,
    /// Name of the arm.
    pub arm: String,
    /// Name of the arm it is compared with.
    pub against: String,
    /// Name of the outcome.
    pub outcome: String,
    /// Months after March 2009; one of the experiment's horizons.
    pub horizon_months: u32,
    /// Over which runs the mean is taken.
    pub block: RunBlock,
    /// What is claimed of the difference.
    pub bound: Bound,
}

/// A claim as written; what is not said is taken from the experiment.
pub(super) struct RawClaim {
    pub(super) compared: RawCompared,
    source: String,
    bound: Option<Bound>,
}

/// Reads `[[claims]]`.
pub(super) fn read(r: &mut Reader, top: &Table) -> Vec<RawClaim> {
    compared::each(r, top, "claims", claim)
}

fn claim(r: &mut Reader, table: &Table) -> RawClaim {
    r.only(table, &CLAIM_KEYS);
    let example = "text = \"The department saves more\"";
    let compared = compared::read(r, table, ["claims", "claim"], example);
    let source = table
        .get("source")
        .and_then(|value| r.text(&table.full("source"), value));
    RawClaim {
        compared,
        source: source.map_or_else(String::new, |source| source.value),
        bound: bound(r, table),
    }
}

fn bound(r: &mut Reader, table: &Table) -> Option<Bound> {
    let given: Vec<_> = ["at_least", "at_most", "within"]
        .into_iter()
        .filter_map(|key| Some((key, table.get(key)?)))
        .collect();
    let [(key, value)] = given[..] else {
        let found = match given.len() {
            0 => "none of them".to_owned(),
            _ => given.iter().map(|g| g.0).collect::<Vec<_>>().join(" and "),
        };
        r.wrong(
            table.span.clone(),
            format!("a claim needs one of at_least, at_most and within, found {found}"),
            Some("write for example: at_least = 50.0".to_owned()),
        );
        return None;
    };
    let number = r.number(&table.full(key), value)?;
    if key == "within" && number.value <= 0.0 {
        let message = format!("claims.within must be above 0, found {}", number.value);
        r.wrong(number.span, message, None);
        return None;
    }
    Some(match key {
        "at_least" => Bound::AtLeast(number.value),
        "at_most" => Bound::AtMost(number.value),
        _ => Bound::Within(number.value),
    })
}

/// Settles the claims. One whose arms or horizon the command line has left out is left out with a
/// warning.
pub(super) fn settle(
    source: &Source,
    raw: &[RawClaim],
    around: &Around,
    findings: &mut Vec<Mistake>,
) -> Vec<Claim> {
    let mut settled = |claim: &RawClaim| {
        let Compared {
            text,
            arm,
            against,
            outcome,
            horizon_months,
            block,
        } = match compared::settle(source, &claim.compared, false, around, findings) {
            Settled::Runs(compared) => compared,
            Settled::LeftOut(what) => {
                findings.push(source.warning(
                    claim.compared.span.clone(),
                    format!("this claim is not judged: {what} it is about is not run"),
                    None,
                ));
                return None;
            }
            Settled::Wrong => return None,
        };
        Some(Claim {
            text,
            source: claim.source.clone(),
            arm,
            against,
            outcome,
            horizon_months,
            block,
            bound: claim.bound?,
        })
    };
    raw.iter().filter_map(&mut settled).collect()
}

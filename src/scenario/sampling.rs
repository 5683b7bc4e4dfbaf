//! How the points of an experiment are laid out, and over what: parameters, mechanisms, and
//! attributes of arms. Settled; `experiment::design` makes the points.

use serde::{Deserialize, Serialize};

use super::arm::Seat;
use super::parameters::{PARAMETERS, Parameter, Parameters, find};
use super::structure::Structure;
use super::{Law, Scenario};

/// The kind of a design.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SamplingKind {
    /// Independent draws, one in each of n equal parts of every range.
    #[default]
    LatinHypercube,
    /// Each factor by itself, all others as they stand.
    OneAtATime,
    /// Every combination of levels.
    Factorial,
    /// A regular part of the combinations of two levels.
    Fraction(Fraction),
    /// A Sobol' sequence.
    Sobol {
        /// Whether its digits are scrambled.
        scrambled: bool,
    },
    /// Random walks that change one factor, or group of factors, at a step.
    Morris {
        /// Number of levels: even, 2 or more.
        levels: u32,
    },
    /// Two samples, and for each factor the first with this factor from the second.
    Saltelli,
    /// The same, and for each factor the second sample with this factor from the first: for the
    /// interplay of pairs.
    SaltelliPairs,
    /// Points that a table names.
    List {
        /// Whether its rows are equally likely draws, over which a mean is a mean over inputs.
        draws: bool,
        /// One row for each point, one value for each factor.
        rows: Vec<Vec<f64>>,
    },
}

/// A regular fraction of two levels: factor j stands at its high level where the number of basic
/// factors in its column that stand high is even or odd as that of a product of signs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fraction {
    /// Number of basic factors: the design has 2 to this many points.
    pub basic: u32,
    /// By factor: its basic factors as bits. A basic factor has one bit, its own.
    pub columns: Vec<u32>,
    /// By factor: whether its product of signs is turned round.
    pub turned: Vec<bool>,
}

/// What a factor changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A parameter of the world.
    Parameter,
    /// A switch of a mechanism: 0 is off, 1 is on.
    Mechanism,
    /// Grip of the national board on the holders' decisions, 0 to 1.
    Grip,
    /// How grip mixes: 0 blends, 1 draws lots.
    Mixing,
    /// Which bodies exist: the position of one of these.
    Structure(Vec<Structure>),
    /// Who decides what: the position of one of these, each with the name of the arm it is from.
    Seats(Vec<(String, Vec<Seat>)>),
}

/// What values a factor takes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Values {
    /// Those of the sampled range of a parameter, by its law.
    Sampled,
    /// Those between two ends, by the law of the parameter; its levels are the two ends.
    Range([f64; 2]),
    /// These, each as likely as the others.
    Levels(Vec<f64>),
}

/// Something that a design varies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Factor {
    /// Its name: the path of a parameter, `mechanisms.NAME`, or `arms.NAME.ATTRIBUTE` with `*` for
    /// all arms.
    pub path: String,
    /// What it changes.
    pub subject: Subject,
    /// The values it takes.
    pub values: Values,
    /// Names of the arms it changes, without steps of grip; none for all of them.
    #[serde(default)]
    pub arms: Vec<String>,
}

impl Factor {
    /// A parameter over its sampled range.
    #[must_use]
    pub fn sampled(parameter: &Parameter) -> Self {
        Self {
            path: parameter.path.to_owned(),
            subject: Subject::Parameter,
            values: Values::Sampled,
            arms: Vec::new(),
        }
    }

    /// The parameter that it varies, if it is one.
    #[must_use]
    pub fn parameter(&self) -> Option<&'static Parameter> {
        match self.subject {
            Subject::Parameter => find(&self.path),
            _ => None,
        }
    }

    /// The mechanism that it switches, if it is one.
    #[must_use]
    pub fn mechanism(&self) -> Option<&str> {
        match self.subject {
            Subject::Mechanism => self.path.strip_prefix("mechanisms."),
            _ => None,
        }
    }

    /// Its two ends, where it has a range.
    #[must_use]
    pub fn range(&self) -> Option<[f64; 2]> {
        match &self.values {
            Values::Sampled => self.parameter().map(|p| p.sampled.unwrap_or(p.range)),
            Values::Range(ends) => Some(*ends),
            Values::Levels(_) => None,
        }
    }

    /// Its levels: those named, or the ends of its range.
    #[must_use]
    pub fn levels(&self) -> Vec<f64> {
        match &self.values {
            Values::Levels(levels) => levels.clone(),
            _ => self.range().map_or(Vec::new(), |ends| ends.to_vec()),
        }
    }

    /// The value at a place of the unit interval, by the law of the parameter. Not for members of
    /// a simplex, which are drawn together.
    #[must_use]
    pub fn value(&self, u: f64) -> f64 {
        if let Values::Levels(levels) = &self.values {
            let at = (u * levels.len() as f64) as usize;
            return levels.get(at).or(levels.last()).copied().unwrap_or(0.0);
        }
        let [low, high] = self.range().unwrap_or([0.0, 1.0]);
        match self.parameter().map(|p| p.law) {
            Some(Law::LogUniform) => {
                let [from, to] = [libm::log(low), libm::log(high)];
                libm::exp(from + u * (to - from)).clamp(low, high)
            }
            Some(Law::Integer) => (low + (u * (high - low + 1.0)).floor()).min(high),
            _ => low + u * (high - low),
        }
    }

    /// Whether it is a parameter that is drawn together with the others of its simplex.
    #[must_use]
    pub fn is_part(&self) -> bool {
        self.parameter().is_some_and(|p| p.law == Law::Simplex)
    }

    /// A value in the word of a file: a number, true or false, or a name.
    #[must_use]
    pub fn word(&self, value: f64) -> String {
        let at = value as usize;
        match &self.subject {
            Subject::Parameter | Subject::Grip => format!("{value}"),
            Subject::Mechanism => (value > 0.0).to_string(),
            Subject::Mixing => if value > 0.0 { "lottery" } else { "blend" }.to_owned(),
            Subject::Structure(choices) => choices
                .get(at)
                .map_or(String::new(), |one| one.name.clone()),
            Subject::Seats(choices) => choices.get(at).map_or(String::new(), |one| one.0.clone()),
        }
    }

    /// What it is in words.
    #[must_use]
    pub fn meaning(&self) -> String {
        let of = match self.arms.first() {
            Some(arm) => format!("in {arm}"),
            None => "in every arrangement".to_owned(),
        };
        match (&self.subject, self.parameter(), self.mechanism()) {
            (_, Some(parameter), _) => parameter.meaning.to_owned(),
            (_, _, Some(name)) => format!("mechanism {} on", name.replace('_', " ")),
            (Subject::Grip, ..) => format!("grip of the national board {of}"),
            (Subject::Mixing, ..) => format!("wills mixed by lottery {of}"),
            (Subject::Structure(_), ..) => format!("which bodies exist {of}"),
            (Subject::Seats(_), ..) => format!("who decides {of}"),
            _ => self.path.clone(),
        }
    }

    /// Its value in a scenario as it stands; nothing for attributes of arms, which may differ.
    #[must_use]
    pub fn stands(&self, scenario: &Scenario) -> Option<f64> {
        if let Some(parameter) = self.parameter() {
            return Some((parameter.get)(&scenario.parameters));
        }
        let on = scenario.switches.is_on(self.mechanism()?);
        Some(f64::from(u8::from(on)))
    }
}

/// Factors that are changed together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactorGroup {
    /// Its name in results.
    pub name: String,
    /// Paths of its factors.
    pub members: Vec<String>,
}

/// How the points of an experiment are laid out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sampling {
    /// The kind of the design.
    pub kind: SamplingKind,
    /// What it varies. None: every parameter of [`Scenario::sampled`].
    #[serde(default)]
    pub factors: Vec<Factor>,
    /// What is changed together; what no group names is changed by itself.
    #[serde(default)]
    pub groups: Vec<FactorGroup>,
}

impl Sampling {
    /// Whether it is what an experiment has that says nothing further: independent draws of all
    /// parameters.
    #[must_use]
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }

    /// Its name in a file.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self.kind {
            SamplingKind::LatinHypercube => "latin_hypercube",
            SamplingKind::OneAtATime => "one_at_a_time",
            SamplingKind::Factorial | SamplingKind::Fraction(_) => "factorial",
            SamplingKind::Sobol { .. } => "sobol",
            SamplingKind::Morris { .. } => "morris",
            SamplingKind::Saltelli | SamplingKind::SaltelliPairs => "saltelli",
            SamplingKind::List { .. } => "list",
        }
    }

    /// What it varies.
    #[must_use]
    pub fn factors(&self, scenario: &Scenario) -> Vec<Factor> {
        if self.factors.is_empty() {
            let sampled = scenario.sampled();
            return sampled.into_iter().map(Factor::sampled).collect();
        }
        self.factors.clone()
    }

    /// Names of what is changed together, each with the positions of its factors: groups in their
    /// order, then factors that are in none.
    #[must_use]
    pub fn groups(&self, factors: &[Factor]) -> Vec<(String, Vec<usize>)> {
        let position = |path: &String| factors.iter().position(|factor| factor.path == *path);
        let mut found: Vec<(String, Vec<usize>)> = self
            .groups
            .iter()
            .map(|group| {
                let members = group.members.iter().filter_map(position).collect();
                (group.name.clone(), members)
            })
            .filter(|(_, members): &(String, Vec<usize>)| !members.is_empty())
            .collect();
        for (at, factor) in factors.iter().enumerate() {
            if !found.iter().any(|(_, members)| members.contains(&at)) {
                found.push((factor.path.clone(), vec![at]));
            }
        }
        found
    }

    /// The steps of a design that changes one factor at a time: factor and value, without those
    /// that change nothing.
    #[must_use]
    pub fn steps(factors: &[Factor], scenario: &Scenario) -> Vec<(usize, f64)> {
        let mut steps = Vec::new();
        for (at, factor) in factors.iter().enumerate() {
            let stands = factor.stands(scenario);
            let other =
                |level: &f64| stands.is_none_or(|stands| stands.to_bits() != level.to_bits());
            let levels = factor.levels();
            steps.extend(levels.into_iter().filter(other).map(|level| (at, level)));
        }
        steps
    }

    /// How many points the design has whatever is asked for; nothing where that can be chosen.
    #[must_use]
    pub fn fixed_points(&self, scenario: &Scenario) -> Option<u64> {
        let factors = || self.factors(scenario);
        match &self.kind {
            SamplingKind::OneAtATime => Some(Self::steps(&factors(), scenario).len() as u64),
            SamplingKind::Factorial => Some(
                factors()
                    .iter()
                    .map(|factor| factor.levels().len() as u64)
                    .fold(1, u64::saturating_mul),
            ),
            SamplingKind::Fraction(fraction) => Some(1 << fraction.basic.min(63)),
            SamplingKind::List { rows, .. } => Some(rows.len() as u64),
            _ => None,
        }
    }

    /// Points of one block of a design made of blocks: a walk, or a row of both samples with all
    /// its exchanges. 1 for other designs.
    #[must_use]
    pub fn block(&self, scenario: &Scenario) -> u64 {
        let groups = || self.groups(&self.factors(scenario)).len() as u64;
        match self.kind {
            SamplingKind::Morris { .. } => groups() + 1,
            SamplingKind::Saltelli => groups() + 2,
            SamplingKind::SaltelliPairs => 2 * groups() + 2,
            _ => 1,
        }
    }

    /// Whether points are draws, over which a mean is a mean over the inputs. In a design of
    /// exchanges the two samples are.
    #[must_use]
    pub fn draws(&self) -> bool {
        match self.kind {
            SamplingKind::LatinHypercube
            | SamplingKind::Sobol { .. }
            | SamplingKind::Saltelli
            | SamplingKind::SaltelliPairs => true,
            SamplingKind::List { draws, .. } => draws,
            _ => false,
        }
    }
}

/// Puts parts of a whole into their places; the other parts share what is left in the proportions
/// that they had. The parts that are given must not exceed 1.
pub fn set_parts(parameters: &mut Parameters, given: &[(&'static Parameter, f64)]) {
    if given.is_empty() {
        return;
    }
    let others: Vec<&Parameter> = PARAMETERS
        .iter()
        .filter(|p| p.law == Law::Simplex && !given.iter().any(|(one, _)| one.path == p.path))
        .collect();
    let left = 1.0 - given.iter().map(|(_, value)| value).sum::<f64>();
    let before: f64 = others.iter().map(|p| (p.get)(parameters)).sum();
    for (parameter, value) in given {
        (parameter.set)(parameters, *value);
    }
    for parameter in &others {
        let share = if before > 0.0 {
            (parameter.get)(parameters) / before
        } else {
            1.0 / others.len() as f64
        };
        (parameter.set)(parameters, left * share);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_that_is_set_leaves_the_rest_to_the_others_in_proportion() {
        let parts: Vec<&'static Parameter> = PARAMETERS
            .iter()
            .filter(|p| p.law == Law::Simplex)
            .collect();
        let before = Parameters::default();
        let mut after = before.clone();
        set_parts(&mut after, &[(parts[0], 0.5)]);
        let sum: f64 = parts.iter().map(|p| (p.get)(&after)).sum();
        assert!((sum - 1.0).abs() < 1e-12);
        let ratio = |p: &Parameters| (parts[1].get)(p) / (parts[2].get)(p);
        assert!((ratio(&after) - ratio(&before)).abs() < 1e-12);
        assert!(((parts[0].get)(&after) - 0.5).abs() < 1e-15);
    }

    #[test]
    fn levels_share_the_unit_interval_equally() {
        let factor = Factor {
            path: "mechanisms.creep".to_owned(),
            subject: Subject::Mechanism,
            values: Values::Levels(vec![1.0, 0.0]),
            arms: Vec::new(),
        };
        let values = [0.0, 0.49, 0.5, 1.0].map(|u| factor.value(u));
        assert_eq!(values.map(|value| value > 0.5), [true, true, false, false]);
        assert_eq!(factor.word(0.0), "false");
    }
}

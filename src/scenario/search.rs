//! What a search over arrangements looks through: for each domain of decision who may hold it and
//! how tightly the centre may hold the holder, what counts as good, and in which rungs candidates
//! are thinned out.
//!
//! A *combination* names one arrangement: the position of its bodies, then one level for each
//! searched domain, which is a holder and a grip. A *uniform regime* has one holder, the bodies
//! themselves, and one grip in every domain.

use serde::{Deserialize, Serialize};

use super::arm::{Arm, Guide, Seat};
use super::domain::Domain;
use super::experiment::{Size, name_at_step};
use super::parameters::Grade;
use super::structure::HELD;

/// Position of the bodies, then one level for each searched domain.
pub type Combination = Vec<usize>;

/// The word for the bodies themselves among the holders.
pub const COMMISSIONERS: &str = "commissioners";
/// The most combinations that a search may look through, so that all of them can be weighed.
pub const MOST_COMBINATIONS: usize = 2_000_000;
/// Fewest and most rungs.
pub const RUNGS: [usize; 2] = [1, 12];
/// Fewest and most candidates of a rung that are kept or proposed.
pub const CANDIDATES: [u64; 2] = [2, 100_000];

/// Who may hold the decisions of a domain in the place of the bodies themselves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Holder {
    /// Name of the arm that says so, or [`COMMISSIONERS`].
    pub name: String,
    /// Its name for readers.
    pub label: String,
    /// Who then decides; empty where the seats stay those of the bodies.
    pub seats: Vec<Seat>,
    /// Who then guides; only read where there are seats.
    pub guides: Vec<Guide>,
    /// Parameters of the domain that then hold: path and value.
    pub overrides: Vec<(String, f64)>,
}

/// A searched domain.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Searched {
    /// The domain; one of [`HELD`].
    pub domain: Domain,
    /// Who may hold it; the bodies themselves come first.
    pub holders: Vec<Holder>,
}

/// One outcome in what counts as good.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Term {
    /// Name of the outcome, read at the primary horizon.
    pub outcome: String,
    /// What one unit of it counts.
    pub weight: f64,
    /// The weights over which the answer is examined: low and high.
    pub range: [f64; 2],
    /// Whether the outcome is a mean a year, so that the weight counts once for each year.
    pub each_year: bool,
    /// Where the weight comes from.
    pub source: String,
    /// How far it can be trusted.
    pub grade: Grade,
}

/// One rung: candidates are compared on points of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rung {
    /// The best of the rung before that are kept; 0 in the first.
    pub keep: u32,
    /// Candidates that are new: in the first rung a balanced sample, later those that the sum of
    /// the effects of the domains puts highest.
    pub propose: u32,
    /// Points of the inputs.
    pub points: u32,
}

/// A search over arrangements.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Search {
    /// Who the local commissioners may be, as arms whose grip is replaced.
    pub bodies: Vec<Arm>,
    /// The levels of grip, rising, 0 to 1.
    pub grips: Vec<f64>,
    /// The domains, in the order of [`HELD`].
    pub domains: Vec<Searched>,
    /// Unit of the score.
    pub unit: String,
    /// A difference in the score below this is practically nothing; above 0.
    pub margin: f64,
    /// The score is the sum of these.
    pub terms: Vec<Term>,
    /// The rungs in order.
    pub rungs: Vec<Rung>,
}

impl Search {
    /// How many levels each part of a combination has.
    #[must_use]
    pub fn sizes(&self) -> Vec<usize> {
        let levels = |searched: &Searched| searched.holders.len() * self.grips.len();
        let domains = self.domains.iter().map(levels);
        std::iter::once(self.bodies.len()).chain(domains).collect()
    }

    /// The holder and the grip of a level of a domain, as positions.
    #[must_use]
    pub fn holder_and_grip(&self, level: usize) -> (usize, usize) {
        (level / self.grips.len(), level % self.grips.len())
    }

    /// Whether the bodies that a level needs exist beside these commissioners.
    #[must_use]
    pub fn is_possible(&self, body: usize, domain: usize, level: usize) -> bool {
        let (holder, _) = self.holder_and_grip(level);
        let tiers = self.bodies[body].structure.tiers();
        let holder = &self.domains[domain].holders[holder];
        let seats = holder.seats.iter().map(|seat| seat.tier);
        let guides = holder.guides.iter().map(|guide| guide.tier);
        holder.seats.is_empty() || seats.chain(guides).all(|tier| tiers.contains(&tier))
    }

    /// The possible levels of a domain beside some commissioners, ascending.
    #[must_use]
    pub fn possible(&self, body: usize, domain: usize) -> Vec<usize> {
        let levels = 0..self.domains[domain].holders.len() * self.grips.len();
        levels
            .filter(|&level| self.is_possible(body, domain, level))
            .collect()
    }

    /// The uniform regimes: every body with every grip.
    #[must_use]
    pub fn uniform(&self) -> Vec<Combination> {
        let of_body = |body: usize| {
            (0..self.grips.len()).map(move |grip| {
                let mut combination = vec![grip; self.domains.len() + 1];
                combination[0] = body;
                combination
            })
        };
        (0..self.bodies.len()).flat_map(of_body).collect()
    }

    /// Whether a combination is a uniform regime.
    #[must_use]
    pub fn is_uniform(&self, combination: &[usize]) -> bool {
        let levels = &combination[1..];
        levels
            .iter()
            .all(|&level| level < self.grips.len() && level == levels[0])
    }

    /// The arrangement of a combination.
    #[must_use]
    pub fn arm(&self, combination: &[usize]) -> Arm {
        let mut arm = self.bodies[combination[0]].clone();
        for (searched, &level) in self.domains.iter().zip(&combination[1..]) {
            let (holder, grip) = self.holder_and_grip(level);
            let (holder, grip) = (&searched.holders[holder], self.grips[grip]);
            hold(&mut arm, searched.domain, grip);
            if !holder.seats.is_empty() {
                arm.seats.clone_from(&holder.seats);
                arm.guides.clone_from(&holder.guides);
            }
            for (path, value) in &holder.overrides {
                arm.overrides.retain(|(other, _)| other != path);
                arm.overrides.push((path.clone(), *value));
            }
        }
        let body = &self.bodies[combination[0]];
        if self.is_uniform(combination) {
            arm.name = name_at_step(&body.name, self.grips[combination[1]]);
        } else {
            arm.name = self.name(combination);
            arm.label = format!("{}: {}", body.label, self.levels_in_words(combination));
        }
        arm.ranked = true;
        arm
    }

    /// The name of a combination that is not uniform: its bodies, then for each domain the first
    /// letters of the domain, the holder where it is not the bodies themselves, and the grip in
    /// hundredths.
    fn name(&self, combination: &[usize]) -> String {
        let part = |(searched, &level): (&Searched, &usize)| {
            let (holder, grip) = self.holder_and_grip(level);
            let hundredths = (self.grips[grip] * 100.0).round();
            let domain: String = searched.domain.key().chars().take(2).collect();
            match holder {
                0 => format!("-{domain}{hundredths}"),
                _ => format!("-{domain}_{}_{hundredths}", searched.holders[holder].name),
            }
        };
        let parts = self.domains.iter().zip(&combination[1..]).map(part);
        let parts: String = parts.collect();
        format!("{}{parts}", self.bodies[combination[0]].name)
    }

    /// The level of a domain in words: "grip 0.25", "Department, grip 0.5".
    #[must_use]
    pub fn level_in_words(&self, domain: usize, level: usize) -> String {
        let (holder, grip) = self.holder_and_grip(level);
        let grip = self.grips[grip];
        match holder {
            0 => format!("grip {grip}"),
            _ => format!(
                "{}, grip {grip}",
                self.domains[domain].holders[holder].label
            ),
        }
    }

    /// All levels of a combination in words, domain by domain.
    #[must_use]
    pub fn levels_in_words(&self, combination: &[usize]) -> String {
        let domains = self.domains.iter().enumerate();
        let parts: Vec<String> = domains
            .map(|(at, searched)| {
                let words = self.level_in_words(at, combination[at + 1]);
                format!("{}: {words}", searched.domain.key())
            })
            .collect();
        parts.join("; ")
    }

    /// Combinations of all parts, possible or not.
    #[must_use]
    pub fn combinations(&self) -> usize {
        let sizes = self.sizes();
        sizes.iter().fold(1, |all, &size| all.saturating_mul(size))
    }

    /// Candidates of a rung, at most: kept, proposed, and every uniform regime.
    #[must_use]
    pub fn most_candidates(&self, rung: &Rung) -> u32 {
        rung.keep + rung.propose + (self.bodies.len() * self.grips.len()) as u32
    }

    /// Arms of the hold-out, at most: the one chosen, the same with one part put back, and every
    /// uniform regime.
    #[must_use]
    pub fn most_held_out(&self) -> u32 {
        (2 + self.domains.len() + self.bodies.len() * self.grips.len()) as u32
    }

    /// Runs of all rungs and of the hold-out, at most.
    #[must_use]
    pub fn most_runs(&self, held_out: Size) -> u64 {
        let seeds = u64::from(held_out.replicates);
        let of_rung =
            |rung: &Rung| u64::from(self.most_candidates(rung)) * u64::from(rung.points) * seeds;
        let training: u64 = self.rungs.iter().map(of_rung).sum();
        training + u64::from(self.most_held_out()) * u64::from(held_out.points) * seeds
    }

    /// The weight of a term at a horizon, for a weight of one year.
    #[must_use]
    pub fn over(term: &Term, weight: f64, months: u32) -> f64 {
        if term.each_year {
            weight * f64::from(months) / 12.0
        } else {
            weight
        }
    }
}

/// Puts the grip of the centre on a domain.
pub fn hold(arm: &mut Arm, domain: Domain, grip: f64) {
    if let Some(at) = HELD.iter().position(|held| *held == domain) {
        arm.structure.grips[at] = grip;
    }
    if domain == Domain::Disinvestment {
        arm.grip = grip;
    }
}

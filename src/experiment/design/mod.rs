//! The points of the inputs: sweep point 0 has everything as it stands; points 1 to n are laid out
//! over the factors of the experiment, by default in a Latin hypercube over the parameters that
//! nobody has fixed.
//!
//! After these come points that no estimate over the inputs takes in: one for each set of groups
//! of mechanisms whose shares are asked for, at the parameters as they stand, and those of the
//! audit ([`super::audit`]).
//!
//! | file | holds |
//! | --- | --- |
//! | [`layout`] | what a layout of points is, and how its points hang together |
//! | [`mod@place`] | from a row of a layout to parameters, switches and arms |
//! | [`hypercube`] | one draw in each of n equal parts of every range |
//! | [`sobol`] | a scrambled Sobol' sequence |
//! | [`one_at_a_time`] | each factor by itself |
//! | [`factorial`] | all combinations of levels, or a regular part of them |
//! | [`morris`] | walks that change one factor, or group, at a step |
//! | [`saltelli`] | two samples, and each factor exchanged between them |

use std::borrow::Cow;

use super::audit::{self, AUDITS, Audit};
use crate::model::arrangement;
use crate::model::nature::Role;
use crate::scenario::parameters::{Law, Parameter, Parameters};
use crate::scenario::{
    Arm, Coalition, Experiment, Factor, Flags, Geography, MECHANISMS, SamplingKind, Switches,
};

pub mod factorial;
pub mod hypercube;
pub mod layout;
pub mod morris;
pub mod one_at_a_time;
pub mod place;
pub mod saltelli;
pub mod sobol;

pub use layout::{Blocks, Exchange, Laid, Row, Setting, Step, Walk};

/// What a point is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The question of the experiment: everything as it stands, and points that are draws.
    Main,
    /// A point that is placed and not drawn: no mean over the inputs takes it in.
    Placed,
    /// Shares of groups of mechanisms: these groups are on, the others off.
    Coalition(Coalition),
    /// A check that arms differ in nothing but their attributes.
    Audit(Audit),
}

/// One point of the inputs.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Its number: 0 is the parameters as they stand.
    pub number: u32,
    /// Seeds at this point.
    pub replicates: u32,
    /// The parameters at this point, before mechanisms are switched off.
    pub parameters: Parameters,
    /// Which mechanisms are on at this point.
    pub switches: Switches,
    /// Factors that change arms at this point, by position in
    /// [`crate::scenario::Sampling::factors`], with their values.
    pub arms: Vec<(usize, f64)>,
    /// What the point is for.
    pub part: Part,
}

impl Point {
    /// Whether the point belongs to the question of the experiment.
    #[must_use]
    pub fn is_main(&self) -> bool {
        self.part == Part::Main
    }

    /// Whether the point is one of the design, from 1 to n.
    #[must_use]
    pub fn is_of_design(&self) -> bool {
        self.number > 0 && matches!(self.part, Part::Main | Part::Placed)
    }

    /// Names of the mechanisms that are off at this point, in the order of the register.
    #[must_use]
    pub fn off(&self) -> Vec<&'static str> {
        let names = MECHANISMS.iter().map(|mechanism| mechanism.name);
        names.filter(|name| !self.switches.is_on(name)).collect()
    }
}

/// The points of an experiment.
#[derive(Clone, Debug, Default)]
pub struct Design {
    /// The points in ascending order of their number. Point 0 is missing where no seeds are asked
    /// for at the parameters as they stand.
    pub points: Vec<Point>,
    /// The parameters that points 1 to n vary: in the order of the register, or of the factors
    /// that the experiment names.
    pub varied: Vec<&'static Parameter>,
    /// Everything that points 1 to n vary.
    pub factors: Vec<Factor>,
    /// What is changed together: name, and positions in [`Self::factors`].
    pub groups: Vec<(String, Vec<usize>)>,
    /// How the points hang together.
    pub blocks: Blocks,
}

impl Design {
    /// The points of an experiment; a function of its scenario, seed and number of points.
    #[must_use]
    pub fn new(experiment: &Experiment) -> Self {
        let base = &experiment.scenario.parameters;
        let switches = &experiment.scenario.switches;
        let count = experiment.size.points;
        let mut design = Self::default();
        let mut laid = Laid::default();
        if count > 0 {
            design.factors = experiment.sampling.factors(&experiment.scenario);
            design.groups = experiment.sampling.groups(&design.factors);
            design.varied = design
                .factors
                .iter()
                .filter_map(Factor::parameter)
                .collect();
            laid = lay(experiment, &design);
        }
        design.blocks = laid.blocks;
        let mut points = Vec::with_capacity(count as usize + 1);
        if experiment.default_seeds > 0 {
            points.push(Point {
                number: 0,
                replicates: experiment.default_seeds,
                parameters: base.clone(),
                switches: switches.clone(),
                arms: Vec::new(),
                part: Part::Main,
            });
        }
        for (number, row) in (1..).zip(&laid.rows) {
            let (parameters, switches, arms) =
                place::place(base, switches, &design.factors, &row.settings);
            points.push(Point {
                number,
                replicates: experiment.size.replicates,
                parameters,
                switches,
                arms,
                part: if row.drawn { Part::Main } else { Part::Placed },
            });
        }
        let mut number = experiment.last_point();
        let mut further = |replicates, parameters: Parameters, switches, part| {
            number += 1;
            points.push(Point {
                number,
                replicates,
                parameters,
                switches,
                arms: Vec::new(),
                part,
            });
        };
        if let Some(shapley) = &experiment.shapley {
            for on in shapley.coalitions(experiment.seed) {
                let of_set = shapley.switches(switches, on);
                further(shapley.seeds, base.clone(), of_set, Part::Coalition(on));
            }
        }
        for audit in AUDITS.into_iter().take(experiment.audit_points() as usize) {
            let (parameters, switches) = audit::inputs(audit, base, switches);
            further(
                experiment.audit_seeds,
                parameters,
                switches,
                Part::Audit(audit),
            );
        }
        design.points = points;
        design
    }

    /// The position of a point by its number.
    #[must_use]
    pub fn position(&self, number: u32) -> Option<usize> {
        self.points
            .binary_search_by_key(&number, |point| point.number)
            .ok()
    }

    /// A parameter at every point, with mechanisms that are off at their off values: what was
    /// really varied.
    #[must_use]
    pub fn effective(&self, parameter: &Parameter) -> Vec<f64> {
        let value = |point: &Point| {
            let (parameters, _) = point.switches.apply(&point.parameters);
            (parameter.get)(&parameters)
        };
        self.points.iter().map(value).collect()
    }

    /// The value of a factor at a point, as the design sets it; nothing where an attribute of arms
    /// is as their files have it.
    #[must_use]
    pub fn value(&self, factor: usize, point: &Point) -> Option<f64> {
        let of = self.factors.get(factor)?;
        if let Some(parameter) = of.parameter() {
            return Some((parameter.get)(&point.parameters));
        }
        if let Some(mechanism) = of.mechanism() {
            return Some(f64::from(u8::from(point.switches.is_on(mechanism))));
        }
        let set = point.arms.iter().find(|(at, _)| *at == factor);
        set.map(|(_, value)| *value)
    }
}

/// The rows of the design of an experiment.
fn lay(experiment: &Experiment, design: &Design) -> Laid {
    let (seed, count) = (experiment.seed, experiment.size.points);
    let Design {
        factors, groups, ..
    } = design;
    match &experiment.sampling.kind {
        SamplingKind::LatinHypercube => {
            hypercube::lay(seed, factors, count, experiment.hypercube())
        }
        SamplingKind::OneAtATime => one_at_a_time::lay(factors, &experiment.scenario),
        SamplingKind::Factorial => factorial::full(factors),
        SamplingKind::Fraction(fraction) => factorial::part(factors, fraction),
        SamplingKind::Sobol { scrambled } => {
            let dimensions = sobol::dimensions(experiment, factors);
            sobol::lay(seed, factors, &dimensions, count, *scrambled)
        }
        SamplingKind::Morris { levels } => {
            let walks = count / (groups.len() as u32 + 1);
            morris::lay(seed, factors, groups, walks, *levels)
        }
        SamplingKind::Saltelli | SamplingKind::SaltelliPairs => {
            let dimensions = sobol::dimensions(experiment, factors);
            let both_ways = experiment.sampling.kind == SamplingKind::SaltelliPairs;
            let between = groups.len() as u32 * if both_ways { 2 } else { 1 };
            let base = count / (between + 2);
            saltelli::lay(seed, factors, groups, &dimensions, base, both_ways)
        }
        SamplingKind::List { draws, rows } => layout::listed(rows, *draws),
    }
}

/// Parameters and flags of burn-in at a point, which all arms share.
#[must_use]
pub fn shared(point: &Point) -> (Parameters, Flags) {
    point.switches.apply(&point.parameters)
}

/// Parameters of an arm at a point: those of the point, then the arm's own, then switches.
#[must_use]
pub fn of_arm(point: &Point, arm: &Arm) -> Parameters {
    point.switches.apply(&arm.parameters(&point.parameters)).0
}

/// The arms as they run at a point: how grip mixes may depend on the point, and an audit renames
/// or exchanges. What belongs to no stratum of mixing mixes as sweep point 0.
#[must_use]
pub fn arms_at(experiment: &Experiment, point: &Point) -> Vec<Arm> {
    let number = if point.is_main() { point.number } else { 0 };
    let at = |arm: &Arm| Arm {
        mixing: experiment.mixing(arm, number),
        ..arm.clone()
    };
    let mut arms: Vec<Arm> = experiment.arms.iter().map(at).collect();
    place::arms(&experiment.sampling.factors, &point.arms, &mut arms);
    match point.part {
        Part::Audit(audit) => audit::arms(audit, arms),
        Part::Main | Part::Placed | Part::Coalition(_) => arms,
    }
}

/// The ground at a point: an audit may exchange tiers.
#[must_use]
pub fn ground_at<'a>(geography: &'a Geography, point: &Point) -> Cow<'a, Geography> {
    match point.part {
        Part::Audit(audit) => audit::ground(audit, geography),
        Part::Main | Part::Placed | Part::Coalition(_) => Cow::Borrowed(geography),
    }
}

/// The roles that any arm of the experiment needs at any point, in order, each once.
#[must_use]
pub fn roles(experiment: &Experiment) -> Vec<Role> {
    let mut roles: Vec<Role> = place::every_arm(experiment)
        .iter()
        .flat_map(arrangement::roles)
        .collect();
    roles.sort_unstable();
    roles.dedup();
    roles
}

/// The parameters with one row of uniforms put into them, each by its law.
#[must_use]
pub fn drawn(base: &Parameters, varied: &[&'static Parameter], row: &[f64]) -> Parameters {
    let mut parameters = base.clone();
    let mut parts = 0.0;
    for (parameter, &u) in varied.iter().zip(row) {
        if parameter.law == Law::Simplex {
            parts -= libm::log(u);
        }
    }
    for (parameter, &u) in varied.iter().zip(row) {
        let [low, high] = parameter.sampled.unwrap_or(parameter.range);
        let value = match parameter.law {
            Law::Uniform => low + u * (high - low),
            Law::LogUniform => {
                let [from, to] = [libm::log(low), libm::log(high)];
                libm::exp(from + u * (to - from)).clamp(low, high)
            }
            Law::Integer => (low + (u * (high - low + 1.0)).floor()).min(high),
            Law::Simplex => -libm::log(u) / parts,
        };
        (parameter.set)(&mut parameters, value);
    }
    parameters
}

#[cfg(test)]
mod tests {
    use super::layout::key;
    use super::*;
    use crate::scenario::check::{self, Known};
    use crate::scenario::library::{
        HEADLINE, Kind, built_in_arm, built_in_structure, no_table, source,
    };
    use crate::scenario::{Changes, PARAMETERS};

    fn headline(points: u64, set: &[&str]) -> Experiment {
        let changes = Changes {
            points: Some(points),
            set: set.iter().map(ToString::to_string).collect(),
            ..Changes::default()
        };
        let known = Known {
            outcomes: &[],
            arm: &built_in_arm,
            structure: &built_in_structure,
            table: &no_table,
        };
        let source = source(Kind::Experiment, HEADLINE).unwrap();
        check::experiment(&source, HEADLINE, &changes, &known)
            .unwrap()
            .value
    }

    #[test]
    fn every_path_has_a_key_of_its_own() {
        let mut keys: Vec<u32> = PARAMETERS.iter().map(|p| key(p.path)).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), PARAMETERS.len());
    }

    #[test]
    fn each_part_of_a_uniform_range_is_drawn_from_once() {
        let experiment = headline(50, &[]);
        let design = Design::new(&experiment);
        assert_eq!(design.points.len(), 51);
        for parameter in &design.varied {
            let [low, high] = parameter.sampled.unwrap();
            let u = |x: f64| match parameter.law {
                Law::Uniform => Some((x - low) / (high - low)),
                Law::LogUniform => {
                    Some((libm::log(x) - libm::log(low)) / (libm::log(high) - libm::log(low)))
                }
                _ => None,
            };
            let parts: Option<Vec<u32>> = design.points[1..]
                .iter()
                .map(|p| u((parameter.get)(&p.parameters)).map(|u| (u * 50.0).floor() as u32))
                .collect();
            let Some(mut parts) = parts else { continue };
            parts.sort_unstable();
            assert_eq!(parts, (0..50).collect::<Vec<u32>>(), "{}", parameter.path);
        }
    }

    #[test]
    fn drawn_values_lie_in_their_range_and_parts_sum_to_one() {
        let experiment = headline(40, &[]);
        let design = Design::new(&experiment);
        for point in &design.points {
            let mut sum = 0.0;
            for parameter in &design.varied {
                let value = (parameter.get)(&point.parameters);
                let [low, high] = parameter.range;
                assert!(
                    value >= low && value <= high,
                    "{} = {value}",
                    parameter.path
                );
                match parameter.law {
                    Law::Integer => assert!((value - value.round()).abs() < 1e-12),
                    Law::Simplex => sum += value,
                    _ => {}
                }
            }
            assert!((sum - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn a_fixed_parameter_stays_and_moves_no_other() {
        let free = Design::new(&headline(10, &[]));
        let held = Design::new(&headline(10, &["evidence.spillover=0.05"]));
        assert_eq!(held.varied.len(), free.varied.len() - 1);
        for (a, b) in free.points.iter().zip(&held.points) {
            let mut expected = a.parameters.clone();
            expected.evidence.spillover = 0.05;
            assert_eq!(expected, b.parameters);
        }
    }

    #[test]
    fn sets_of_groups_follow_the_sample_with_what_is_not_in_them_off() {
        let mut experiment = headline(3, &["mechanisms.creep=false"]);
        let group = |name: &str| crate::scenario::Group {
            name: name.to_owned(),
            mechanisms: vec![name.to_owned()],
        };
        experiment.shapley = Some(crate::scenario::ShapleyDesign {
            permutations: 2,
            seeds: 5,
            groups: vec![group("lean"), group("cover")],
        });
        let design = Design::new(&experiment);
        // An order of two and its reverse pass through all four sets.
        assert_eq!(design.points.len(), 1 + 3 + 4);
        let expected: [&[&str]; 4] = [
            &["cover", "lean", "creep"],
            &["cover", "creep"],
            &["lean", "creep"],
            &["creep"],
        ];
        for (position, expected) in expected.iter().enumerate() {
            let point = &design.points[4 + position];
            assert_eq!(point.number, 4 + position as u32);
            assert_eq!(point.part, Part::Coalition(position as Coalition));
            assert_eq!(point.off(), *expected);
            assert_eq!(point.replicates, 5);
            assert_eq!(point.parameters, experiment.scenario.parameters);
        }
        let seeds = u64::from(experiment.default_seeds) + 3 * 2 + 4 * 5;
        assert_eq!(experiment.runs(), 10 * seeds);
        // The sample itself is what it was.
        let without = Design::new(&headline(3, &["mechanisms.creep=false"]));
        assert_eq!(design.points[..4], without.points[..]);
    }

    #[test]
    fn point_zero_is_the_parameters_as_they_stand() {
        let experiment = headline(3, &["evidence.spillover=0.05"]);
        let design = Design::new(&experiment);
        assert_eq!(design.points[0].parameters, experiment.scenario.parameters);
        assert_eq!(design.points[0].replicates, experiment.default_seeds);
        assert_eq!(design.position(2), Some(2));
        assert_eq!(design.position(9), None);
    }
}

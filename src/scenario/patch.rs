//! Laying settings over each other: the defaults, then the experiment, then `--set`. Every leaf
//! keeps its origin, and a setting that changes nothing is a warning.

use super::error::{Mistake, Source, meant};
use super::file::{Table, parse};
use super::library::{BASE, BASE_LABEL};
use super::mechanisms::MECHANISMS;
use super::parameters::{Law, PARAMETERS, TABLES, find};
use super::settings::{
    Leaf, Setting, mechanisms, parameters, refuse, simplex_sum, unknown_mechanism,
    unknown_parameter,
};
use super::{Origin, Scenario};

/// What the command line changes about an experiment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Assignments `path=value`, in order: parameters, `mechanisms.NAME` or `geography`.
    pub set: Vec<String>,
    /// Only these arms, by name or by family of a sweep; the baseline stays. Empty: all.
    pub arms: Vec<String>,
    /// Another geography, by name or path.
    pub geography: Option<String>,
    /// One horizon instead of those of the file, in months: whole years, 12 to 600.
    pub horizon_months: Option<u64>,
    /// Take the paper size of the file.
    pub paper: bool,
    /// Points of the parameter sample.
    pub points: Option<u64>,
    /// Seeds at each point, at least 1; also caps the seeds at the default parameters where it
    /// is smaller.
    pub replicates: Option<u64>,
    /// Another seed.
    pub seed: Option<u64>,
    /// Whether every arm draws chance of its own, whatever the file says.
    pub independent: bool,
}

/// Reads one assignment of the command line.
pub(super) fn assignment(text: &str) -> Result<Setting, Box<Mistake>> {
    let source = Source::new("--set", text);
    let wrong = |span, message, help| Err(Box::new(source.mistake(span, message, help)));
    let Some((left, right)) = text.split_once('=') else {
        return wrong(
            0..text.len(),
            format!("--set needs path=value, found \"{text}\""),
            Some("write for example: --set evidence.spillover=0.05".to_owned()),
        );
    };
    let path = left.trim().trim_start_matches("parameters.");
    let value = right.trim();
    let path_span = 0..left.len();
    let value_span = left.len() + 1..text.len();
    let leaf = if path == "geography" {
        if value.is_empty() {
            return wrong(
                value_span,
                "geography must be a name or a path, found nothing".to_owned(),
                None,
            );
        }
        Leaf::Geography(value.to_owned())
    } else if let Some(name) = path.strip_prefix("mechanisms.") {
        let known = MECHANISMS.map(|mechanism| mechanism.name);
        let Some(name) = known.into_iter().find(|known| *known == name) else {
            return wrong(
                path_span,
                format!("unknown mechanism \"{name}\""),
                unknown_mechanism(name),
            );
        };
        match value {
            "true" => Leaf::Mechanism(name, true),
            "false" => Leaf::Mechanism(name, false),
            _ => {
                return wrong(
                    value_span,
                    format!("{path} must be true or false, found \"{value}\""),
                    None,
                );
            }
        }
    } else {
        let Some(parameter) = find(path) else {
            return wrong(
                path_span,
                format!("unknown parameter \"{path}\""),
                unknown_path(path),
            );
        };
        let Ok(number) = value.replace('_', "").parse::<f64>() else {
            let help = value
                .strip_suffix('%')
                .and_then(|percent| percent.trim().parse::<f64>().ok())
                .map(|percent| {
                    let share = percent / 100.0;
                    format!("did you mean {share}? ({value} is written {share})")
                });
            return wrong(
                value_span,
                format!("{path} must be a number, found \"{value}\""),
                help,
            );
        };
        if let Some((message, help)) = refuse(parameter, number) {
            return wrong(value_span, message, help);
        }
        Leaf::Parameter(parameter, number)
    };
    Ok(Setting {
        leaf,
        span: 0..text.len(),
        source,
    })
}

fn unknown_path(path: &str) -> Option<String> {
    let (table, key) = path.split_once('.').unwrap_or(("", path));
    if TABLES.iter().any(|(name, ..)| *name == table) {
        return unknown_parameter(table, key);
    }
    if let Some(p) = PARAMETERS.iter().find(|p| p.key() == key) {
        return Some(format!("did you mean {}?", p.path));
    }
    let paths = PARAMETERS.each_ref().map(|p| p.path);
    meant(path, &paths).or_else(|| Some("see: grip list parameters".to_owned()))
}

/// A scenario in the making.
pub(super) struct Layers {
    scenario: Scenario,
    unchanged: Vec<(Leaf, Mistake)>,
    last_of_simplex: Option<Setting>,
}

impl Layers {
    /// The defaults, each with its line of `configs/base.toml`.
    pub fn base() -> Self {
        let mut layers = Self {
            scenario: Scenario::default(),
            unchanged: Vec::new(),
            last_of_simplex: None,
        };
        let source = Source::new(BASE_LABEL, BASE);
        let (content, mut reader) = parse(&source);
        let top = Table::top(&content);
        let mut settings = parameters(&mut reader, &top, false);
        settings.extend(mechanisms(&mut reader, &top));
        for setting in settings {
            let (line, _) = source.place(setting.span.start);
            layers.write(&setting.leaf, Origin::Base(line));
        }
        layers
    }

    /// Lays one setting of a file over what is there. `warn` where it should change something.
    pub fn file(&mut self, setting: Setting, warn: bool) {
        let (line, _) = setting.source.place(setting.span.start);
        let origin = Origin::File(setting.source.label.clone(), line);
        self.lay(setting, origin, warn);
    }

    /// Lays one assignment of the command line over what is there.
    pub fn set(&mut self, setting: Setting) {
        let origin = Origin::Set(format!("--set {}", setting.source.text));
        self.lay(setting, origin, true);
    }

    fn lay(&mut self, setting: Setting, origin: Origin, warn: bool) {
        if warn && self.has(&setting.leaf) {
            let path = setting.leaf.path();
            let before = self
                .scenario
                .origins
                .get(&path)
                .map_or_else(|| "the defaults".to_owned(), Origin::to_string);
            let warning = setting.source.warning(
                setting.span.clone(),
                format!("{path} changes nothing: it has this value already"),
                Some(format!("the value stands at {before}")),
            );
            self.unchanged.push((setting.leaf.clone(), warning));
        }
        self.write(&setting.leaf, origin);
        if matches!(&setting.leaf, Leaf::Parameter(p, _) if p.law == Law::Simplex) {
            self.last_of_simplex = Some(setting);
        }
    }

    fn has(&self, leaf: &Leaf) -> bool {
        match leaf {
            Leaf::Parameter(p, value) => {
                (p.get)(&self.scenario.parameters).to_bits() == value.to_bits()
            }
            Leaf::Mechanism(name, on) => self.scenario.switches.is_on(name) == *on,
            Leaf::Geography(name) => self.scenario.geography == *name,
        }
    }

    fn write(&mut self, leaf: &Leaf, origin: Origin) {
        match leaf {
            Leaf::Parameter(p, value) => (p.set)(&mut self.scenario.parameters, *value),
            Leaf::Mechanism(name, on) => {
                // The name comes from the register, which `set` looks it up in.
                let _ = self.scenario.switches.set(name, *on);
            }
            Leaf::Geography(name) => self.scenario.geography.clone_from(name),
        }
        self.scenario.origins.insert(leaf.path(), origin);
    }

    /// The scenario, with warnings and with the mistakes that only the whole shows. A design that
    /// draws parameters leaves fixed ones alone, so there fixing one at its default is a change.
    pub fn settle(self, draws: bool) -> (Scenario, Vec<Mistake>) {
        let mut findings: Vec<Mistake> = self
            .unchanged
            .into_iter()
            .filter(|(leaf, _)| {
                !(draws && matches!(leaf, Leaf::Parameter(p, _) if p.sampled.is_some()))
            })
            .map(|(_, warning)| warning)
            .collect();
        let sum = simplex_sum(&self.scenario.parameters);
        if let Some(setting) = self.last_of_simplex
            && (sum - 1.0).abs() > 1e-9
        {
            let members: Vec<&str> = PARAMETERS
                .iter()
                .filter(|p| p.law == Law::Simplex)
                .map(|p| p.path)
                .collect();
            findings.push(setting.source.mistake(
                setting.span,
                format!("{} must sum to 1, found {sum}", members.join(" + ")),
                Some("they are parts of one variance: set all of them".to_owned()),
            ));
        }
        (self.scenario, findings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Level;

    fn with(assignments: &[&str], draws: bool) -> (Scenario, Vec<Mistake>) {
        let mut layers = Layers::base();
        for text in assignments {
            layers.set(assignment(text).unwrap());
        }
        layers.settle(draws)
    }

    #[test]
    fn the_base_file_says_what_the_register_says_and_every_leaf_has_a_line() {
        let (scenario, findings) = Layers::base().settle(false);
        assert_eq!(findings, []);
        assert_eq!(scenario.parameters, Scenario::default().parameters);
        assert_eq!(scenario.origins.len(), PARAMETERS.len() + MECHANISMS.len());
        let Some(Origin::Base(line)) = scenario.origins.get("health.discount") else {
            panic!("no line");
        };
        let text = BASE.lines().nth(line - 1).unwrap();
        assert!(text.starts_with("discount = 0.035"), "{text}");
    }

    #[test]
    fn an_assignment_changes_its_leaf_and_leaves_its_name() {
        let (scenario, findings) = with(
            &["evidence.spillover=0.05", "mechanisms.lean = false"],
            true,
        );
        assert_eq!(findings, []);
        assert!((scenario.parameters.evidence.spillover - 0.05).abs() < 1e-12);
        assert!(!scenario.switches.is_on("lean"));
        assert_eq!(
            scenario.origins["evidence.spillover"].to_string(),
            "--set evidence.spillover=0.05"
        );
        assert!(scenario.holds("evidence.spillover") && !scenario.holds("evidence.report_noise"));
        assert!(
            !scenario
                .sampled()
                .iter()
                .any(|p| p.path == "evidence.spillover")
        );
    }

    #[test]
    fn a_setting_that_changes_nothing_is_a_warning_unless_a_design_draws_it() {
        let (_, findings) = with(&["evidence.spillover=0.03"], false);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].level, Level::Warning);
        assert!(with(&["evidence.spillover=0.03"], true).1.is_empty());
        assert_eq!(
            with(&["costs.audit=0.5"], true).1.len(),
            1,
            "audit is not drawn"
        );
        assert_eq!(with(&["mechanisms.lean=true"], true).1.len(), 1);
    }

    #[test]
    fn the_parts_of_the_variance_sum_to_one_or_are_refused() {
        let (_, findings) = with(&["evidence.heterogeneity_atom=0.5"], true);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].level, Level::Refused);
        let (scenario, findings) = with(
            &[
                "evidence.heterogeneity_atom=0.5",
                "evidence.heterogeneity_region=0.05",
            ],
            true,
        );
        assert_eq!(findings, []);
        assert!(!scenario.sampled().iter().any(|p| p.law == Law::Simplex));
    }

    #[test]
    fn every_bad_assignment_says_what_is_allowed() {
        for (text, message, help) in [
            ("spillover", "--set needs path=value", "write for example"),
            (
                "spillover=1",
                "unknown parameter \"spillover\"",
                "did you mean evidence.spillover?",
            ),
            (
                "evidence.spilover=1",
                "unknown parameter",
                "did you mean \"spillover\"?",
            ),
            ("evidence.spillover=x", "must be a number, found \"x\"", ""),
            (
                "evidence.spillover=5%",
                "must be a number",
                "did you mean 0.05?",
            ),
            (
                "evidence.spillover=inf",
                "must lie between 0 and 0.15 share",
                "default is 0.03",
            ),
            (
                "mechanisms.leen=false",
                "unknown mechanism \"leen\"",
                "did you mean \"lean\"?",
            ),
            ("mechanisms.lean=no", "must be true or false", ""),
            ("geography=", "must be a name or a path", ""),
        ] {
            let mistake = assignment(text).unwrap_err();
            assert!(mistake.message.contains(message), "{text}: {mistake}");
            assert!(
                mistake.help.clone().unwrap_or_default().contains(help),
                "{text}: {mistake}"
            );
        }
    }
}

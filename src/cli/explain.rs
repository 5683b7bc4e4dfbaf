//! `grip explain`: one key of a question: its value, where that came from, and what it means.

use std::fmt::Write as _;

use super::asked::{self, Asked, Options};
use super::tables::{better, direction, horizon, law, sampled};
use super::{End, files, show};
use crate::engine::outcomes::{OUTCOMES, Outcome};
use crate::job::leaves;
use crate::report::odd::readers;
use crate::scenario::check;
use crate::scenario::error::meant;
use crate::scenario::library::{HEADLINE, Kind, names};
use crate::scenario::place::line_of;
use crate::scenario::{
    Arm, MECHANISMS, Mechanism, Origin, PARAMETERS, Parameter, Source, Switches, Width,
};

/// Arguments of `grip explain`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "KEY is a parameter, mechanism, outcome or arm, geography, or a key of the experiment \
                  (size.points)\nor, with --arm, of the arm (structure.name, seats.0.tier).\n\n\
                  Example:\n  grip explain implementation.lever nice_cover --set implementation.lever=0.8"
)]
pub struct Args {
    /// What to explain
    key: String,
    /// Name of a built-in experiment, or an experiment file
    #[arg(value_name = "EXPERIMENT", default_value = HEADLINE)]
    experiment: String,
    /// As it is in this arm
    #[arg(long, value_name = "ARM")]
    arm: Option<String>,
    #[command(flatten)]
    options: Options,
}

/// Explains one key.
pub fn run(args: &Args) -> End {
    let asked = match asked::settle(&args.experiment, &args.options, true) {
        Ok(asked) => asked,
        Err(end) => return end,
    };
    let wrong = |why: &str| {
        show::complain(&format!("error: {why}\n"));
        End::Wrong
    };
    let view = match View::of(args, asked) {
        Ok(view) => view,
        Err(why) => return wrong(&why),
    };
    if let Some(text) = view.text(&args.key) {
        return show::out(&text);
    }
    let known = view.known();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let help = meant(&args.key, &known)
        .unwrap_or_else(|| "see grip list parameters, mechanisms, outcomes and arms".to_owned());
    wrong(&format!(
        "nothing is called \"{}\"\n  help: {help}",
        args.key
    ))
}

/// A settled experiment as it is looked at: whole, or through one arm.
struct View {
    asked: Asked,
    arm: Option<usize>,
}

impl View {
    fn of(args: &Args, asked: Asked) -> Result<Self, String> {
        let arms = &asked.experiment.arms;
        let arm = match &args.arm {
            None => None,
            Some(name) => {
                let found = arms.iter().position(|arm| arm.name == *name);
                let known: Vec<&str> = arms.iter().map(|arm| arm.name.as_str()).collect();
                Some(found.ok_or_else(|| {
                    let help = meant(name, &known).unwrap_or_else(|| known.join(", "));
                    format!(
                        "the experiment \"{}\" has no arm \"{name}\"\n  help: {help}",
                        asked.experiment.name
                    )
                })?)
            }
        };
        Ok(Self { asked, arm })
    }

    /// All that can be explained.
    fn known(&self) -> Vec<String> {
        let registers = PARAMETERS
            .iter()
            .flat_map(|p| [p.path, p.key()])
            .chain(MECHANISMS.iter().map(|m| m.name))
            .chain(OUTCOMES.iter().map(|o| o.name))
            .map(str::to_owned);
        let arms = self.asked.experiment.arms.iter();
        registers
            .chain(arms.map(|arm| arm.name.clone()))
            .chain(names(Kind::Arm).map(str::to_owned))
            .chain(leaves::of_experiment(&self.asked.experiment).into_keys())
            .collect()
    }

    /// Everything that bears this name.
    fn text(&self, key: &str) -> Option<String> {
        let path = key.strip_prefix("parameters.").unwrap_or(key);
        let switch = key.strip_prefix("mechanisms.").unwrap_or(key);
        let mut parts: Vec<String> = Vec::new();
        let full = PARAMETERS.iter().any(|p| p.path == path);
        let parameters = PARAMETERS
            .iter()
            .filter(|p| p.path == path || (!full && p.key() == path));
        parts.extend(parameters.map(|p| self.parameter(p)));
        let mechanisms = MECHANISMS.iter().filter(|m| m.name == switch);
        parts.extend(mechanisms.map(|m| self.mechanism(m)));
        let outcomes = OUTCOMES.iter().filter(|o| o.name == key);
        parts.extend(outcomes.map(|o| self.outcome(o)));
        let arms = &self.asked.experiment.arms;
        let own = arms.iter().filter(|arm| arm.name == key);
        parts.extend(own.map(|arm| self.of_arm(arm)));
        if !arms.iter().any(|arm| arm.name == key) {
            parts.extend(self.foreign_arm(key).map(|arm| {
                let lacks = format!("the experiment {} lacks it", self.asked.experiment.name);
                format!("{}  {:<10}  {lacks}\n", self.of_arm(&arm), "not here")
            }));
        }
        if parts.is_empty() {
            parts.extend(self.leaf(key));
        }
        (!parts.is_empty()).then(|| parts.join("\n"))
    }

    /// An arm of this name that the experiment does not have.
    fn foreign_arm(&self, name: &str) -> Option<Arm> {
        let folder = self.asked.folder.as_deref();
        let source = files::arm(folder, name)?;
        let structure = |name: &str| files::structure(folder, name);
        let settled = check::arm_with(&source, name, &structure).ok()?;
        Some(settled.value)
    }

    /// Where a leaf of the scenario came from, in words.
    fn origin(&self, path: &str) -> String {
        match self.asked.experiment.scenario.origins.get(path) {
            None => "built in".to_owned(),
            Some(Origin::Base(line)) => format!("the default, configs/base.toml:{line}"),
            Some(origin) => origin.to_string(),
        }
    }

    fn parameter(&self, p: &Parameter) -> String {
        let experiment = &self.asked.experiment;
        let scenario = &experiment.scenario;
        let given = (p.get)(&scenario.parameters);
        let own = self.arm.map(|arm| &experiment.arms[arm]);
        let in_arm = own.and_then(|arm| overridden(arm, p));
        let mut rows = Rows::default();
        rows.say("meaning", &format!("{} ({})", p.meaning, p.symbol));
        rows.say("unit", p.unit);
        rows.say("default", &p.default.to_string());
        if given.to_bits() != p.default.to_bits() || scenario.holds(p.path) {
            rows.say(
                "experiment",
                &format!("{given}, from {}", self.origin(p.path)),
            );
        } else {
            rows.say(
                "experiment",
                &format!("the default, {}", self.origin(p.path)),
            );
        }
        let [low, high] = p.range;
        for arm in experiment
            .arms
            .iter()
            .filter(|a| own.is_none_or(|own| own.name == a.name))
        {
            if let Some(value) = overridden(arm, p) {
                let from = self.place_in_arm(arm, &["parameters", p.table(), p.key()]);
                rows.say("arm", &format!("{value} in {}, from {from}", arm.name));
            }
        }
        let value = in_arm.unwrap_or(given);
        let mut in_force = value;
        for (mechanism, off) in self.switched_off(p, value) {
            let from = self.origin(&format!("mechanisms.{}", mechanism.name));
            rows.say(
                "switch",
                &format!(
                    "{off}, because the mechanism {} is off ({from})",
                    mechanism.name
                ),
            );
            in_force = off;
        }
        rows.say("allowed", &format!("{low} to {high}"));
        let is_drawn = scenario.sampled().iter().any(|drawn| drawn.path == p.path);
        rows.say(
            "sampled",
            &match (p.sampled, is_drawn) {
                (None, _) => "no: fixed by structure".to_owned(),
                (Some(_), false) if scenario.holds(p.path) => format!(
                    "not here: {} to {} elsewhere, fixed by {}",
                    p.sampled.map_or(0.0, |s| s[0]),
                    p.sampled.map_or(0.0, |s| s[1]),
                    self.origin(p.path)
                ),
                (Some(_), false) => format!("not here: {}, {}", sampled(p), law(p)),
                (Some(_), true) if experiment.size.points == 0 => {
                    format!("{}, {}; this experiment has no points", sampled(p), law(p))
                }
                (Some(_), true) => format!(
                    "{}, {}; drawn at {} points",
                    sampled(p),
                    law(p),
                    experiment.size.points
                ),
            },
        );
        let is_there = scenario.switches.domains.has(p.domain());
        let lacks = if is_there {
            ""
        } else {
            ", which this experiment lacks"
        };
        rows.say("domain", &format!("{}{lacks}", p.domain().key()));
        let (phases, shared) = readers(p.path);
        if !phases.is_empty() {
            rows.say("read by", &format!("phases {}", phases.join(", ")));
        }
        if !shared.is_empty() {
            rows.say("read by", &format!("in {}", shared.join(", ")));
        }
        rows.say("source", p.source);
        rows.say("grade", &format!("{:?}", p.grade));
        let place = own.map_or(String::new(), |arm| format!(" in {}", arm.name));
        format!("{} = {in_force}{place}\n{}", p.path, rows.0)
    }

    /// The mechanisms that are off and hold a parameter, with the value at which they hold it.
    fn switched_off(&self, p: &Parameter, value: f64) -> Vec<(&'static Mechanism, f64)> {
        let scenario = &self.asked.experiment.scenario;
        let mut given = scenario.parameters.clone();
        (p.set)(&mut given, value);
        MECHANISMS
            .iter()
            .filter(|m| !scenario.switches.is_on(m.name))
            .filter_map(|mechanism| {
                let mut switches = Switches::of(scenario.switches.domains);
                switches.set(mechanism.name, false).ok()?;
                let off = (p.get)(&switches.apply(&given).0);
                (off.to_bits() != value.to_bits()).then_some((mechanism, off))
            })
            .collect()
    }

    fn mechanism(&self, m: &Mechanism) -> String {
        let scenario = &self.asked.experiment.scenario;
        let is_on = scenario.switches.is_on(m.name);
        let mut rows = Rows::default();
        rows.say("set by", &self.origin(&format!("mechanisms.{}", m.name)));
        rows.say("pushes", direction(m.sign));
        rows.say("off means", m.off_means);
        let mut switches = Switches::of(scenario.switches.domains);
        if switches.set(m.name, false).is_ok() {
            let (off, _) = switches.apply(&scenario.parameters);
            for p in &PARAMETERS {
                let [was, is] = [&scenario.parameters, &off].map(|at| (p.get)(at));
                if was.to_bits() != is.to_bits() {
                    rows.say("off sets", &format!("{} from {was} to {is}", p.path));
                }
            }
        }
        let domain = m.domain();
        let lacks = !scenario.switches.domains.has(domain);
        let lacks = if lacks {
            ", which this experiment lacks"
        } else {
            ""
        };
        rows.say("domain", &format!("{}{lacks}", domain.key()));
        format!("mechanisms.{} = {is_on}\n{}", m.name, rows.0)
    }

    fn outcome(&self, o: &Outcome) -> String {
        let experiment = &self.asked.experiment;
        let mut rows = Rows::default();
        rows.say("meaning", o.meaning);
        rows.say("unit", o.unit);
        rows.say("better", better(o));
        rows.say("time", horizon(o));
        let lacks = if o.is_in(experiment.scenario.switches.domains) {
            ""
        } else {
            ", which this experiment lacks: the outcome is null"
        };
        rows.say("domain", &format!("{}{lacks}", o.domain.key()));
        let width = |width| match width {
            Width::Absolute(size) => format!("{size} {}", o.unit),
            Width::ShareOfBaseline(share) => {
                format!("{share} of the median of {}", experiment.baseline)
            }
        };
        let (domain, system) = experiment.margin(o.name);
        rows.say(
            "margin",
            &format!("{}; system {}", width(domain), width(system)),
        );
        if experiment.primary.outcome == o.name {
            let months = experiment.primary.horizon_months;
            rows.say("primary", &format!("yes, at month {months}"));
        }
        format!("outcome {} ({})\n{}", o.name, o.number, rows.0)
    }

    fn of_arm(&self, arm: &Arm) -> String {
        let mut rows = Rows::default();
        rows.say("label", &arm.label);
        rows.say("file", &self.place_in_arm(arm, &["label"]));
        rows.say("ranked", if arm.ranked { "yes" } else { "no" });
        rows.say(
            "structure",
            &format!("{} ({})", arm.structure.name, arm.structure.label),
        );
        for seat in &arm.seats {
            let joint = if seat.joint { ", jointly" } else { "" };
            let items = format!("{:?}", seat.items).to_lowercase();
            rows.say(
                "decides",
                &format!("{} on {items} items{joint}", seat.tier.label()),
            );
        }
        for guide in &arm.guides {
            rows.say("guides", guide.tier.label());
        }
        rows.say("grip", &arm.grip.to_string());
        for (path, value) in &arm.overrides {
            rows.say("overrides", &format!("{path} = {value}"));
        }
        for change in &arm.changes {
            rows.say(
                "change",
                &format!("month {}: {}", change.month, change.structure.name),
            );
        }
        if arm.name == self.asked.experiment.baseline {
            rows.say("baseline", "yes");
        }
        format!("arm {}\n{}", arm.name, rows.0)
    }

    /// A key of the experiment, or of the arm that is looked at.
    fn leaf(&self, key: &str) -> Option<String> {
        let experiment = &self.asked.experiment;
        if let Some(arm) = self.arm.map(|arm| &experiment.arms[arm])
            && let Some(leaf) = leaves::of(arm).get(key)
        {
            let path: Vec<&str> = match key {
                "grip" => vec!["grip", "strength"],
                key => key.split('.').collect(),
            };
            let mut rows = Rows::default();
            rows.say("set by", &self.place_in_arm(arm, &path));
            return Some(format!(
                "{key} = {} in {}\n{}",
                leaf.value, arm.name, rows.0
            ));
        }
        let leaves = leaves::of_experiment(experiment);
        let leaf = leaves.get(key)?;
        let path: Vec<&str> = match key {
            "default_seeds" => vec!["design", "default", "seeds"],
            "size.points" => vec!["design", "latin_hypercube", "points"],
            "size.replicates" => vec!["design", "latin_hypercube", "replicates"],
            key => key.split('.').collect(),
        };
        let mut rows = Rows::default();
        let from = leaf
            .from
            .clone()
            .unwrap_or_else(|| self.place_in_file(&path));
        rows.say("set by", &from);
        Some(format!("{key} = {}\n{}", leaf.value, rows.0))
    }

    fn place_in_file(&self, path: &[&str]) -> String {
        let source = &self.asked.source;
        match line_of(source, path) {
            Some(line) => format!("{}:{line}", source.label),
            None => "an option of the call, or built in".to_owned(),
        }
    }

    /// The line of the arm's file that says a key; else that of its structure's file.
    fn place_in_arm(&self, arm: &Arm, path: &[&str]) -> String {
        let folder = self.asked.folder.as_deref();
        let name = crate::scenario::experiment::family(&arm.name);
        let Some(source) = files::arm(folder, name) else {
            return format!("the experiment, which puts {} together", arm.name);
        };
        let at = |source: &Source, path: &[&str]| {
            line_of(source, path).map(|line| format!("{}:{line}", source.label))
        };
        let of_structure = || {
            let rest = path.strip_prefix(&["structure"])?;
            let structure = files::structure(folder, &arm.structure.name)?;
            at(&structure, rest).or(Some(structure.label))
        };
        at(&source, path)
            .or_else(of_structure)
            .unwrap_or_else(|| format!("built in, for {} says nothing", source.label))
    }
}

/// The value that an arm gives to a parameter.
fn overridden(arm: &Arm, p: &Parameter) -> Option<f64> {
    let mut overrides = arm.overrides.iter();
    overrides
        .find(|(path, _)| path == p.path)
        .map(|(_, value)| *value)
}

/// Lines of a name and what is said of it.
#[derive(Default)]
struct Rows(String);

impl Rows {
    fn say(&mut self, name: &str, what: &str) {
        let _ = writeln!(self.0, "  {name:<10}  {what}");
    }
}

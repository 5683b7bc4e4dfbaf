//! Which arrangements are called central and which local: it follows from the number of people that one
//! decider decides for and, where grip is swept, from whose will weighs more.

use crate::analysis::headline::figure;
use crate::report::figures::context::Context;
use crate::scenario::reach;

/// The class of every arm.
pub(super) struct Classes {
    /// Central, local, or neither.
    pub central: Vec<Option<bool>>,
    /// People of one decider at which central begins; nothing where grip is swept.
    border: Option<f64>,
    /// Whether the class follows from grip.
    by_grip: bool,
}

impl Classes {
    /// The classes at this horizon. Arms that are not ranked have none.
    pub fn of(context: &Context, months: u32) -> Self {
        let experiment = context.findings.experiment;
        let arms = context.study().arms.iter();
        let rules = arms.map(|arm| experiment.arm(&arm.name).filter(|_| arm.ranked));
        if experiment.grip_steps.is_some() {
            return Self {
                central: rules.map(|rule| reach::holds_most(rule?)).collect(),
                border: None,
                by_grip: true,
            };
        }
        let parameters = &experiment.scenario.parameters;
        let geography = context.findings.geography;
        let people = |rule| reach::people_per_decider(rule, geography, parameters, months);
        let people: Vec<Option<f64>> = rules.map(|rule| people(rule?)).collect();
        let logs = people.iter().flatten().map(|&people| libm::log(people));
        let (low, high) = logs.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), log| {
            (low.min(log), high.max(log))
        });
        Self {
            central: reach::central(&people),
            border: (low < high).then(|| libm::exp(f64::midpoint(low, high))),
            by_grip: false,
        }
    }

    /// By what rule, in a sentence; nothing where all arms are of one class.
    pub fn rule(&self) -> Option<String> {
        let has = |class: bool| self.central.contains(&Some(class));
        if !(has(true) && has(false)) {
            return None;
        }
        if self.by_grip {
            return Some(
                "An arrangement counts as central where the will of the board weighs more than that of the \
                 holder of the decision (grip above 0.5), and as local where it weighs less."
                    .to_owned(),
            );
        }
        let border = figure(self.border?);
        Some(format!(
            "An arrangement counts as central where one decider decides for more than {border} people \
             (half-way, as a ratio, between the fewest and the most here), else as local; the table of \
             the arrangements says which is which."
        ))
    }

    /// The class of an arm in a word; empty where it has none.
    pub fn word(&self, arm: usize) -> &'static str {
        match self.central.get(arm) {
            Some(Some(true)) => "central",
            Some(Some(false)) => "local",
            _ => "",
        }
    }
}

//! The register of mechanisms: what theory says each one pushes towards, and what "off" means.
//! Switches act on the parameters before a run, so that the equations know nothing of them and
//! every keyed draw stays where it was.

use serde::{Deserialize, Serialize};

use super::domain::{Domain, Domains};
use super::parameters::Parameters;

/// Which way a mechanism pushes, as registered before any run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Towards central decision.
    Central,
    /// Towards local decision.
    Local,
    /// Either way, depending on parameters.
    Either,
    /// Against deciding jointly.
    AgainstJoint,
    /// Against sharing authority between two bodies.
    AgainstShared,
    /// Neither.
    Neutral,
}

impl Sign {
    /// One-letter mark of the register.
    #[must_use]
    pub fn mark(self) -> &'static str {
        match self {
            Self::Central => "C",
            Self::Local => "L",
            Self::Either => "+/-",
            Self::AgainstJoint => "J",
            Self::AgainstShared => "X",
            Self::Neutral => "-",
        }
    }
}

/// One mechanism and its switch.
#[derive(Clone, Copy)]
pub struct Mechanism {
    /// Its name in files.
    pub name: &'static str,
    /// Which way it pushes.
    pub sign: Sign,
    /// What "off" means.
    pub off_means: &'static str,
    /// The settings with this mechanism off.
    pub off: fn(&mut Parameters, &mut Flags),
}

impl Mechanism {
    /// The domain to which it belongs: it changes nothing where an experiment lacks it.
    #[must_use]
    pub fn domain(&self) -> Domain {
        ALL.iter()
            .find(|(_, entries)| entries.iter().any(|entry| entry.name == self.name))
            .map_or(Domain::Disinvestment, |&(domain, _)| domain)
    }
}

impl std::fmt::Debug for Mechanism {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} [{}]", self.name, self.sign.mark())
    }
}

/// The few switches that no parameter value can express.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts, not states of one thing"
)]
pub struct Flags {
    /// Capacity to prepare decisions is limited.
    pub queues: bool,
    /// Exposure to pressure differs by tier and interest group.
    pub exposure: bool,
    /// Joint decisions need rounds of meetings.
    pub joint_rounds: bool,
    /// Financial pressure varies; otherwise it is 1 everywhere.
    pub financial_pressure: bool,
    /// National priorities enter commissioners' weights by grip.
    pub national_priorities: bool,
    /// Commissioners appraise the centre.
    pub appraisal: bool,
    /// Domains that the experiment has.
    pub domains: Domains,
}

impl Default for Flags {
    fn default() -> Self {
        Self {
            queues: true,
            exposure: true,
            joint_rounds: true,
            financial_pressure: true,
            national_priorities: true,
            appraisal: true,
            domains: Domains::default(),
        }
    }
}

/// One entry: name, sign, what off means, and what it does to parameters and flags.
macro_rules! mechanism {
    ($name:literal, $sign:ident, $means:literal, |$p:ident, $f:ident| $body:expr) => {
        Mechanism {
            name: $name,
            sign: Sign::$sign,
            off_means: $means,
            off: |$p: &mut Parameters, $f: &mut Flags| {
                let _ = (&$p, &$f);
                $body;
            },
        }
    };
}

mod assurance;
mod contracts;
mod disinvestment;
mod finance;
mod priorities;
mod redesign;
mod reorganisation;
mod support;

/// The entries by domain, in schedule order.
const ALL: &[(Domain, &[Mechanism])] = &[
    (Domain::Disinvestment, disinvestment::ENTRIES),
    (Domain::Priorities, priorities::ENTRIES),
    (Domain::Redesign, redesign::ENTRIES),
    (Domain::Support, support::ENTRIES),
    (Domain::Assurance, assurance::ENTRIES),
    (Domain::Contracts, contracts::ENTRIES),
    (Domain::Finance, finance::ENTRIES),
    (Domain::Reorganisation, reorganisation::ENTRIES),
];

const COUNT: usize = {
    let (mut count, mut part) = (0, 0);
    while part < ALL.len() {
        count += ALL[part].1.len();
        part += 1;
    }
    count
};

/// The register.
pub static MECHANISMS: [Mechanism; COUNT] = {
    let mut all = [ALL[0].1[0]; COUNT];
    let (mut at, mut part) = (0, 0);
    while part < ALL.len() {
        let mut entry = 0;
        while entry < ALL[part].1.len() {
            all[at] = ALL[part].1[entry];
            at += 1;
            entry += 1;
        }
        part += 1;
    }
    all
};

/// Which mechanisms are off (none of them by default), and which domains are there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Switches {
    off: Vec<String>,
    /// Domains that the experiment has.
    pub domains: Domains,
}

impl Switches {
    /// Everything on, in an England that has these domains.
    #[must_use]
    pub fn of(domains: Domains) -> Self {
        Self {
            off: Vec::new(),
            domains,
        }
    }

    /// Turns one mechanism on or off. Unknown names are refused.
    ///
    /// # Errors
    /// The name, where the register has no such mechanism.
    pub fn set(&mut self, name: &str, on: bool) -> Result<(), String> {
        if !MECHANISMS.iter().any(|m| m.name == name) {
            return Err(name.to_owned());
        }
        self.off.retain(|other| other != name);
        if !on {
            self.off.push(name.to_owned());
            self.off.sort();
        }
        Ok(())
    }

    /// Whether a mechanism is on.
    #[must_use]
    pub fn is_on(&self, name: &str) -> bool {
        !self.off.iter().any(|other| other == name)
    }

    /// The parameters and flags that a run uses: the given ones, with every mechanism that is
    /// off held at its off value.
    #[must_use]
    pub fn apply(&self, parameters: &Parameters) -> (Parameters, Flags) {
        let mut effective = parameters.clone();
        let mut flags = Flags {
            domains: self.domains,
            ..Flags::default()
        };
        for mechanism in MECHANISMS.iter().filter(|m| !self.is_on(m.name)) {
            (mechanism.off)(&mut effective, &mut flags);
        }
        (effective, flags)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_switch_changes_something() {
        let mut on = Parameters::default();
        // The one mechanism of either sign that rests at zero.
        on.practices.quality_gain = 0.02;
        for mechanism in &MECHANISMS {
            let mut switches = Switches::default();
            switches.set(mechanism.name, false).unwrap();
            let (parameters, flags) = switches.apply(&on);
            assert!(
                parameters != on || flags != Flags::default(),
                "{mechanism:?} changes nothing"
            );
        }
    }

    #[test]
    fn an_unknown_mechanism_is_refused() {
        assert!(Switches::default().set("gravity", false).is_err());
    }
}

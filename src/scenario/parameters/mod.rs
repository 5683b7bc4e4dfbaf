//! The register of parameters: one array from which files, designs, tables and documents are
//! made. A parameter is a number that a user may set; its default, range, source and grade stand
//! here and nowhere else.

use serde::{Deserialize, Serialize};

use super::domain::Domain;

pub use approval::Approval;
pub use assurance::Assurance;
pub use balances::Balances;
pub use contracts::Contracts;
pub use costs::Costs;
pub use entry::Entry;
pub use evidence::Evidence;
pub use finance::Finance;
pub use grip::Grip;
pub use guidance::Guidance;
pub use health::Health;
pub use implementation::Implementation;
pub use items::Items;
pub use joint::Joint;
pub use legitimacy::Legitimacy;
pub use people::People;
pub use politics::Politics;
pub use practices::Practices;
pub use prevention::Prevention;
pub use priorities::Priorities;
pub use queue::Queue;
pub use redesign::Redesign;
pub use reorganisation::Reorganisation;
pub use running::Running;
pub use support::Support;

/// Makes the parameters of one table: the structure that holds their values and the entries that
/// describe them, so that each is written once. An entry reads
///
/// ```text
/// key = default, "unit", Law in [low, high] drawn [low, high];
///     "symbol": "meaning";
///     Grade: "source";
/// ```
///
/// where `drawn` is left out for what is fixed by structure and no design varies.
macro_rules! table {
    (
        $(#[$about:meta])*
        $table:ident: $name:ident {$(
            $key:ident = $default:expr, $unit:literal, $law:ident in $range:expr $(, drawn $drawn:expr)?;
            $symbol:literal: $meaning:literal;
            $grade:ident: $source:literal;
        )*}
    ) => {
        $(#[$about])*
        #[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        pub struct $name {$(
            #[doc = concat!($meaning, " (", $unit, "); `", $symbol, "`.")]
            pub $key: f64,
        )*}

        /// The entries of this table.
        pub(super) const ENTRIES: &[super::Parameter] = &[$(
            super::Parameter {
                path: concat!(stringify!($table), ".", stringify!($key)),
                symbol: $symbol,
                meaning: $meaning,
                unit: $unit,
                default: $default,
                range: $range,
                sampled: super::drawn(&[$($drawn)?]),
                law: super::Law::$law,
                source: $source,
                grade: super::Grade::$grade,
                get: |p| p.$table.$key,
                set: |p, v| p.$table.$key = v,
            },
        )*];
    };
}

mod approval;
mod assurance;
mod balances;
mod contracts;
mod costs;
mod entry;
mod evidence;
mod finance;
mod grip;
mod guidance;
mod health;
mod implementation;
mod items;
mod joint;
mod legitimacy;
mod people;
mod politics;
mod practices;
mod prevention;
mod priorities;
mod queue;
mod redesign;
mod reorganisation;
mod running;
mod support;

/// How far a number can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Grade {
    /// Causal study of the English NHS.
    A,
    /// Official statistic or audit.
    B,
    /// Observational or qualitative study.
    C,
    /// Theory, or analogy from another setting.
    D,
    /// Assumption.
    E,
}

/// How a parameter is drawn from its range in a design.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Law {
    /// Uniform.
    Uniform,
    /// Uniform in the logarithm.
    LogUniform,
    /// Whole numbers only.
    Integer,
    /// Member of a simplex: the members of a table with this law are drawn by -ln(U) and
    /// normalised to sum to one.
    Simplex,
}

/// One parameter: what it means, what it may be, and where its default comes from.
#[derive(Clone, Copy)]
pub struct Parameter {
    /// Where it stands in a file, `table.key`.
    pub path: &'static str,
    /// The symbol used in equations.
    pub symbol: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// Its unit.
    pub unit: &'static str,
    /// Its default.
    pub default: f64,
    /// The values that a file may give, both ends included.
    pub range: [f64; 2],
    /// The range from which designs draw it; `None` where it is fixed by structure.
    pub sampled: Option<[f64; 2]>,
    /// How designs draw it.
    pub law: Law,
    /// Where the default and range come from.
    pub source: &'static str,
    /// How far they can be trusted.
    pub grade: Grade,
    /// Reads it.
    pub get: fn(&Parameters) -> f64,
    /// Writes it.
    pub set: fn(&mut Parameters, f64),
}

impl std::fmt::Debug for Parameter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} = {} [{}]", self.path, self.default, self.unit)
    }
}

impl Parameter {
    /// The table of the file in which it stands.
    #[must_use]
    pub fn table(&self) -> &'static str {
        self.path
            .split_once('.')
            .map_or(self.path, |(table, _)| table)
    }

    /// The domain to which its table belongs; what is added to grip belongs to the domain that is
    /// held.
    #[must_use]
    pub fn domain(&self) -> Domain {
        if self.table() == "grip"
            && let Some(held) = Domain::ALL.into_iter().find(|d| d.key() == self.key())
        {
            return held;
        }
        TABLES
            .iter()
            .find(|(table, ..)| *table == self.table())
            .map_or(Domain::Disinvestment, |&(.., domain)| domain)
    }

    /// Its key within that table.
    #[must_use]
    pub fn key(&self) -> &'static str {
        self.path.split_once('.').map_or(self.path, |(_, key)| key)
    }
}

/// The parameter of this path, if there is one.
#[must_use]
pub fn find(path: &str) -> Option<&'static Parameter> {
    PARAMETERS.iter().find(|p| p.path == path)
}

/// Tables of parameters in schedule order: name, what it holds, and the domain that it belongs
/// to. Designs draw only from the domains that an experiment has.
pub const TABLES: [(&str, &str, Domain); TABLE_COUNT] = [
    (
        "evidence",
        "What is known, by whom, and how well",
        Domain::Disinvestment,
    ),
    ("items", "What could be withdrawn", Domain::Disinvestment),
    ("queue", "How decisions are prepared", Domain::Disinvestment),
    (
        "approval",
        "How a proposal is approved",
        Domain::Disinvestment,
    ),
    (
        "joint",
        "What deciding together needs",
        Domain::Disinvestment,
    ),
    (
        "guidance",
        "What the guidance body reaches",
        Domain::Disinvestment,
    ),
    (
        "implementation",
        "What becomes of an approved policy",
        Domain::Disinvestment,
    ),
    (
        "finance",
        "What presses commissioners",
        Domain::Disinvestment,
    ),
    ("costs", "What control costs", Domain::Disinvestment),
    ("running", "What bodies cost to run", Domain::Disinvestment),
    (
        "legitimacy",
        "What the public makes of it",
        Domain::Disinvestment,
    ),
    ("health", "What health is worth", Domain::Disinvestment),
    (
        "grip",
        "What is added to the grip of the centre in every structure",
        Domain::Disinvestment,
    ),
    (
        "priorities",
        "What is asked of commissioners, and what they do about it",
        Domain::Priorities,
    ),
    (
        "support",
        "How commissioning support is made, shared or bought",
        Domain::Support,
    ),
    ("people", "Who works for commissioners", Domain::Support),
    (
        "redesign",
        "How care is redesigned, and what it yields",
        Domain::Redesign,
    ),
    (
        "prevention",
        "What is spent on prevention, and what it does",
        Domain::Redesign,
    ),
    (
        "assurance",
        "How commissioners are watched, helped and trusted",
        Domain::Assurance,
    ),
    (
        "politics",
        "What ministers, the national board and the commissioners' own body do",
        Domain::Assurance,
    ),
    (
        "contracts",
        "How providers are paid, and what contracts do",
        Domain::Contracts,
    ),
    (
        "entry",
        "When independent providers enter",
        Domain::Contracts,
    ),
    (
        "practices",
        "What practices do with budgets of their own",
        Domain::Contracts,
    ),
    (
        "balances",
        "What becomes of deficits and surpluses",
        Domain::Finance,
    ),
    (
        "reorganisation",
        "What a reorganisation costs and disturbs",
        Domain::Reorganisation,
    ),
];
const TABLE_COUNT: usize = ALL.len();

/// Every parameter, by table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Parameters {
    /// What is known, by whom, and how well.
    pub evidence: Evidence,
    /// What could be withdrawn.
    pub items: Items,
    /// How decisions are prepared.
    pub queue: Queue,
    /// How a proposal is approved.
    pub approval: Approval,
    /// What deciding together needs.
    pub joint: Joint,
    /// What the guidance body reaches.
    pub guidance: Guidance,
    /// What becomes of an approved policy.
    pub implementation: Implementation,
    /// What presses commissioners.
    pub finance: Finance,
    /// What control costs.
    pub costs: Costs,
    /// What bodies cost to run.
    pub running: Running,
    /// What the public makes of it.
    pub legitimacy: Legitimacy,
    /// What health is worth.
    pub health: Health,
    /// What is added to the grip of the centre in every structure.
    pub grip: Grip,
    /// What is asked of commissioners, and what they do about it.
    pub priorities: Priorities,
    /// How commissioning support is made, shared or bought.
    pub support: Support,
    /// Who works for commissioners.
    pub people: People,
    /// How care is redesigned, and what it yields.
    pub redesign: Redesign,
    /// What is spent on prevention, and what it does.
    pub prevention: Prevention,
    /// How commissioners are watched, helped and trusted.
    pub assurance: Assurance,
    /// What ministers, the national board and the commissioners' own body do.
    pub politics: Politics,
    /// How providers are paid, and what contracts do.
    pub contracts: Contracts,
    /// When independent providers enter.
    pub entry: Entry,
    /// What practices do with budgets of their own.
    pub practices: Practices,
    /// What becomes of deficits and surpluses.
    pub balances: Balances,
    /// What a reorganisation costs and disturbs.
    pub reorganisation: Reorganisation,
}

/// The entries of all tables, in schedule order.
const ALL: &[&[Parameter]] = &[
    evidence::ENTRIES,
    items::ENTRIES,
    queue::ENTRIES,
    approval::ENTRIES,
    joint::ENTRIES,
    guidance::ENTRIES,
    implementation::ENTRIES,
    finance::ENTRIES,
    costs::ENTRIES,
    running::ENTRIES,
    legitimacy::ENTRIES,
    health::ENTRIES,
    grip::ENTRIES,
    priorities::ENTRIES,
    support::ENTRIES,
    people::ENTRIES,
    redesign::ENTRIES,
    prevention::ENTRIES,
    assurance::ENTRIES,
    politics::ENTRIES,
    contracts::ENTRIES,
    entry::ENTRIES,
    practices::ENTRIES,
    balances::ENTRIES,
    reorganisation::ENTRIES,
];

const COUNT: usize = total(ALL);

/// The register.
pub static PARAMETERS: [Parameter; COUNT] = joined(ALL);

impl Default for Parameters {
    fn default() -> Self {
        let mut parameters = Self {
            evidence: Evidence::default(),
            items: Items::default(),
            queue: Queue::default(),
            approval: Approval::default(),
            joint: Joint::default(),
            guidance: Guidance::default(),
            implementation: Implementation::default(),
            finance: Finance::default(),
            costs: Costs::default(),
            running: Running::default(),
            legitimacy: Legitimacy::default(),
            health: Health::default(),
            grip: Grip::default(),
            priorities: Priorities::default(),
            support: Support::default(),
            people: People::default(),
            redesign: Redesign::default(),
            prevention: Prevention::default(),
            assurance: Assurance::default(),
            politics: Politics::default(),
            contracts: Contracts::default(),
            entry: Entry::default(),
            practices: Practices::default(),
            balances: Balances::default(),
            reorganisation: Reorganisation::default(),
        };
        for parameter in &PARAMETERS {
            (parameter.set)(&mut parameters, parameter.default);
        }
        parameters
    }
}

/// The range that designs draw from, if an entry has one.
const fn drawn(given: &[[f64; 2]]) -> Option<[f64; 2]> {
    match given {
        [range] => Some(*range),
        _ => None,
    }
}

const fn total(tables: &[&[Parameter]]) -> usize {
    let (mut count, mut table) = (0, 0);
    while table < tables.len() {
        count += tables[table].len();
        table += 1;
    }
    count
}

const fn joined<const N: usize>(tables: &[&[Parameter]]) -> [Parameter; N] {
    let mut all = [tables[0][0]; N];
    let (mut at, mut table) = (0, 0);
    while table < tables.len() {
        let mut entry = 0;
        while entry < tables[table].len() {
            all[at] = tables[table][entry];
            at += 1;
            entry += 1;
        }
        table += 1;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_parameter_has_unit_source_and_a_default_inside_its_ranges() {
        for p in &PARAMETERS {
            assert!(
                !p.unit.is_empty() && !p.source.is_empty() && !p.meaning.is_empty(),
                "{p:?}"
            );
            assert!(p.range[0] <= p.default && p.default <= p.range[1], "{p:?}");
            if let Some([low, high]) = p.sampled {
                assert!(
                    low < high && p.range[0] <= low && high <= p.range[1],
                    "{p:?}"
                );
                assert!(low <= p.default && p.default <= high, "{p:?}");
            }
        }
    }

    #[test]
    fn paths_are_unique_and_get_returns_what_set_wrote() {
        let mut paths: Vec<_> = PARAMETERS.iter().map(|p| p.path).collect();
        paths.sort_unstable();
        paths.dedup();
        assert_eq!(paths.len(), PARAMETERS.len());
        let mut values = Parameters::default();
        for (i, p) in PARAMETERS.iter().enumerate() {
            (p.set)(&mut values, i as f64);
        }
        for (i, p) in PARAMETERS.iter().enumerate() {
            assert!(
                ((p.get)(&values) - i as f64).abs() < 1e-12,
                "{p:?} shares a field"
            );
        }
    }

    #[test]
    fn the_register_names_every_leaf_of_the_structs() {
        let json = serde_json::to_value(Parameters::default()).unwrap();
        let mut leaves = Vec::new();
        for (table, fields) in json.as_object().unwrap() {
            for key in fields.as_object().unwrap().keys() {
                leaves.push(format!("{table}.{key}"));
            }
        }
        let paths: Vec<_> = PARAMETERS.iter().map(|p| p.path.to_owned()).collect();
        assert_eq!(leaves, paths);
    }
}

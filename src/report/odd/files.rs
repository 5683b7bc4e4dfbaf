//! The files of the model that the description prints, in the order of reading. A test asks that
//! none is missing.

macro_rules! model {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../model/", $name, ".rs")))),+]
    };
}

macro_rules! entities {
    ($($heading:literal: $name:literal),+ $(,)?) => {
        &[$(($heading, include_str!(concat!("../../model/", $name, ".rs")))),+]
    };
}

/// What the crate says of itself.
pub(super) const CRATE: &str = include_str!("../../lib.rs");
/// Draws of a run.
pub(super) const NATURE: &str = include_str!("../../model/nature/mod.rs");
/// From one set of bodies to the next.
pub(super) const HANDOVER: &str = include_str!("../../model/handover.rs");
/// Burn-in, fork and months.
pub(super) const STEP: &str = include_str!("../../engine/step.rs");
/// Synthetic England.
pub(super) const SYNTHETIC: &str = include_str!("../../scenario/geography/synthetic.rs");

/// Files whose public structures are the entities, with their headings.
pub(super) const ENTITIES: &[(&str, &str)] = entities![
    "State": "world",
    "Counters": "counters",
    "Books": "ledger",
    "Institutions": "arrangement",
    "Bodies": "panel",
    "Commissioners and parcels": "parcels",
    "How commissioners stand": "condition",
    "Calendar": "calendar",
    "Reorganisation": "domains/reorganisation",
    "Commissioning support": "domains/support",
    "Staff": "domains/people",
    "Cost of a structure": "overheads",
    "Contracts": "domains/contracts",
    "Finances": "domains/finances",
    "Trade": "trade",
    "Nature": "nature/mod",
    "Assurance": "domains/assurance",
    "Capability and signals": "nature/assurance",
    "Items": "nature/items",
    "Needs": "nature/priorities",
    "Priorities and targets": "domains/priorities",
    "Suppliers": "nature/support",
    "Care models": "nature/redesign",
    "Bids and entrants": "nature/contracts",
];

/// Files of equations that several phases use.
pub(super) const EQUATIONS: &[(&str, &str)] = model![
    "tier",
    "reports",
    "signal",
    "geography",
    "domains/disinvestment",
    "domains/targets",
    "domains/waiting",
    "domains/health",
    "domains/option",
    "domains/support",
    "domains/people",
    "domains/redesign",
    "domains/prevention",
    "domains/assurance",
    "domains/politics",
    "domains/payment",
    "domains/practices",
    "domains/entry",
    "domains/finances",
    "overheads",
    "domains/reorganisation",
    "proposal",
    "ledger",
];

/// The file of each phase, in the order of the schedule.
pub(super) const PHASE_FILES: &[(&str, &str)] = model![
    "phases/turn_year",
    "phases/staff_bodies",
    "phases/face_ministers",
    "phases/reorganise",
    "phases/open_items",
    "phases/press_finance",
    "phases/set_asks",
    "phases/divide_effort",
    "phases/treat_patients",
    "phases/move_quality",
    "phases/attend",
    "phases/set_tariff",
    "phases/contract",
    "phases/pay_providers",
    "phases/prepare_evidence",
    "phases/negotiate",
    "phases/decide",
    "phases/implement",
    "phases/compare_places",
    "phases/reverse",
    "phases/release_cash",
    "phases/rely_on_cover",
    "phases/choose_support",
    "phases/run_suppliers",
    "phases/try_ideas",
    "phases/copy_ideas",
    "phases/share_practice",
    "phases/roll_out",
    "phases/pay_off",
    "phases/prevent",
    "phases/assure",
    "phases/enter_and_collapse",
    "phases/settle_balances",
    "phases/keep_books",
    "phases/trust",
    "phases/weigh_legitimacy",
    "phases/count_flows",
    "phases/appraise_centre",
    "phases/learn",
];

/// How a world is drawn, set up and handed over.
pub(super) const SETTING_UP: &[(&str, &str)] = model![
    "nature/mod",
    "nature/clamped",
    "nature/items",
    "nature/priorities",
    "nature/redesign",
    "nature/contracts",
    "nature/support",
    "nature/assurance",
    "nature/finance",
    "nature/gamma",
    "draws",
    "pick",
    "world",
    "counters",
    "calendar",
    "condition",
    "arrangement",
    "stages",
    "panel",
    "parcels",
    "overlap",
    "handover",
    "trade",
    "queue",
    "workspace",
    "wide",
    "domains/contracts",
    "domains/priorities",
];

/// Contents pages, which hold no rule.
#[cfg(test)]
pub(super) const CONTENTS: [&str; 3] = ["mod", "domains/mod", "phases/mod"];

/// Beside the model: what names chance, draws the ground, steps through the months, says what bodies and
/// seats are, draws inputs and reads outcomes.
pub(super) const BESIDE: &[(&str, &str)] = &[
    ("rng", include_str!("../../rng.rs")),
    ("engine/step", STEP),
    ("scenario/geography/synthetic", SYNTHETIC),
    (
        "scenario/geography/divide",
        include_str!("../../scenario/geography/divide.rs"),
    ),
    (
        "scenario/geography/construct",
        include_str!("../../scenario/geography/construct.rs"),
    ),
    (
        "scenario/geography/neighbours",
        include_str!("../../scenario/geography/neighbours.rs"),
    ),
    (
        "scenario/geography/people",
        include_str!("../../scenario/geography/people.rs"),
    ),
    (
        "scenario/geography/position",
        include_str!("../../scenario/geography/position.rs"),
    ),
    (
        "scenario/geography/rules",
        include_str!("../../scenario/geography/rules.rs"),
    ),
    (
        "scenario/geography/bisect",
        include_str!("../../scenario/geography/bisect.rs"),
    ),
    ("units", include_str!("../../units.rs")),
    (
        "scenario/structure",
        include_str!("../../scenario/structure.rs"),
    ),
    ("scenario/arm", include_str!("../../scenario/arm.rs")),
    ("scenario/domain", include_str!("../../scenario/domain.rs")),
    (
        "scenario/geography/tier",
        include_str!("../../scenario/geography/tier.rs"),
    ),
    (
        "scenario/parameters/running",
        include_str!("../../scenario/parameters/running.rs"),
    ),
    (
        "experiment/design/hypercube",
        include_str!("../../experiment/design/hypercube.rs"),
    ),
    (
        "experiment/design/place",
        include_str!("../../experiment/design/place.rs"),
    ),
    (
        "experiment/seeds",
        include_str!("../../experiment/seeds.rs"),
    ),
    ("engine/measures", include_str!("../../engine/measures.rs")),
    (
        "engine/measures_priorities",
        include_str!("../../engine/measures_priorities.rs"),
    ),
    (
        "engine/measures_redesign",
        include_str!("../../engine/measures_redesign.rs"),
    ),
    (
        "engine/measures_contracts",
        include_str!("../../engine/measures_contracts.rs"),
    ),
    (
        "engine/measures_finance",
        include_str!("../../engine/measures_finance.rs"),
    ),
    (
        "engine/measures_support",
        include_str!("../../engine/measures_support.rs"),
    ),
    (
        "engine/measures_assurance",
        include_str!("../../engine/measures_assurance.rs"),
    ),
    (
        "engine/outcomes/mod",
        include_str!("../../engine/outcomes/mod.rs"),
    ),
    (
        "engine/outcomes/money",
        include_str!("../../engine/outcomes/money.rs"),
    ),
    (
        "engine/outcomes/health",
        include_str!("../../engine/outcomes/health.rs"),
    ),
    (
        "engine/outcomes/net_health",
        include_str!("../../engine/outcomes/net_health.rs"),
    ),
    (
        "engine/outcomes/equity",
        include_str!("../../engine/outcomes/equity.rs"),
    ),
    (
        "engine/outcomes/process",
        include_str!("../../engine/outcomes/process.rs"),
    ),
    (
        "engine/outcomes/bureaucracy",
        include_str!("../../engine/outcomes/bureaucracy.rs"),
    ),
    (
        "engine/outcomes/people",
        include_str!("../../engine/outcomes/people.rs"),
    ),
    (
        "engine/outcomes/care",
        include_str!("../../engine/outcomes/care.rs"),
    ),
    (
        "engine/outcomes/beside",
        include_str!("../../engine/outcomes/beside.rs"),
    ),
];

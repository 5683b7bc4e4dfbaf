//! All state of one run, on one page. Plain data: a world can be written out at any month, read
//! back and resumed, and several futures can be forked from it.

use serde::{Deserialize, Serialize};

use crate::units::{Month, Pence};

use super::Setting;
use super::condition::Condition;
use super::counters::Counters;
use super::domains::assurance::Assurance;
use super::domains::contracts::Contracts;
use super::domains::finances::Finances;
use super::domains::health::CAUSES;
use super::domains::people::People;
use super::domains::priorities::Priorities;
use super::domains::redesign::Redesign;
use super::domains::reorganisation::Reorganisation;
use super::domains::support::Support;
use super::ledger::Ledger;

/// Where a case stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[repr(u8)]
pub enum Stage {
    /// The item is not open yet.
    Closed,
    /// Waiting for the body's attention.
    Queued,
    /// In preparation; decided in the month `due`.
    Preparing,
    /// Decided, but second-guessed; approved or not in the month `due`.
    Rework,
    /// A policy is live (of a guide: guidance is issued).
    Live,
    /// Rejected or reversed; back in the queue in the month `due`.
    Cooling,
}

/// One item before one body, apart from its stage.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// Month in which the item was opened, or `NEVER`.
    pub opened: i32,
    /// Month of the first decision on it, or `NEVER`.
    pub decided: i32,
    /// Month of the approval of the live policy, or `NEVER`.
    pub approved: i32,
    /// Whether the body has ever prepared evidence of its own on it.
    pub served: bool,
    /// The guide whose evidence the last decision used, if any.
    pub guided: Option<u32>,
    /// Rounds of meetings that the decision in preparation needs.
    pub rounds: u32,
    /// Information I gained from variation, 0 upwards.
    pub information: f64,
    /// Cover that guidance gives the live policy, 0 to 1; `None` without guidance behind it.
    pub backing: Option<f64>,
    /// Decisions, approvals, reversals and requests since April 2009.
    pub tally: [u32; 4],
}

/// "It has not happened."
pub const NEVER: i32 = i32::MIN;

/// Position of decisions in [`Case::tally`].
pub const DECISIONS: usize = 0;
/// Position of approvals in [`Case::tally`].
pub const APPROVALS: usize = 1;
/// Position of reversals in [`Case::tally`].
pub const REVERSALS: usize = 2;
/// Position of requests for central guidance in [`Case::tally`].
pub const REQUESTS: usize = 3;

impl Default for Case {
    fn default() -> Self {
        Self {
            opened: NEVER,
            decided: NEVER,
            approved: NEVER,
            served: false,
            guided: None,
            rounds: 0,
            information: 0.0,
            backing: None,
            tally: [0; 4],
        }
    }
}

/// The cases of one panel, by body, then item, and its bodies' unused capacity. Stages stand
/// apart, because every phase looks through them every month.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Desk {
    /// Where each case stands.
    pub stage: Vec<Stage>,
    /// Month in which the stage ends, or `NEVER`; meaning by stage.
    pub due: Vec<i32>,
    /// Cases.
    pub cases: Vec<Case>,
    /// Capacity left over, decisions, by body.
    pub credit: Vec<f64>,
}

/// Who stands behind what a parcel does about an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Policy {
    /// No policy: withdrawn activity creeps back.
    None,
    /// A policy of the commissioner of 2009 that no new body has replaced.
    Inherited,
    /// A policy of the body that holds the item.
    Own,
}

/// A flow counted up within the fiscal year and since April 2009.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Flow {
    /// In the current fiscal year.
    pub year: f64,
    /// Since April 2009.
    pub total: f64,
}

impl Flow {
    /// Adds this month's amount.
    pub fn add(&mut self, amount: f64) {
        self.year += amount;
        self.total += amount;
    }
}

/// National flows of the run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Flows {
    /// Cash released above the last month of burn-in, GBP.
    pub saving_real: Flow,
    /// The same as reported, GBP.
    pub saving_reported: Flow,
    /// National measures (pay, administration), real and planned, GBP.
    pub national: [Flow; 2],
    /// Tariff efficiency, real and planned, GBP.
    pub tariff: [Flow; 2],
    /// Less acute care through less need and practices' budgets, GBP.
    pub activity: Flow,
    /// Redesign, less its trials, real and as reported, GBP.
    pub redesign: [Flow; 2],
    /// What commissioners took off their spending to stay within it, GBP.
    pub contained: Flow,
    /// QALY above the last month of burn-in.
    pub qaly: Flow,
    /// QALY discounted at the standard rate, and at 1.5%, since April 2009.
    pub qaly_discounted: [f64; 2],
    /// QALY by cause, discounted at the standard rate since April 2009; the last is what all accounts
    /// of bureaucracy would have bought, below zero. Together they are net health, of which only
    /// differences between arms mean anything.
    pub health_by_cause: [f64; CAUSES],
    /// Entries to all accounts of bureaucracy up to last month, since April 2009.
    pub charged: Pence,
    /// Planned yearly value of policies approved in the current fiscal year, GBP a year.
    pub newly_planned: f64,
}

/// What dissolved bodies did, for outcomes that count from April 2009. A body that goes on takes
/// its tallies along.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Past {
    /// Tallies of [`Case::tally`], weighted by share of spend and of people.
    pub weighted: [f64; 4],
    /// Requests for central guidance, per commissioner of their time.
    pub requests: f64,
    /// Decisions in hand that were lost.
    pub lost: f64,
}

/// All state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct World {
    /// The month that has just been simulated.
    pub month: Month,

    /// y: share of an item withdrawn, 0 to 1; rows by atom.
    pub withdrawn: Vec<f32>,
    /// x: share that the policy in force aims at, 0 where none is; rows by atom.
    pub action: Vec<f32>,
    /// Who stands behind the policy, by parcel, then item.
    pub policy: Vec<Policy>,
    /// Whether neighbours know of a policy: as it stood last March; by parcel, then item.
    pub known: Vec<bool>,
    /// |y - ȳ of neighbours|, population-weighted mean over the parcel; rows by parcel.
    pub difference: Vec<f32>,

    /// Cases of the holders, by seat.
    pub desks: Vec<Desk>,
    /// Cases of the guides, by guide.
    pub guide_desks: Vec<Desk>,
    /// Cases of the overseer.
    pub overseer_desk: Desk,
    /// What bodies did that have been dissolved.
    pub past: Past,

    /// Required saving R, share of allocation, by commissioner.
    pub required: Vec<f64>,
    /// The same before what was saved relieved it, and not held inside a range, by commissioner.
    pub required_plan: Vec<f64>,
    /// Financial pressure f, 0 to 2, by commissioner.
    pub pressure: Vec<f64>,
    /// Distance from target, share, by commissioner.
    pub target_distance: Vec<f64>,
    /// Reliance on cover, 0 to 1, by commissioner.
    pub lean: Vec<f64>,
    /// Cash released this fiscal year and last, GBP, by commissioner.
    pub cash_years: Vec<[f64; 2]>,
    /// Month of the last approval that covers the commissioner, or `NEVER`.
    pub last_approval: Vec<i32>,

    /// Money released this month by what is withdrawn, GBP, by atom.
    pub cash: Vec<f64>,
    /// Spend withdrawn, GBP a year, by atom.
    pub withdrawn_gbp: Vec<f64>,
    /// Cash released in the last month of burn-in, GBP; savings are counted above it.
    pub cash_at_start: f64,
    /// Cash of commissioners in that month, GBP, by commissioner.
    pub unit_cash_at_start: Vec<f64>,
    /// QALY of the last month of burn-in, by atom.
    pub qaly_at_start: Vec<f64>,
    /// QALY of the month, by atom.
    pub qaly: Vec<f64>,
    /// QALY above burn-in, by atom, in the current fiscal year.
    pub qaly_year: Vec<f64>,
    /// QALY above burn-in, by atom, since April 2009.
    pub qaly_total: Vec<f64>,

    /// Legitimacy, 0 to 1, by atom.
    pub legitimacy: Vec<f64>,
    /// Weighted services lost in each of the last twelve months, by month of the year, then atom.
    pub losses: Vec<f32>,
    /// Weighted difference from neighbours, by atom.
    pub lottery: Vec<f32>,

    /// How commissioners stand: what the domains share.
    pub condition: Condition,
    /// Commissioning support.
    pub support: Support,
    /// Staff of commissioners.
    pub people: People,
    /// Contracts, tariff and providers.
    pub contracts: Contracts,
    /// Deficits, reserves and bailouts.
    pub finances: Finances,

    /// Priorities, targets, quality and waiting lists.
    pub priorities: Priorities,
    /// Care models, what they yield, and prevention.
    pub redesign: Redesign,
    /// What assurance and politics remember.
    pub assurance: Assurance,
    /// Unrest, belief and the books of reorganisations.
    pub reorganisation: Reorganisation,

    /// The books.
    pub ledger: Ledger,
    /// National flows.
    pub flows: Flows,
    /// Clips.
    pub counters: Counters,
}

impl World {
    /// The world before its first month.
    #[must_use]
    pub fn new(setting: &Setting<'_>) -> Self {
        let Setting {
            nature,
            institutions,
            ..
        } = *setting;
        let units = institutions.units.len();
        let atoms = nature.atoms;
        Self {
            month: Month(Month::FIRST.0 - 1),
            withdrawn: vec![0.0; atoms * nature.lanes],
            action: vec![0.0; atoms * nature.lanes],
            policy: vec![Policy::None; institutions.parcels.len() * nature.count],
            known: vec![false; institutions.parcels.len() * nature.count],
            difference: vec![0.0; institutions.parcels.len() * nature.lanes],
            desks: desks(&institutions.seats, nature.count),
            guide_desks: desks(&institutions.guides, nature.count),
            overseer_desk: desk(1, nature.count),
            past: Past::default(),
            required: vec![0.0; units],
            required_plan: vec![0.0; units],
            pressure: vec![0.0; units],
            target_distance: institutions
                .units
                .iter()
                .map(|u| u.target_distance)
                .collect(),
            lean: vec![0.0; units],
            cash_years: vec![[0.0; 2]; units],
            last_approval: vec![NEVER; units],
            cash: vec![0.0; atoms],
            withdrawn_gbp: vec![0.0; atoms],
            cash_at_start: 0.0,
            unit_cash_at_start: vec![0.0; units],
            qaly_at_start: vec![0.0; atoms],
            qaly: vec![0.0; atoms],
            qaly_year: vec![0.0; atoms],
            qaly_total: vec![0.0; atoms],
            legitimacy: vec![0.6; atoms],
            losses: vec![0.0; 12 * atoms],
            lottery: vec![0.0; atoms],
            condition: Condition::at_rest(setting),
            priorities: Priorities::at_rest(setting),
            support: Support::at_rest(setting),
            people: People::at_rest(setting),
            redesign: Redesign::at_rest(setting),
            assurance: Assurance::at_rest(setting),
            reorganisation: Reorganisation::at_rest(setting),
            contracts: Contracts::at_rest(setting),
            finances: Finances::at_rest(setting),
            ledger: Ledger::new(units, institutions.intermediates),
            flows: Flows::default(),
            counters: Counters::default(),
        }
    }

    /// Whether the month is part of burn-in, of which nothing is recorded.
    #[must_use]
    pub fn is_burning_in(&self) -> bool {
        self.month <= Month::BURNT
    }
}

/// An empty desk.
#[must_use]
pub fn desk(bodies: usize, items: usize) -> Desk {
    Desk {
        stage: vec![Stage::Closed; bodies * items],
        due: vec![NEVER; bodies * items],
        cases: vec![Case::default(); bodies * items],
        credit: vec![0.0; bodies],
    }
}

/// Empty desks for panels.
#[must_use]
pub fn desks(panels: &[super::panel::Panel], items: usize) -> Vec<Desk> {
    panels
        .iter()
        .map(|panel| desk(panel.bodies.len(), items))
        .collect()
}

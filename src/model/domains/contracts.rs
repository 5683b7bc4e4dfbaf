//! State of contracting: what commissioners have agreed, what providers cost and hold, and who has
//! entered.

use serde::{Deserialize, Serialize};

use crate::model::Setting;
use crate::model::overlap::{Overlap, Passed};
use crate::model::world::{Flow, NEVER};
use crate::scenario::parameters::Contracts as Parameters;

use super::payment::{BLOCK, FORMS, Mix, RESULTS};

/// Months after which volume follows price.
pub const RESPONSE_LAG: usize = 6;

/// The prime contract of a commissioner.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Prime {
    /// First month of the contract in force, or `NEVER`.
    pub since: i32,
    /// Part of acute spending under it, 0 to 1.
    pub scope: f64,
    /// Payment for the work of April 2009's volume, index, at the tariff of the day it was let.
    pub bid: f64,
    /// Tariff of that day.
    pub tariff: f64,
    /// Cost less payment since it began, GBP.
    pub loss_gbp: f64,
    /// Month before which no other is let, after a collapse.
    pub barred_until: i32,
    /// Part of acute spending that collapsed and stays in block until then, 0 to 1.
    pub barred_scope: f64,
}

impl Prime {
    /// No contract.
    pub const NONE: Self = Self {
        since: NEVER,
        scope: 0.0,
        bid: 1.0,
        tariff: 1.0,
        loss_gbp: 0.0,
        barred_until: NEVER,
        barred_scope: 0.0,
    };

    /// Part of acute spending that a collapse keeps in block in a month.
    #[must_use]
    pub fn barred(&self, month: i32) -> f64 {
        if month < self.barred_until {
            self.barred_scope
        } else {
            0.0
        }
    }

    /// Whether one is in force.
    #[must_use]
    pub fn is_in_force(&self) -> bool {
        self.since != NEVER
    }

    /// Payment at today's tariff, index: bid · [1 - ω_ix + ω_ix p/p(let)].
    #[must_use]
    pub fn price(&self, p: &Parameters, tariff: f64) -> f64 {
        self.bid * (1.0 + p.bid_indexed * (tariff / self.tariff - 1.0))
    }

    /// What a commissioner takes over from these contracts, by the people who pass with each: the
    /// contracts stand on as one over the part of spending that they covered, at the same payment
    /// under every tariff,
    ///
    /// scope = Σ π_i scope_i, bid = Σ ω_i bid_i, bid/tariff = Σ ω_i bid_i/tariff_i, ω_i = π_i scope_i/scope
    ///
    /// with π_i the part of the new people; losses pass with the part of the old people, and the
    /// term is that of the largest. What has collapsed stays barred over its part, to the latest month.
    #[must_use]
    pub fn passed_on(old: &[Self], pieces: &[Passed]) -> Self {
        let contracts = || pieces.iter().map(|piece| (piece, &old[piece.from]));
        let part = |of: fn(&Self) -> f64| -> f64 {
            contracts()
                .map(|(piece, contract)| piece.of_new * of(contract))
                .sum()
        };
        let barred_until = contracts().map(|(_, c)| c.barred_until).max();
        let barred = Self {
            barred_until: barred_until.unwrap_or(NEVER),
            barred_scope: part(|c| c.barred_scope),
            ..Self::NONE
        };
        // Without a contract its scope is zero.
        let covered = part(|c| c.scope);
        if covered <= 0.0 {
            return barred;
        }
        let (mut bid, mut by_tariff, mut loss_gbp) = (0.0, 0.0, 0.0);
        let (mut since, mut largest) = (NEVER, 0.0);
        for (piece, contract) in contracts().filter(|(_, c)| c.is_in_force()) {
            let part = piece.of_new * contract.scope / covered;
            bid += part * contract.bid;
            by_tariff += part * contract.bid / contract.tariff;
            loss_gbp += piece.of_old * contract.loss_gbp;
            if part > largest {
                (since, largest) = (contract.since, part);
            }
        }
        Self {
            since,
            scope: covered,
            bid,
            tariff: bid / by_tariff,
            loss_gbp,
            ..barred
        }
    }
}

/// An independent provider.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entrant {
    /// First month of its contract, or `NEVER`.
    pub since: i32,
    /// Whether its volume is guaranteed.
    pub guaranteed: bool,
    /// Whether it has had a guarantee; none is renewed.
    pub was_guaranteed: bool,
    /// Volume that it plans, GBP a year at the tariff of April 2009.
    pub planned_gbp: f64,
}

/// Columns by commissioner, provider and entrant; and the tariff.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Contracts {
    /// Activity at acute providers relative to that of April 2009's contracts, by commissioner.
    pub activity: Vec<f64>,
    /// What contracts alone make of volume, without need and practices' budgets; 1 is that of April
    /// 2009's contracts, by commissioner.
    pub supply: Vec<f64>,
    /// What practices' budgets leave of planned referrals, 0 to 1, by commissioner.
    pub referred: Vec<f64>,
    /// Acute care better by competition since April 2009, as a share of its cost, by commissioner.
    pub care_quality: Vec<f64>,
    /// Acute payments of the month above the tariff for April 2009's volume, GBP, by commissioner.
    pub overspend_gbp: Vec<f64>,
    /// Shares of acute spending by form of contract, by commissioner.
    pub mix: Vec<Mix>,
    /// Response of volume in each of the last six months, by month of the half-year, by
    /// commissioner: 1 is that of April 2009's contracts.
    pub response: Vec<[f64; RESPONSE_LAG]>,
    /// Prime contracts, by commissioner.
    pub prime: Vec<Prime>,
    /// Volume that entrants take from other providers, GBP a year, by commissioner.
    pub taken_gbp: Vec<f64>,
    /// Real unit cost, index, 1 in March 2009, by provider.
    pub unit_cost: Vec<f64>,
    /// Balance since April 2009, GBP, by provider.
    pub provider_cash: Vec<f64>,
    /// Possible entrants.
    pub entrants: Vec<Entrant>,
    /// Tariff, index, 1 in 2009/10, at constant input prices.
    pub tariff: f64,
    /// Efficiency in the tariff in force, per year.
    pub efficiency: f64,
    /// Efficiency of the next tariff, set in December, per year.
    pub next_efficiency: f64,
    /// Acute providers' income less cost, this month, GBP.
    pub provider_gap_gbp: f64,
    /// Providers' income and cost since the tariff was last set, GBP.
    pub year: [f64; 2],
    /// Cost of acute care below that of April 2009's volume and unit cost, this month, GBP, at the
    /// need of April 2009 and without practices' budgets.
    pub tariff_saving_gbp: f64,
    /// What less need and practices' budgets take off the cost of acute care, this month, GBP.
    pub activity_saving_gbp: f64,
    /// The same as the tariff claims it: what the price fell by.
    pub tariff_reported_gbp: f64,
    /// Prime contracts begun and collapsed, and entries, since April 2009.
    pub tally: [u32; 3],
    /// Volume used at, and planned by, guaranteed entrants since April 2009, GBP.
    pub guaranteed_use: [f64; 2],
    /// Health from treatment and from money that practices keep, this month, QALY.
    pub qaly_month: f64,
    /// The same in the fiscal year and since April 2009, QALY.
    pub qaly: Flow,
}

/// Position in [`Contracts::tally`].
pub const BEGUN: usize = 0;
/// Position in [`Contracts::tally`].
pub const COLLAPSED: usize = 1;
/// Position in [`Contracts::tally`].
pub const ENTERED: usize = 2;

/// Contracts of March 2009: block, and payment by results.
fn mix_at_start(p: &Parameters) -> Mix {
    let mut mix = [0.0; FORMS];
    mix[RESULTS] = p.start_tariff;
    mix[BLOCK] = 1.0 - p.start_tariff;
    mix
}

impl Contracts {
    /// Where contracts stand on the eve of April 2009.
    #[must_use]
    pub fn at_rest(setting: &Setting<'_>) -> Self {
        let units = setting.institutions.units.len();
        let providers = setting.nature.general.providers;
        let p = &setting.parameters.contracts;
        Self {
            activity: vec![1.0; units],
            supply: vec![1.0; units],
            referred: vec![1.0; units],
            care_quality: vec![0.0; units],
            overspend_gbp: vec![0.0; units],
            mix: vec![mix_at_start(p); units],
            response: vec![[1.0; RESPONSE_LAG]; units],
            prime: vec![Prime::NONE; units],
            taken_gbp: vec![0.0; units],
            unit_cost: vec![1.0; providers],
            provider_cash: vec![0.0; providers],
            entrants: setting
                .nature
                .bids
                .possible
                .iter()
                .map(|_| Entrant {
                    since: NEVER,
                    guaranteed: false,
                    was_guaranteed: false,
                    planned_gbp: 0.0,
                })
                .collect(),
            tariff: 1.0,
            efficiency: p.efficiency_before,
            next_efficiency: 0.0,
            provider_gap_gbp: 0.0,
            year: [0.0; 2],
            tariff_saving_gbp: 0.0,
            activity_saving_gbp: 0.0,
            tariff_reported_gbp: 0.0,
            tally: [0; 3],
            guaranteed_use: [0.0; 2],
            qaly_month: 0.0,
            qaly: Flow::default(),
        }
    }

    /// What new commissioners take over: providers and entrants go on; shares, activity and its
    /// history are means by people; prime contracts pass by people ([`Prime::passed_on`]).
    #[must_use]
    pub fn handed_over(&self, setting: &Setting<'_>, overlap: &Overlap) -> Self {
        let units = setting.institutions.units.len();
        let mut new = Self {
            activity: overlap.mean(&self.activity),
            supply: overlap.mean(&self.supply),
            referred: overlap.mean(&self.referred),
            care_quality: overlap.mean(&self.care_quality),
            overspend_gbp: vec![0.0; units],
            taken_gbp: overlap.shared_out(&self.taken_gbp),
            mix: vec![[0.0; FORMS]; units],
            response: vec![[0.0; RESPONSE_LAG]; units],
            prime: vec![Prime::NONE; units],
            ..self.clone()
        };
        for (u, pieces) in overlap.pieces.iter().enumerate() {
            for piece in pieces {
                let (mix, response) = (&self.mix[piece.from], &self.response[piece.from]);
                for (into, share) in new.mix[u].iter_mut().zip(mix) {
                    *into += piece.of_new * share;
                }
                for (into, volume) in new.response[u].iter_mut().zip(response) {
                    *into += piece.of_new * volume;
                }
            }
            new.prime[u] = Prime::passed_on(&self.prime, pieces);
        }
        new
    }
}

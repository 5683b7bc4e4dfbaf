//! Every pound moved, in two books, in whole pence. The real book says what happened; the
//! reported book says what was claimed. In both, every month and for every purse:
//! opening + receipts = payments + closing.

use serde::{Deserialize, Serialize};

use super::arrangement::Institutions;
use super::overlap::Overlap;
use crate::scenario::Domain;
use crate::units::Pence;

/// The nine accounts of bureaucracy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[repr(usize)]
pub enum Account {
    /// Running cost of bodies, without decision cost.
    Running = 0,
    /// Reporting by providers and commissioners.
    Reporting = 1,
    /// Assurance of commissioners by the tier above.
    Assurance = 2,
    /// Preparing decisions, joint rounds and monitoring.
    Decision = 3,
    /// Second-guessing, and several bodies doing one body's work.
    Duplication = 4,
    /// Redundancy payments.
    Redundancy = 5,
    /// Setting up and closing bodies.
    Transition = 6,
    /// Margin and procurement of bought support.
    SupportMarket = 7,
    /// Interim staff for vacancies.
    Vacancy = 8,
}

impl Account {
    /// All accounts, in order.
    pub const ALL: [Self; 9] = [
        Self::Running,
        Self::Reporting,
        Self::Assurance,
        Self::Decision,
        Self::Duplication,
        Self::Redundancy,
        Self::Transition,
        Self::SupportMarket,
        Self::Vacancy,
    ];

    /// Its snake-case name.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Reporting => "reporting",
            Self::Assurance => "assurance",
            Self::Decision => "decision",
            Self::Duplication => "duplication",
            Self::Redundancy => "redundancy",
            Self::Transition => "transition",
            Self::SupportMarket => "support_market",
            Self::Vacancy => "vacancy",
        }
    }

    /// The domain that fills it; without that domain it is null, never 0.
    #[must_use]
    pub fn domain(self) -> Domain {
        match self {
            Self::Running
            | Self::Reporting
            | Self::Assurance
            | Self::Decision
            | Self::Duplication => Domain::Disinvestment,
            Self::Redundancy | Self::Transition => Domain::Reorganisation,
            Self::SupportMarket | Self::Vacancy => Domain::Support,
        }
    }
}

/// What the decision account is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum DecisionCost {
    /// Preparing decisions and guidance.
    Preparation = 0,
    /// Meetings of joint forms.
    Negotiation = 1,
    /// Monitoring of policies decided elsewhere.
    Monitoring = 2,
}

/// Lines of a purse's month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum Line {
    /// Allocation received (commissioners) or grant received (upper tiers and providers).
    Receipts = 0,
    /// Bureaucracy, all accounts.
    Bureaucracy = 1,
    /// Pool services still provided.
    PoolWork = 2,
    /// Cost of withdrawn services that providers have not yet released.
    Stranded = 3,
    /// All other care: what the allocation leaves.
    OtherCare = 4,
    /// Reported book only: saving claimed, set aside.
    SavingClaimed = 5,
    /// Reported book only: contra entry, the part of the claim that no cash stands behind.
    Unsubstantiated = 6,
    /// What forms of contract, entrants and practice budgets cost beyond the tariff.
    Contracts = 7,
    /// Care bought beyond the plan, after containment; negative where it is cut below the plan.
    Overspend = 8,
    /// Paid into the reserve of the tier above, less what it gives back.
    TopSlice = 9,
    /// Bailout: negative where it is received.
    Bailout = 10,
    /// Surplus taken back into the reserve.
    Clawback = 11,
    /// Spending on prevention above what it was at rest.
    Prevention = 12,
    /// What redesigned care costs more; negative where it saves.
    Redesign = 13,
}

/// Number of lines.
pub const LINES: usize = 14;

/// Lines that pass money between commissioners and reserves: over all purses each sums to zero.
pub const TRANSFERS: [Line; 3] = [Line::TopSlice, Line::Bailout, Line::Clawback];

/// One purse in one book: balance and the month's lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Purse {
    /// Balance at the start of the month.
    pub opening: Pence,
    /// The month's lines. Receipts that come in are positive; so is everything paid out on the
    /// other lines, and what comes in on them is negative.
    pub lines: [Pence; LINES],
    /// Balance at the end of the month.
    pub closing: Pence,
}

impl Purse {
    /// Posts a month: what came in less what went out is carried forward.
    pub fn post(&mut self, lines: [Pence; LINES]) {
        let payments: Pence = lines[1..].iter().copied().sum();
        self.opening = self.closing;
        self.lines = lines;
        self.closing = self.opening + lines[Line::Receipts as usize] - payments;
    }

    /// Whether opening + receipts = payments + closing.
    #[must_use]
    pub fn balances(&self) -> bool {
        let payments: Pence = self.lines[1..].iter().copied().sum();
        self.opening + self.lines[Line::Receipts as usize] == payments + self.closing
    }
}

/// The books of one run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// Real book: one purse for each commissioner, the last for upper tiers and providers.
    pub real: Vec<Purse>,
    /// Reported book, same purses.
    pub reported: Vec<Purse>,
    /// Reserves of the intermediate bodies, the same in both books.
    pub reserves: Vec<Purse>,
    /// This month's entries to accounts, by purse.
    pub month: Vec<[Pence; 9]>,
    /// Entries since April 2009, by account.
    pub accounts: [Pence; 9],
    /// Entries to the decision account since April 2009, by part.
    pub decision: [Pence; 3],
    /// Bureaucracy of the current fiscal year, all accounts.
    pub year: Pence,
    /// Decision and duplication accounts in the current fiscal year.
    pub year_deciding: Pence,
}

impl Ledger {
    /// Empty books for this many commissioners and intermediate bodies.
    #[must_use]
    pub fn new(units: usize, intermediates: usize) -> Self {
        Self {
            real: vec![Purse::default(); units + 1],
            reported: vec![Purse::default(); units + 1],
            reserves: vec![Purse::default(); intermediates],
            month: vec![[Pence::ZERO; 9]; units + 1],
            accounts: [Pence::ZERO; 9],
            decision: [Pence::ZERO; 3],
            year: Pence::ZERO,
            year_deciding: Pence::ZERO,
        }
    }

    /// The purse of upper tiers and providers.
    #[must_use]
    pub fn upper(&self) -> usize {
        self.real.len() - 1
    }

    /// Charges an account of a purse.
    pub fn charge(&mut self, purse: usize, account: Account, gbp: f64) -> Pence {
        let amount = Pence::from_gbp(gbp);
        self.month[purse][account as usize] += amount;
        amount
    }

    /// Charges a part of the decision account.
    pub fn charge_decision(&mut self, purse: usize, part: DecisionCost, gbp: f64) {
        let amount = self.charge(purse, Account::Decision, gbp);
        self.decision[part as usize] += amount;
    }

    /// Money in all purses of the real book, and in reserves.
    #[must_use]
    pub fn money(&self) -> Pence {
        self.real
            .iter()
            .chain(&self.reserves)
            .map(|purse| purse.closing)
            .sum()
    }

    /// Whether every purse balances in both books, both books hold the same money, no reserve is
    /// below nothing, and whatever leaves one purse for another arrives there.
    #[must_use]
    pub fn balances(&self) -> bool {
        let passed_on = |line: Line| -> Pence {
            self.real
                .iter()
                .chain(&self.reserves)
                .map(|purse| purse.lines[line as usize])
                .sum()
        };
        self.real
            .iter()
            .chain(&self.reported)
            .chain(&self.reserves)
            .all(Purse::balances)
            && self.reserves.iter().all(|r| r.closing >= Pence::ZERO)
            && TRANSFERS
                .into_iter()
                .all(|line| passed_on(line) == Pence::ZERO)
            && self
                .real
                .iter()
                .zip(&self.reported)
                .all(|(real, reported)| {
                    real.lines[Line::Receipts as usize] == reported.lines[Line::Receipts as usize]
                        && real.closing == reported.closing
                })
    }
}

/// The books that new commissioners begin with: balances and debts pass with the people, to the
/// penny; what was counted since April 2009 stays counted. A commissioner that goes on keeps its
/// balance. Reserves pass with the people of the commissioners under them.
#[must_use]
pub fn hand_over_books(
    old: &Ledger,
    before: &Institutions,
    after: &Institutions,
    overlap: &Overlap,
) -> Ledger {
    let mut new = Ledger::new(overlap.pieces.len(), after.intermediates);
    new.accounts = old.accounts;
    new.decision = old.decision;
    new.year = old.year;
    new.year_deciding = old.year_deciding;
    for (before, after) in [
        (&old.real, &mut new.real),
        (&old.reported, &mut new.reported),
    ] {
        pass_on(before, after, overlap);
    }
    pass_reserves(old, &mut new, before, after, overlap);
    debug_assert_eq!(old.money(), new.money());
    new
}

/// Each reserve is cut into whole pence by the people who pass from the bodies under it; the last
/// heir takes what rounding leaves.
fn pass_reserves(
    old: &Ledger,
    new: &mut Ledger,
    before: &Institutions,
    after: &Institutions,
    overlap: &Overlap,
) {
    for (from, reserve) in old.reserves.iter().enumerate() {
        let mut people = vec![0.0; after.intermediates];
        for (u, pieces) in overlap.pieces.iter().enumerate() {
            for piece in pieces {
                if before.intermediate_of_unit[piece.from] == from {
                    people[after.intermediate_of_unit[u]] +=
                        piece.of_old * before.units[piece.from].population;
                }
            }
        }
        let all: f64 = people.iter().sum();
        let last = people.iter().rposition(|&people| people > 0.0).unwrap_or(0);
        let mut left = reserve.closing;
        for (to, people) in people.iter().enumerate() {
            let share = if to == last {
                left
            } else if all > 0.0 {
                Pence::from_gbp((reserve.closing.gbp() * people / all * 100.0).floor() / 100.0)
            } else {
                Pence::ZERO
            };
            left -= share;
            new.reserves[to].closing += share;
        }
    }
    for reserve in &mut new.reserves {
        reserve.opening = reserve.closing;
    }
}

/// Each old balance is cut into whole pence by the people who pass; the last successor takes what
/// rounding leaves.
fn pass_on(before: &[Purse], after: &mut [Purse], overlap: &Overlap) {
    let (upper, units) = (before.len() - 1, overlap.pieces.len());
    // The lines of the month that is over are closed for everybody, whether it goes on or not.
    let carried = |purse: Purse| Purse {
        opening: purse.closing,
        closing: purse.closing,
        ..Purse::default()
    };
    after[units] = carried(before[upper]);
    let mut left: Vec<Pence> = before.iter().map(|purse| purse.closing).collect();
    let mut heirs = vec![0_usize; upper];
    for piece in overlap.pieces.iter().flatten() {
        heirs[piece.from] += 1;
    }
    for (u, pieces) in overlap.pieces.iter().enumerate() {
        if let Some(o) = overlap.goes_on_as(u) {
            after[u] = carried(before[o]);
            continue;
        }
        for piece in pieces {
            heirs[piece.from] -= 1;
            let share = if heirs[piece.from] == 0 {
                left[piece.from]
            } else {
                Pence::from_gbp(before[piece.from].closing.gbp() * piece.of_old)
            };
            left[piece.from] -= share;
            after[u].closing += share;
        }
        after[u].opening = after[u].closing;
    }
}

//! The domains of decision. Disinvestment is always there; an experiment says which others its
//! England has. A domain that it lacks rests: its state stays at its start and its outcomes are
//! null.

use serde::{Deserialize, Serialize};

/// A domain of decision, or a process that runs across them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(usize)]
pub enum Domain {
    /// Which low-value services are withdrawn.
    Disinvestment,
    /// Local priorities, national asks and targets, waiting lists.
    Priorities,
    /// Redesign of care, and prevention.
    Redesign,
    /// Contracts, payment and providers' finance.
    Contracts,
    /// Commissioning support, staff and their talent.
    Support,
    /// Assurance, intervention, trust and ministers.
    Assurance,
    /// Allocations, deficits, reserves and bailouts.
    Finance,
    /// Reorganisation of the bodies themselves.
    Reorganisation,
}

impl Domain {
    /// All domains, in order.
    pub const ALL: [Self; 8] = [
        Self::Disinvestment,
        Self::Priorities,
        Self::Redesign,
        Self::Contracts,
        Self::Support,
        Self::Assurance,
        Self::Finance,
        Self::Reorganisation,
    ];

    /// Its name in files.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Disinvestment => "disinvestment",
            Self::Priorities => "priorities",
            Self::Redesign => "redesign",
            Self::Contracts => "contracts",
            Self::Support => "support",
            Self::Assurance => "assurance",
            Self::Finance => "finance",
            Self::Reorganisation => "reorganisation",
        }
    }
}

/// The domains that an experiment has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Domains([bool; Domain::ALL.len()]);

impl Default for Domains {
    fn default() -> Self {
        Self::of(&[])
    }
}

impl Domains {
    /// These domains, and disinvestment.
    #[must_use]
    pub fn of(domains: &[Domain]) -> Self {
        let mut there = [false; Domain::ALL.len()];
        there[Domain::Disinvestment as usize] = true;
        for &domain in domains {
            there[domain as usize] = true;
        }
        Self(there)
    }

    /// Every domain.
    #[must_use]
    pub fn all() -> Self {
        Self([true; Domain::ALL.len()])
    }

    /// Whether a domain is there.
    #[must_use]
    pub fn has(self, domain: Domain) -> bool {
        self.0[domain as usize]
    }
}

//! Which bodies exist: local commissioners, the tier between them and the centre, what stands above,
//! and how tightly the centre holds each domain. Data only: a structure is a file.

use serde::{Deserialize, Serialize};

use super::domain::Domain;
use super::geography::Tier;
use super::parameters::Running;

/// Domains that the centre can hold more or less tightly, in the order of [`Structure::grips`].
pub const HELD: [Domain; 6] = [
    Domain::Disinvestment,
    Domain::Priorities,
    Domain::Redesign,
    Domain::Contracts,
    Domain::Support,
    Domain::Assurance,
];

/// A kind of body above the local commissioners.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UpperBody {
    /// The bodies of a tier.
    Tier(Tier),
    /// A national board.
    Board,
    /// The department, where it oversees commissioners itself or beside a board.
    Department,
}

/// The parameter that says what one upper body costs a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UpperCost {
    /// That of an intermediate authority.
    Authority,
    /// That of an area team.
    AreaTeam,
    /// That of a region of 2013.
    #[serde(rename = "region_2013")]
    Region2013,
    /// That of a region of 2022.
    #[serde(rename = "region_2022")]
    Region2022,
    /// That of the national board's oversight.
    Board,
    /// That of the department.
    Department,
}

impl UpperCost {
    /// Every cost, with the path of its parameter.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Authority, "running.authority_gbp_m"),
        (Self::AreaTeam, "running.area_team_gbp_m"),
        (Self::Region2013, "running.region_2013_gbp_m"),
        (Self::Region2022, "running.region_2022_gbp_m"),
        (Self::Board, "running.board_gbp_m"),
        (Self::Department, "running.department_gbp_m"),
    ];

    /// Running cost of one body, GBP m a year.
    #[must_use]
    pub fn gbp_m(self, running: &Running) -> f64 {
        match self {
            Self::Authority => running.authority_gbp_m,
            Self::AreaTeam => running.area_team_gbp_m,
            Self::Region2013 => running.region_2013_gbp_m,
            Self::Region2022 => running.region_2022_gbp_m,
            Self::Board => running.board_gbp_m,
            Self::Department => running.department_gbp_m,
        }
    }
}

/// Upper bodies of one kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Upper {
    /// What they are.
    pub body: UpperBody,
    /// How many there are in England.
    pub bodies: u32,
    /// What one of them costs.
    pub cost: UpperCost,
    /// How many times that each costs, 0 to 10: 0.5 where half of it is left, 2 where one holds the
    /// staff of two.
    pub staffed: f64,
}

impl Upper {
    /// Running cost of one of these bodies, GBP m a year.
    #[must_use]
    pub fn gbp_m(&self, running: &Running) -> f64 {
        self.staffed * self.cost.gbp_m(running)
    }
}

/// Which bodies exist, and how tightly the centre holds them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Structure {
    /// Its name in files, or that of the arm in which it is written.
    pub name: String,
    /// Its name for readers.
    pub label: String,
    /// The tier of its local commissioners.
    pub commissioners: Tier,
    /// The tier between them and the centre.
    pub intermediate: Tier,
    /// What stands above the commissioners, and costs.
    pub upper: Vec<Upper>,
    /// Grip of the centre by domain, 0 to 1: disinvestment, priorities, redesign, contracts,
    /// support, assurance. That on disinvestment holds only where an arm asks for it.
    pub grips: [f64; 6],
}

impl Structure {
    /// Whether a national board stands beside the department.
    #[must_use]
    pub fn has_board_and_department(&self) -> bool {
        [UpperBody::Board, UpperBody::Department]
            .iter()
            .all(|body| self.upper.iter().any(|upper| upper.body == *body))
    }

    /// Whether another has the same bodies and grips, whatever it is called.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        let renamed = Self {
            name: other.name.clone(),
            label: other.label.clone(),
            ..self.clone()
        };
        renamed == *other
    }

    /// Running cost of everything above the commissioners, GBP m a year for England.
    #[must_use]
    pub fn upper_gbp_m(&self, running: &Running) -> f64 {
        self.upper
            .iter()
            .map(|upper| f64::from(upper.bodies) * upper.gbp_m(running))
            .sum()
    }

    /// The tiers at which decisions may be taken: those whose bodies are made of whole local
    /// commissioners.
    #[must_use]
    pub fn tiers(&self) -> Vec<Tier> {
        self.commissioners.gathered()
    }
}

/// Grips under which burn-in runs: those of the trusts of 2009, except that nobody shares in their
/// decisions on disinvestment. What other domains start from is where these leave them.
pub const GRIPS_OF_BURN_IN: [f64; HELD.len()] = [0.0, 0.70, 0.30, 0.60, 0.30, 0.60];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn burn_in_has_the_grips_of_2009() {
        let source = crate::scenario::library::built_in_structure("trusts_2009").unwrap();
        let trusts = crate::scenario::structure_file::read(&source, "trusts_2009").unwrap();
        assert_eq!(trusts.grips[1..], GRIPS_OF_BURN_IN[1..]);
    }
}

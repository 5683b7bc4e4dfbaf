//! What both kinds of geography share: the seed, the size of an atom and the rules by which
//! need, providers and missing tiers are made.

use serde::{Deserialize, Serialize};

use super::tier::Tier;

/// People in a neighbourhood atom: 51.8m over 1,216 (model, section 2.2; B).
pub const NEIGHBOURHOOD_PEOPLE: f64 = 42_600.0;

/// People in an atom the size of a practice: 51.8m over the 7,988 practices of 2013 with at
/// least 500 patients (patient list sizes, NHS Business Services Authority, 2013; B).
pub const PRACTICE_PEOPLE: f64 = 6_485.0;

/// People of the nation that [`TierRule::bodies`] are counted in (England in 2009, recalled,
/// rounded; C).
pub const REFERENCE_PEOPLE: f64 = 51_800_000.0;

/// The most atoms a geography may have.
pub const MOST_ATOMS: f64 = 100_000.0;

/// How a tier is formed where no table gives it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct TierRule {
    /// Bodies in a nation of [`REFERENCE_PEOPLE`] people. A synthetic nation has exactly this
    /// many; a table that lacks the tier has as many as keep the mean size.
    pub bodies: u32,
    /// Standard deviation of the natural logarithm of the target sizes.
    pub size_sd: f64,
}

/// Rules shared by synthetic geographies and published tables.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rules {
    /// Seed of the geography. It is the geography's own: runs of every seed stand on the same
    /// ground.
    pub seed: u64,
    /// People in an atom, about ([`NEIGHBOURHOOD_PEOPLE`] or [`PRACTICE_PEOPLE`]).
    pub atom_population: f64,
    /// Standard deviation of the natural logarithm of need where it is drawn (need indices of
    /// practices, a tenth below .84 and a tenth above 1.19; C).
    pub need_sd: f64,
    /// Correlation of deprivation with the logarithm of need, 0 to 1 (assumption; E).
    pub need_in_deprivation: f64,
    /// People for each acute provider: 51.8m over about 160 acute trusts of 2010, a recalled
    /// count (D).
    pub people_per_provider: f64,
    /// Standard deviation of the natural logarithm of provider size (assumption; E).
    pub provider_size_sd: f64,
    /// Rules of all tiers but the nation, in the order of [`super::TIERS`]. Counts are published
    /// (National Audit Office, Department of Health; B). Spreads of trusts, groups and systems
    /// are those of published populations (2011, 2013, 2022; B), of regions and area teams
    /// rounded from them (C), of clusters and consortia assumed (E).
    pub tiers: [TierRule; 9],
}

impl Default for Rules {
    fn default() -> Self {
        let rule = |bodies, size_sd| TierRule { bodies, size_sd };
        Self {
            seed: 2009,
            atom_population: NEIGHBOURHOOD_PEOPLE,
            need_sd: 0.13,
            need_in_deprivation: 0.6,
            people_per_provider: 324_000.0,
            provider_size_sd: 0.5,
            tiers: [
                rule(152, 0.50),
                rule(51, 0.20),
                rule(30, 0.20),
                rule(10, 0.45),
                rule(211, 0.47),
                rule(27, 0.30),
                rule(4, 0.45),
                rule(42, 0.46),
                rule(7, 0.45),
            ],
        }
    }
}

impl Rules {
    /// The rule of this tier; the nation is one body.
    #[must_use]
    pub fn tier(&self, tier: Tier) -> TierRule {
        self.tiers.get(tier as usize).copied().unwrap_or(TierRule {
            bodies: 1,
            size_sd: 0.0,
        })
    }

    /// Bodies of this tier in a nation of this many people that keeps the mean size of the
    /// reference nation; at least one.
    #[must_use]
    pub fn bodies_for(&self, tier: Tier, people: f64) -> usize {
        if tier == Tier::Nation {
            return 1;
        }
        let bodies = f64::from(self.tier(tier).bodies) * people / REFERENCE_PEOPLE;
        (bodies.round() as usize).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_of_tiers_stand_in_the_order_of_tiers() {
        let rules = Rules::default();
        assert_eq!(rules.tier(Tier::Trusts).bodies, 152);
        assert_eq!(rules.tier(Tier::AreaTeams).bodies, 27);
        assert_eq!(rules.tier(Tier::Regions2022).bodies, 7);
        assert_eq!(rules.tier(Tier::Nation).bodies, 1);
    }

    #[test]
    fn constructed_tiers_keep_the_mean_size() {
        let rules = Rules::default();
        // 53.11m / 51.8m * 51 = 52.29.
        assert_eq!(rules.bodies_for(Tier::Clusters, 53_110_000.0), 52);
        assert_eq!(rules.bodies_for(Tier::Clusters, 1_000.0), 1);
        assert_eq!(rules.bodies_for(Tier::Nation, 500e6), 1);
    }
}

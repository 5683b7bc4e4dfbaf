//! Commissioning support: made by a commissioner, shared with partners of its area, or bought from
//! a supplier. State and equations; the phases say when they are evaluated.

use serde::{Deserialize, Serialize};

use crate::model::nature::{Clamped, ENGLAND_2009, MOST_SUPPLIERS, anchors};
use crate::model::overlap::Overlap;
use crate::model::world::NEVER;
use crate::model::{Institutions, Setting};
use crate::scenario::{Domain, Parameters, parameters};

/// How a commissioner gets its support.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mode {
    /// Its own staff.
    Make,
    /// Staff shared with other commissioners of its area.
    Share,
    /// Bought from the supplier of this number.
    Buy(u32),
}

/// A supplier of commissioning support.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Supplier {
    /// Whether it is private; else a unit of the service.
    pub private: bool,
    /// Whether it sells.
    pub alive: bool,
    /// Month from which it sells, or `NEVER`.
    pub entered: i32,
    /// Month of its last merger, or `NEVER`.
    pub merged: i32,
    /// The supplier into which it was merged, if it was.
    pub successor: Option<u32>,
    /// Whether a framework agreement names it.
    pub accredited: bool,
    /// People whose commissioners buy from it.
    pub volume: f64,
    /// Work that the national board buys from it, in people: as much as the commissioners of so
    /// many would.
    pub board: f64,
    /// Volume on which it planned when it entered.
    pub planned: f64,
    /// Price of its contracts, GBP a head and year.
    pub price: f64,
    /// Its cost for each person, GBP a year.
    pub head_gbp: f64,
    /// Its overhead, GBP a year.
    pub overhead_gbp: f64,
    /// Talent of its staff, index about 1.
    pub talent: f64,
    /// Quality of its work, index about 1.
    pub quality: f64,
    /// What leavers pay it this contract year for cost left behind, GBP.
    pub compensation_gbp: f64,
    /// Months in a row of loss beyond the limit.
    pub months_of_loss: u32,
}

/// State of the market, and columns by commissioner.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Support {
    /// Suppliers: units of the service first, then those that may enter.
    pub suppliers: Vec<Supplier>,
    /// How each commissioner gets its support.
    pub mode: Vec<ModeOf>,
    /// Most populous atom of each commissioner: it keys its draws.
    pub anchor: Vec<u32>,
    /// Unit of the service that each commissioner belonged to.
    pub home: Vec<u32>,
    /// Running cost saved a month by how support is got and by posts cut, GBP, by commissioner.
    pub running_saving_gbp: Vec<f64>,
    /// Commissioners that share, by intermediate body.
    pub sharers: Vec<f64>,
    /// Commissioners that make or share their support, by intermediate body.
    pub in_house: Vec<f64>,
}

/// How one commissioner gets its support.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ModeOf {
    /// The way.
    pub mode: Mode,
    /// Whether it was told.
    pub told: bool,
    /// Commissioners that share with it, itself included.
    pub partners: f64,
}

impl Supplier {
    /// All that it does, in people.
    #[must_use]
    pub fn work(&self) -> f64 {
        self.volume + self.board
    }
}

impl Support {
    /// Everybody makes its own; no supplier sells.
    #[must_use]
    pub fn at_rest(setting: &Setting<'_>) -> Self {
        let bodies = setting.institutions;
        let units = bodies.units.len();
        let unit_of: Vec<u32> = bodies
            .parcel_of
            .iter()
            .map(|&q| bodies.parcels[q as usize].unit as u32)
            .collect();
        let anchor = anchors(&setting.nature.population, &unit_of, units);
        let suppliers = suppliers(setting);
        let blocks = suppliers.iter().filter(|c| !c.private).count();
        let mut everybody = vec![0.0; bodies.intermediates];
        for &area in &bodies.intermediate_of_unit {
            everybody[area] += 1.0;
        }
        Self {
            home: homes(setting, bodies, blocks),
            suppliers,
            mode: vec![
                ModeOf {
                    mode: Mode::Make,
                    told: false,
                    partners: 1.0,
                };
                units
            ],
            anchor: anchor.iter().map(|atom| atom.0).collect(),
            running_saving_gbp: vec![0.0; units],
            sharers: vec![0.0; bodies.intermediates],
            in_house: everybody,
        }
    }

    /// What new commissioners take over: the ways of the predecessor with most people, and all
    /// suppliers with the people who now buy from them.
    #[must_use]
    pub fn handed_over(&self, setting: &Setting<'_>, overlap: &Overlap) -> Self {
        let mut new = Self::at_rest(setting);
        new.suppliers.clone_from(&self.suppliers);
        for u in 0..new.mode.len() {
            if let Some(old) = overlap.largest(u) {
                new.mode[u] = self.mode[old];
            }
        }
        new.running_saving_gbp = overlap.shared_out(&self.running_saving_gbp);
        new.count(setting.institutions);
        new
    }

    /// Counts volumes, and by area those who share and those who do not buy.
    pub fn count(&mut self, bodies: &Institutions) {
        for supplier in &mut self.suppliers {
            supplier.volume = 0.0;
        }
        self.sharers.fill(0.0);
        self.in_house.fill(0.0);
        for (u, unit) in bodies.units.iter().enumerate() {
            let area = bodies.intermediate_of_unit[u];
            match self.mode[u].mode {
                Mode::Make => self.in_house[area] += 1.0,
                Mode::Share => {
                    self.in_house[area] += 1.0;
                    self.sharers[area] += 1.0;
                }
                Mode::Buy(c) => self.suppliers[c as usize].volume += unit.population,
            }
        }
    }

    /// The national board's work of so many people goes to those from whom it buys, by what
    /// commissioners buy from them: its area teams use the supplier of their commissioners. It buys
    /// from its own units while it hosts them, then from all that sell.
    pub fn share_board(&mut self, people: f64, hosted: bool) {
        let sells = |supplier: &Supplier| supplier.alive && !(hosted && supplier.private);
        let volume: f64 = self
            .suppliers
            .iter()
            .filter(|c| sells(c))
            .map(|c| c.volume)
            .sum();
        for supplier in &mut self.suppliers {
            supplier.board = if sells(supplier) && volume > 0.0 {
                people * supplier.volume / volume
            } else {
                0.0
            };
        }
    }

    /// The supplier that now stands where this one stood, if any.
    #[must_use]
    pub fn standing(&self, supplier: u32) -> Option<u32> {
        let mut at = supplier;
        // Each step goes to a supplier that lived longer, so there are fewer steps than suppliers.
        for _ in 0..self.suppliers.len() {
            let here = self.suppliers.get(at as usize)?;
            if here.alive {
                return Some(at);
            }
            at = here.successor?;
        }
        None
    }
}

/// Suppliers of a nation of this size: units of the service, then possible entrants.
fn suppliers(setting: &Setting<'_>) -> Vec<Supplier> {
    let Setting {
        parameters: p,
        nature,
        ..
    } = *setting;
    if !setting.flags.domains.has(Domain::Support) {
        return Vec::new();
    }
    let s = &p.support;
    let scale = nature.nation / ENGLAND_2009;
    let number = |of_england: f64| (of_england * scale).round() as usize;
    let units = number(s.units).max(1);
    let entrants = if s.entrants > 0.0 {
        number(s.entrants).max(1)
    } else {
        0
    };
    (0..(units + entrants).min(MOST_SUPPLIERS))
        .map(|c| {
            let private = c >= units;
            let traits = &nature.support;
            let dear = libm::exp(s.cost_spread * traits.cost[c]);
            let ratio = if private { s.entrant_cost } else { 1.0 };
            Supplier {
                private,
                alive: false,
                entered: NEVER,
                merged: NEVER,
                successor: None,
                accredited: false,
                volume: 0.0,
                board: 0.0,
                planned: 0.0,
                price: 0.0,
                head_gbp: s.supplier_head_gbp * dear * ratio,
                overhead_gbp: s.overhead_gbp_m * 1e6 * dear * ratio,
                talent: libm::exp(s.cost_spread * traits.talent[c]),
                quality: 1.0,
                compensation_gbp: 0.0,
                months_of_loss: 0,
            }
        })
        .collect()
}

/// Areas of 2009 in their order are cut into blocks of equal population, one a unit; a
/// commissioner belongs to the block of most of its people.
fn homes(setting: &Setting<'_>, bodies: &Institutions, blocks: usize) -> Vec<u32> {
    if blocks == 0 {
        return vec![0; bodies.units.len()];
    }
    let nature = setting.nature;
    let mut before = 0.0;
    let block_of_area: Vec<usize> = nature
        .area_population
        .iter()
        .map(|people| {
            let middle = (before + 0.5 * people) / nature.nation;
            before += people;
            ((middle * blocks as f64) as usize).min(blocks - 1)
        })
        .collect();
    bodies
        .units
        .iter()
        .map(|unit| {
            let mut people = vec![0.0; blocks];
            for &q in &unit.parcels {
                people[block_of_area[bodies.parcels[q].area]] += bodies.parcels[q].population;
            }
            let most = people.iter().copied().fold(0.0, f64::max);
            people.iter().position(|&n| n >= most).unwrap_or(0) as u32
        })
        .collect()
}

/// Cost of making support, GBP a year: F_E + c_E P.
#[must_use]
pub fn make_gbp(p: &parameters::Support, population: f64) -> f64 {
    p.make_fixed_gbp_m * 1e6 + p.make_head_gbp * population
}

/// Cost of sharing support among m, GBP a year for each: F_E/m + c_E P + κ_sh (m - 1)/2.
#[must_use]
pub fn share_gbp(p: &parameters::Support, population: f64, partners: f64) -> f64 {
    p.make_fixed_gbp_m * 1e6 / partners
        + p.make_head_gbp * population
        + p.sharing_gbp_m * 1e6 * (partners - 1.0) / 2.0
}

/// Number of partners at which sharing is cheapest: √(2 F_E/κ_sh), at least 1.
#[must_use]
pub fn best_partners(p: &parameters::Support) -> f64 {
    libm::sqrt(2.0 * p.make_fixed_gbp_m / p.sharing_gbp_m).max(1.0)
}

/// Work that the national board buys where units sell, in people: ω_B of the nation's, and no more
/// than the part of the upper tiers' running cost that support can be.
#[must_use]
pub fn board_people(
    p: &parameters::Support,
    nation: f64,
    upper_gbp: f64,
    held: &mut Clamped,
) -> f64 {
    let most = p.largest_part * upper_gbp / p.make_head_gbp;
    held.clamp(p.board_customer * nation, 0.0, most)
}

/// Price of a supplier, GBP a head and year: (c_v + O_c/vol)(1 + m_c).
#[must_use]
pub fn quoted(head_gbp: f64, overhead_gbp: f64, volume: f64, margin: f64) -> f64 {
    (head_gbp + overhead_gbp / volume) * (1.0 + margin)
}

/// What buying costs in a buyer's eyes, GBP a head and year:
/// price (1 - sub)(1 + spec·unc (1 - fw)) + c_proc (1 - fw)/P. `eased` is fw where the supplier
/// is accredited.
#[must_use]
pub fn buy_seen(
    p: &parameters::Support,
    price: f64,
    subsidy: f64,
    eased: f64,
    population: f64,
) -> f64 {
    price * (1.0 - subsidy) * (1.0 + p.specificity * (1.0 - eased))
        + procurement_gbp(p, eased) / population
}

/// Cost of buying, GBP a contract-year.
#[must_use]
pub fn procurement_gbp(p: &parameters::Support, eased: f64) -> f64 {
    p.procurement_gbp_k * 1e3 * (1.0 - eased)
}

/// Chance, as seen in a month, that the exit will be undone: π_E before the election, then what
/// it was. `draw` is the election's, 0 to 1.
#[must_use]
pub fn doubt(p: &parameters::Support, month: i32, draw: f64) -> f64 {
    if f64::from(month) < p.election_month {
        p.undone
    } else if draw < p.undone {
        1.0
    } else {
        0.0
    }
}

/// Whether the board hosts its units in a month: until the exit, or for good if it is undone.
#[must_use]
pub fn is_hosted(p: &parameters::Support, month: i32, draw: f64) -> bool {
    f64::from(month) < p.exit_month || doubt(p, month, draw) >= 1.0
}

/// Volatility in an entrant's eyes:
/// σ = σ_p (1 + 4π(1 - π))(1 + 2(½ - belief)⁺)(1 - fw)(1 - gmin).
#[must_use]
pub fn entrant_volatility(p: &parameters::Support, doubt: f64, belief: f64) -> f64 {
    p.entrant_volatility
        * (1.0 + 4.0 * doubt * (1.0 - doubt))
        * (1.0 + 2.0 * (0.5 - belief).max(0.0))
        * (1.0 - p.framework)
        * (1.0 - p.guarantee)
}

/// Months of market that an entrant counts on: those left to the announced exit, and those
/// beyond it if it is not undone.
#[must_use]
pub fn months_counted_on(p: &parameters::Support, month: i32, doubt: f64) -> f64 {
    (p.exit_month - f64::from(month)).max(0.0) + (1.0 - doubt) * p.contract_months
}

/// Quality of a supplier: T (work/vol_ref)^γ_Q (1 - D), vol_ref the mean work of the units when
/// all people and the board's work are bought for; D = D_c (s/τ_c) exp(1 - s/τ_c), s months after a merger.
#[must_use]
pub fn quality(p: &parameters::Support, supplier: &Supplier, month: i32, reference: f64) -> f64 {
    let since = if supplier.merged == NEVER {
        0.0
    } else {
        f64::from(month - supplier.merged) / p.merger_peak_months
    };
    let dip = p.merger_dip * since * libm::exp(1.0 - since);
    let size = supplier.work().max(p.least_volume) / reference;
    supplier.talent * libm::pow(size, p.scale_quality) * (1.0 - dip)
}

/// Clinical and community insight of a commissioner that buys support and has this much attention
/// freed by it: (1 - ins)(1 + ω_ci freed/a_ci). It acts as analyst time does: errors in what the
/// commissioner sees shrink by 1/√insight.
#[must_use]
pub fn insight(p: &parameters::Support, freed: f64) -> f64 {
    (1.0 - p.insight_loss) * (1.0 + p.freed_to_insight * freed / p.insight_attention)
}

/// The cap on a commissioner's running cost in a month, GBP a year; none outside its time.
#[must_use]
pub fn cap_gbp(p: &Parameters, month: i32, running_gbp: f64, population: f64) -> Option<f64> {
    let s = &p.support;
    let years = (f64::from(month) - s.cap_month) / 12.0;
    if years < 0.0 {
        return None;
    }
    let cut = running_gbp * (1.0 - s.cut);
    if s.cap_in_force < 0.5 {
        return (s.cut > 0.0).then_some(cut);
    }
    let head = if years < 1.0 {
        s.cap_first_gbp
    } else if years < 2.0 {
        s.cap_second_gbp
    } else {
        s.cap_third_gbp
    };
    Some(cut.min(head * population))
}

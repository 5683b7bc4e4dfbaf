//! Chance is named, not taken in turn: a draw is a function of (seed, purpose, entity, month,
//! index). Adding a draw moves no other, and two arms with the same seed face the same future.
//!
//! Sparse draws come from Philox4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel random
//! numbers: as easy as 1, 2, 3", SC11 2011), checked against the published known answers.
//! Where every entity draws once, one `ChaCha8` stream per purpose and month is read in bulk.
//! Every draw is one uniform; other laws are the inverse of their distribution function, so a
//! draw never consumes a varying number of words.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

/// What a draw is for. The number is part of the key and never changes; new purposes take new
/// numbers, so that adding one moves no other draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u32)]
pub enum Purpose {
    /// Populations of synthetic atoms.
    AtomPopulation = 1,
    /// Positions of synthetic atoms.
    AtomPosition = 2,
    /// Weights of the bisection that forms synthetic bodies.
    PartitionWeight = 3,
    /// Health need of an atom.
    Need = 4,
    /// Deprivation of an atom.
    Deprivation = 5,
    /// Where providers stand.
    ProviderSite = 6,
    /// How large providers are.
    ProviderSize = 7,
    /// Invented names.
    Name = 8,
    /// National mean of the best action, by item.
    ItemMean = 20,
    /// Spend of an item.
    ItemSpend = 21,
    /// Which items are specialised.
    ItemSpecialised = 22,
    /// Visibility of an item.
    ItemVisibility = 23,
    /// Opposition to an item, national part.
    ItemOpposition = 24,
    /// Opposition to an item, local part.
    LocalOpposition = 25,
    /// National organisation of an item's interest group.
    NationalOrganisation = 26,
    /// Month in which an item is opened.
    ItemOpening = 27,
    /// Whether guidance covers an item.
    GuidanceCoverage = 28,
    /// Whether a commissioner is aware of guidance.
    GuidanceAwareness = 29,
    /// Best action: regional part.
    BestActionRegion = 30,
    /// Best action: part of a place.
    BestActionPlace = 31,
    /// Best action: part of an atom.
    BestActionAtom = 32,
    /// Distance from target: regional part.
    TargetRegion = 33,
    /// Distance from target: part of a place.
    TargetPlace = 34,
    /// Distance from target: part of an atom.
    TargetAtom = 35,
    /// Talent of a commissioner.
    Talent = 36,
    /// Evidence error on the common part, by atom and role.
    EvidenceError = 40,
    /// Noise of the local signal.
    SignalNoise = 41,
    /// Noise of a report from below.
    ReportNoise = 42,
    /// Order of a queue.
    QueueOrder = 50,
    /// Approval of a case.
    Approval = 51,
    /// Reversal of a policy.
    Reversal = 52,
    /// Joint rounds.
    Rounds = 53,
    /// Whether a decision is second-guessed.
    Rework = 54,
    /// Who decides under grip.
    Mixing = 55,
    /// Yearly cost shock of an atom.
    CostShock = 56,
    /// How far a prime contractor bids below cost.
    PrimeBid = 140,
    /// Readiness of a commissioner to let a prime contract.
    PrimeReadiness = 141,
    /// Where an independent provider would stand.
    EntrantSite = 142,
    /// The volume that it plans.
    EntrantSize = 143,
    /// Whether it is offered guaranteed volume.
    EntrantOffer = 144,
    /// Whether a deficit is bailed out.
    Bailout = 200,
    /// True needs of an area.
    LocalNeed = 100,
    /// Errors with which needs are seen, by atom.
    NeedPerception = 101,
    /// Care-model landscape: national contributions.
    LandscapeNational = 120,
    /// Care-model landscape: contributions of an atom's own.
    LandscapeLocal = 121,
    /// Care model with which an atom begins.
    CareModel = 122,
    /// Far links of the learning network.
    FarLink = 123,
    /// Whether a trial starts.
    Trial = 124,
    /// Which part of the care model a trial changes.
    TrialChange = 125,
    /// Noise of a trial's result.
    TrialNoise = 126,
    /// Whether an idea is copied from the learning network.
    Copying = 127,
    /// Which parts of a copied idea arrive.
    CopyFidelity = 128,
    /// Whether a clinician takes an idea home.
    Clinician = 129,
    /// Which colleague a clinician meets.
    Colleague = 130,
    /// Noise in the yearly measurement of care models.
    Measurement = 131,
    /// Whether an atom adopts the care model that is rolled out.
    RollOut = 132,
    /// Parameter designs.
    Design = 70,
    /// Which stored runs are verified.
    Verification = 71,
    /// Which points a resample of them takes.
    Resample = 72,
    /// Which combinations a search begins with.
    Search = 73,
    /// Cost of a supplier of commissioning support.
    SupplierCost = 160,
    /// Quality of a supplier of commissioning support.
    SupplierTalent = 161,
    /// What a private supplier must sink to enter.
    SupplierInvestment = 162,
    /// Whether the election undoes the board's exit from commissioning support.
    Election = 163,
    /// A commissioner's taste for one way of support.
    SupportChoice = 164,
    /// Whether a commissioner is told which support to use.
    SupportMandate = 165,
    /// What becomes of a supplier that goes.
    SupplierEnd = 166,
    /// Whether a supplier is accredited.
    Accreditation = 167,
    /// Number of public shocks in a month.
    Shock = 180,
    /// Where a shock occurs.
    ShockPlace = 181,
    /// Whether a shock reaches the minister.
    ShockReach = 182,
    /// Whether the minister answers it with grip.
    ShockAnswer = 183,
    /// Whether a new minister takes office.
    MinisterChange = 184,
    /// Temperament of a minister.
    MinisterTemperament = 185,
    /// Noise of a signal of performance.
    PerformanceSignal = 186,
    /// Capability of a commissioner.
    Capability = 187,
    /// Whether the overseer acts on a run of poor signals.
    Escalation = 188,
    /// Whether special measures end.
    MeasuresEnd = 189,
    /// Whether a decision in hand is lost when a body is dissolved.
    LostDecision = 210,
    /// How marks of interest are dealt out anew among cases.
    Shuffle = 240,
    /// Which cases a half of a sample takes.
    HalfSample = 241,
    /// Which fold of a cross-validation a case falls in.
    Fold = 242,
    /// Whether a new minister reorganises.
    MinisterReorganises = 211,
}

const ROUND_A: u32 = 0xD251_1F53;
const ROUND_B: u32 = 0xCD9E_8D57;
const WEYL_A: u32 = 0x9E37_79B9;
const WEYL_B: u32 = 0xBB67_AE85;

/// Philox4x32 with ten rounds: a counter of four words and a key of two give four words.
#[must_use]
#[inline(always)]
pub fn philox(counter: [u32; 4], key: [u32; 2]) -> [u32; 4] {
    let mut c = counter;
    let mut k = key;
    for round in 0..10 {
        if round > 0 {
            k = [k[0].wrapping_add(WEYL_A), k[1].wrapping_add(WEYL_B)];
        }
        let a = u64::from(ROUND_A) * u64::from(c[0]);
        let b = u64::from(ROUND_B) * u64::from(c[2]);
        c = [
            ((b >> 32) as u32) ^ c[1] ^ k[0],
            b as u32,
            ((a >> 32) as u32) ^ c[3] ^ k[1],
            a as u32,
        ];
    }
    c
}

/// `SplitMix64` finaliser: spreads related seeds over the whole key space, so that seeds made by
/// counting do not give related streams.
#[must_use]
#[inline(always)]
pub fn mix(x: u64) -> u64 {
    let mut z = x.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// Seed of replicate `replicate` under the master seed. Replicates enter by hashing, never by
/// addition, so experiments with neighbouring master seeds share no run.
#[must_use]
pub fn replicate_seed(master: u64, replicate: u64) -> u64 {
    mix(mix(master) ^ mix(replicate.wrapping_add(0x6772_6970)))
}

/// A uniform in the open interval (0, 1) from 64 random bits; 52 bits are used.
#[inline(always)]
fn open_unit(bits: u64) -> f64 {
    ((bits >> 12) as f64 + 0.5) * (1.0 / 4_503_599_627_370_496.0)
}

/// The keyed draw: uniform on (0, 1), named by seed, purpose, entity, item, month and index.
/// `entity` and `item` are identities that do not depend on the arm.
#[must_use]
#[inline(always)]
pub fn uniform(seed: u64, purpose: Purpose, entity: u32, item: u32, month: i32, index: u32) -> f64 {
    let key = mix(seed ^ (u64::from(purpose as u32) << 32));
    let words = philox(
        [entity, item, month as u32, index],
        [key as u32, (key >> 32) as u32],
    );
    open_unit(u64::from(words[0]) | (u64::from(words[1]) << 32))
}

/// A standard normal from the keyed draw.
#[must_use]
pub fn normal(seed: u64, purpose: Purpose, entity: u32, item: u32, month: i32, index: u32) -> f64 {
    normal_quantile(uniform(seed, purpose, entity, item, month, index))
}

/// A bulk stream for one purpose and month: entity number `i` owns draw number `i`.
pub struct Stream(ChaCha8Rng);

impl Stream {
    /// The stream of this seed, purpose, month and variant (a role, or 0).
    #[must_use]
    pub fn new(seed: u64, purpose: Purpose, month: i32, variant: u32) -> Self {
        let mut bytes = [0u8; 32];
        bytes[..8].copy_from_slice(&mix(seed).to_le_bytes());
        bytes[8..12].copy_from_slice(&(purpose as u32).to_le_bytes());
        bytes[12..16].copy_from_slice(&month.to_le_bytes());
        bytes[16..20].copy_from_slice(&variant.to_le_bytes());
        Self(ChaCha8Rng::from_seed(bytes))
    }

    /// The next entity's uniform on (0, 1).
    pub fn uniform(&mut self) -> f64 {
        open_unit(self.0.next_u64())
    }

    /// The next entity's standard normal.
    pub fn normal(&mut self) -> f64 {
        normal_quantile(self.uniform())
    }
}

/// Quantile of the standard normal distribution: algorithm AS 241 (PPND16) of Wichura (1988,
/// Applied Statistics 37:477-484), relative accuracy about 1e-16.
#[must_use]
pub fn normal_quantile(p: f64) -> f64 {
    const A: [f64; 8] = [
        3.387_132_872_796_366_5,
        1.331_416_678_917_843_8e2,
        1.971_590_950_306_551_3e3,
        1.373_169_376_550_946e4,
        4.592_195_393_154_987e4,
        6.726_577_092_700_87e4,
        3.343_057_558_358_813e4,
        2.509_080_928_730_122_7e3,
    ];
    const B: [f64; 8] = [
        1.0,
        4.231_333_070_160_091e1,
        6.871_870_074_920_579e2,
        5.394_196_021_424_751e3,
        2.121_379_430_158_659_7e4,
        3.930_789_580_009_271e4,
        2.872_908_573_572_194_3e4,
        5.226_495_278_852_545e3,
    ];
    const C: [f64; 8] = [
        1.423_437_110_749_683_5,
        4.630_337_846_156_546,
        5.769_497_221_460_691,
        3.647_848_324_763_204_5,
        1.270_458_252_452_368_4,
        2.417_807_251_774_506e-1,
        2.272_384_498_926_918_4e-2,
        7.745_450_142_783_414e-4,
    ];
    const D: [f64; 8] = [
        1.0,
        2.053_191_626_637_759,
        1.676_384_830_183_803_8,
        6.897_673_349_851e-1,
        1.481_039_764_274_800_8e-1,
        1.519_866_656_361_645_7e-2,
        5.475_938_084_995_345e-4,
        1.050_750_071_644_416_9e-9,
    ];
    const E: [f64; 8] = [
        6.657_904_643_501_103,
        5.463_784_911_164_114,
        1.784_826_539_917_291_3,
        2.965_605_718_285_048_7e-1,
        2.653_218_952_657_612_4e-2,
        1.242_660_947_388_078_4e-3,
        2.711_555_568_743_487_6e-5,
        2.010_334_399_292_288_1e-7,
    ];
    const F: [f64; 8] = [
        1.0,
        5.998_322_065_558_88e-1,
        1.369_298_809_227_358e-1,
        1.487_536_129_085_061_5e-2,
        7.868_691_311_456_133e-4,
        1.846_318_317_510_054_7e-5,
        1.421_511_758_316_446e-7,
        2.044_263_103_389_939_8e-15,
    ];
    let horner = |c: &[f64; 8], r: f64| c.iter().rev().fold(0.0, |sum, &a| sum * r + a);
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        return q * horner(&A, r) / horner(&B, r);
    }
    let tail = if q < 0.0 { p } else { 1.0 - p };
    let r = libm::sqrt(-libm::log(tail));
    let z = if r <= 5.0 {
        horner(&C, r - 1.6) / horner(&D, r - 1.6)
    } else {
        horner(&E, r - 5.0) / horner(&F, r - 5.0)
    };
    if q < 0.0 { -z } else { z }
}

/// Inverse of the Poisson distribution function: the smallest n with F(n) ≥ u. One uniform,
/// however large the mean; the sum stops at 1,000.
#[must_use]
pub fn poisson_quantile(u: f64, mean: f64) -> u32 {
    let mut term = libm::exp(-mean);
    let mut sum = term;
    let mut n = 0;
    while sum < u && n < 1_000 {
        n += 1;
        term *= mean / f64::from(n);
        sum += term;
    }
    n
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn philox_gives_the_published_known_answers() {
        assert_eq!(
            philox([0; 4], [0; 2]),
            [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]
        );
        assert_eq!(
            philox([u32::MAX; 4], [u32::MAX; 2]),
            [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]
        );
        assert_eq!(
            philox(
                [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344],
                [0xa409_3822, 0x299f_31d0]
            ),
            [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
        );
    }

    #[test]
    fn normal_quantile_gives_the_values_of_as_241() {
        for (p, z) in [
            (0.25, -0.674_489_750_196_081_7),
            (0.001, -3.090_232_306_167_813_7),
            (1e-20, -9.262_340_089_798_408),
            (0.975, 1.959_963_984_540_054),
        ] {
            assert!(
                (normal_quantile(p) - z).abs() < 1e-12 * (1.0 + z.abs()),
                "{p}"
            );
        }
    }

    #[test]
    fn poisson_quantile_inverts_the_distribution_function() {
        // P(0) = .1353, P(<=1) = .4060, P(<=2) = .6767 at mean 2.
        for (u, n) in [(0.13, 0), (0.14, 1), (0.41, 2), (0.67, 2), (0.68, 3)] {
            assert_eq!(poisson_quantile(u, 2.0), n);
        }
        assert_eq!(poisson_quantile(0.999, 0.0), 0);
    }

    #[test]
    fn draws_of_one_purpose_do_not_move_with_another() {
        let a = uniform(7, Purpose::Approval, 3, 2, 1, 0);
        assert_eq!(
            a.to_bits(),
            uniform(7, Purpose::Approval, 3, 2, 1, 0).to_bits()
        );
        assert_ne!(
            a.to_bits(),
            uniform(7, Purpose::Reversal, 3, 2, 1, 0).to_bits()
        );
        assert_ne!(
            a.to_bits(),
            uniform(8, Purpose::Approval, 3, 2, 1, 0).to_bits()
        );
        assert_ne!(
            a.to_bits(),
            uniform(7, Purpose::Approval, 2, 3, 1, 0).to_bits()
        );
    }

    #[test]
    fn neighbouring_master_seeds_share_no_replicate() {
        let mut seen: Vec<u64> = (0..20)
            .flat_map(|master| (0..50).map(move |r| replicate_seed(master, r)))
            .collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 1_000);
    }
}

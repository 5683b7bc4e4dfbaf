//! No dead mechanism and no dead parameter: each one changes something; and a mechanism that is
//! off leaves every draw where it was.

mod common;

use common::{arm, burn, record, reorganised, small, without};
use grip::engine::{self, Record};
use grip::scenario::geography::Geography;
use grip::scenario::{
    Arm, Domain, Domains, Flags, Law, MECHANISMS, PARAMETERS, Parameter, Parameters,
};

fn arms() -> Vec<Arm> {
    let mut arms: Vec<Arm> = [
        "single_trusts",
        "consortium",
        "strategic_authority",
        "specialist",
        "department",
        "nice_advice",
        "nice_mandate",
    ]
    .iter()
    .map(|name| arm(name))
    .collect();
    for (name, grip) in [
        ("trusts_under_board", 0.5),
        ("groups_under_board", 0.5),
        ("systems_under_board", 0.5),
    ] {
        let mut graded = arm(name);
        graded.grip = grip;
        arms.push(graded);
    }
    // First, because most of what can act does so here.
    arms.insert(0, two_reorganisations());
    arms
}

/// Trusts that become groups with specialised services bought by the board, and then the systems of
/// 2022, whose regions oversee them.
fn two_reorganisations() -> Arm {
    let mut made = reorganised("single_trusts", &[(15, "s13"), (39, "s22")]);
    // The last one slips, whatever the parameter says.
    made.changes[1].slip = Some(3);
    made
}

/// Seeds tried, one after the other: what acts seldom may not act under the first.
const SEEDS: [u64; 2] = [21, 22];
/// Horizons: before and after the savings drive.
const HORIZONS: [u32; 2] = [48, 108];

fn one(geography: &Geography, p: &Parameters, flags: Flags, seed: u64) -> Vec<Record> {
    let arms = arms();
    let burnt = burn(geography, p, flags, seed, &arms);
    arms.iter()
        .map(|arm| engine::run_arm(&burnt, geography, arm, p.clone(), &HORIZONS))
        .collect()
}

fn records(geography: &Geography, p: &Parameters, flags: Flags) -> Vec<Vec<Record>> {
    SEEDS.map(|seed| one(geography, p, flags, seed)).into()
}

/// Whether any outcome of any arm under any seed is another one; arms are run until one is.
fn differs(base: &[Vec<Record>], geography: &Geography, p: &Parameters, flags: Flags) -> bool {
    let arms = arms();
    SEEDS.iter().zip(base).any(|(&seed, base)| {
        let burnt = burn(geography, p, flags, seed, &arms);
        arms.iter().zip(base).any(|(arm, base)| {
            let now = engine::run_arm(&burnt, geography, arm, p.clone(), &HORIZONS);
            now.values != base.values
        })
    })
}

/// Every domain.
fn whole(flags: Flags) -> Flags {
    Flags {
        domains: Domains::all(),
        ..flags
    }
}

/// Parameters at which everything acts: rules turned on that are off by default, and a tenth of the
/// overseers' staff, since in a tenth of England all of them could watch every body.
fn lively() -> Parameters {
    let mut p = Parameters::default();
    p.queue.overseer_staff /= 10.0;
    p.assurance.authority_staff = 10.0;
    p.assurance.area_team_staff = 10.0;
    p.assurance.region_staff = 10.0;
    p.priorities.appraisal_rate = 0.1;
    p.priorities.wait_limit = 8.0;
    p.politics.collective = 0.5;
    // Ministers who come often and reorganise often, so that some would do so too soon.
    (p.politics.tenure_months, p.politics.reorganises) = (8.0, 0.5);
    p.politics.board_cover = 0.4;
    p.assurance.partnership = 0.7;
    // Unusual contracts beyond what rules allow, and markets that are worth entering.
    (p.contracts.by_results, p.contracts.any_qualified) = (0.38, 0.1);
    (p.contracts.prime, p.contracts.alliance) = (0.2, 0.2);
    p.practices.quality_gain = 0.02;
    p.entry.investment_gbp_m = 2.5;
    // Deficits and surpluses that reach their lines within the months looked at.
    p.balances.contingency = 0.002;
    p.balances.bailout_line = 0.005;
    p.balances.clawback_line = 0.005;
    // Some commissioners reach special measures, and leave them, within the months looked at.
    p.assurance.low = 0.5;
    p.assurance.months_below = 1.0;
    // Support is spun out, capped, accredited and given up early; commissioners cost about GBP 24 a
    // head, a tenth less with the cut. In a tenth of England an entrant must sink a tenth.
    p.support.opening_month = 13.0;
    p.support.cap_month = 25.0;
    p.support.cap_in_force = 1.0;
    p.support.cap_first_gbp = 20.0;
    p.support.cap_second_gbp = 20.0;
    p.support.cap_third_gbp = 20.0;
    p.support.cut = 0.1;
    p.support.subsidy = 0.1;
    p.support.framework = 0.3;
    p.support.framework_month = 37.0;
    p.support.guarantee = 0.3;
    p.support.election_month = 40.0;
    p.support.exit_month = 52.0;
    p.support.undone = 0.5;
    p.support.entrant_investment_gbp_m = 0.2;
    p.support.least_kept = 0.9;
    p.support.least_volume = 1e6;
    p.people.belief = 0.3;
    // Practices do so much that the largest fall is reached.
    p.practices.referral_effect = 0.1;
    p
}

/// No private supplier of support enters in these arms with every domain, so what it reckons with
/// changes nothing here; `closed_forms_support` shows each of these act where it enters.
const NOBODY_ENTERS: [&str; 6] = [
    "support.election_month",
    "support.entrant_volatility",
    "support.entrant_investment_gbp_m",
    "support.investment_spread",
    "support.discount",
    "support.entrant_margin",
];

/// Parameters that stand for what a domain replaces: they act only where it is not there.
const REPLACED: [&str; 1] = ["finance.delivered_tariff"];

#[test]
fn every_mechanism_changes_some_outcome_of_some_arm() {
    let geography = small();
    let base = records(&geography, &lively(), whole(Flags::default()));
    let mut dead = Vec::new();
    for mechanism in &MECHANISMS {
        let (p, flags) = without(&lively(), &[mechanism.name]);
        if !differs(&base, &geography, &p, whole(flags)) {
            dead.push(mechanism.name);
        }
    }
    assert!(dead.is_empty(), "{dead:?} change nothing");
}

#[test]
fn every_parameter_changes_some_outcome_of_some_arm() {
    let geography = small();
    let base = records(&geography, &lively(), whole(Flags::default()));
    let alone = records(&geography, &lively(), Flags::default());
    let mut dead = Vec::new();
    for parameter in &PARAMETERS {
        let [low, high] = parameter.sampled.unwrap_or(parameter.range);
        let mut p = lively();
        let moved = if ((parameter.get)(&p) - low).abs() > 1e-12 {
            low
        } else {
            high
        };
        if parameter.law == Law::Simplex {
            continue;
        }
        (parameter.set)(&mut p, moved);
        let (before, flags) = if REPLACED.contains(&parameter.path) {
            (&alone, Flags::default())
        } else {
            (&base, whole(Flags::default()))
        };
        if !differs(before, &geography, &p, flags) {
            dead.push(parameter.path);
        }
    }
    assert_eq!(dead, NOBODY_ENTERS, "change nothing");
}

/// Runs follow from parameters and flags alone. A switch that writes parameters leaves the same of both
/// whatever these said, so that no difference is left that the mechanism could make.
#[test]
fn where_a_mechanism_is_off_its_parameters_say_nothing() {
    let p = lively();
    let mut by_parameter = 0;
    for mechanism in &MECHANISMS {
        let (off, flags) = without(&p, &[mechanism.name]);
        let is_written = |q: &&Parameter| (q.get)(&off).to_bits() != (q.get)(&p).to_bits();
        let written: Vec<&Parameter> = PARAMETERS.iter().filter(is_written).collect();
        by_parameter += usize::from(!written.is_empty());
        for end in 0..2 {
            let mut moved = p.clone();
            for q in &written {
                (q.set)(&mut moved, q.range[end]);
            }
            let (found, found_flags) = without(&moved, &[mechanism.name]);
            assert!(found == off && found_flags == flags, "{}", mechanism.name);
        }
    }
    // The others are flags, each of which stands before its rule.
    assert!(by_parameter >= 120, "{by_parameter}");
}

#[test]
fn a_mechanism_that_is_off_leaves_the_draws_where_they_were() {
    let geography = small();
    let arms = arms();
    let everything = whole(Flags::default());
    let on = burn(&geography, &Parameters::default(), everything, 22, &arms);
    for mechanism in &MECHANISMS {
        let (p, flags) = without(&Parameters::default(), &[mechanism.name]);
        let off = burn(&geography, &p, whole(flags), 22, &arms);
        assert!(
            on.nature.signal_noise == off.nature.signal_noise,
            "{}",
            mechanism.name
        );
        assert!(
            on.nature.report_noise == off.nature.report_noise,
            "{}",
            mechanism.name
        );
        assert!(
            on.nature.evidence == off.nature.evidence,
            "{}",
            mechanism.name
        );
        assert!(
            on.nature.items.spend_gbp == off.nature.items.spend_gbp,
            "{}",
            mechanism.name
        );
        assert!(
            on.nature.items.opening == off.nature.items.opening,
            "{}",
            mechanism.name
        );
        assert!(on.nature.talent == off.nature.talent, "{}", mechanism.name);
        let (a, b) = (&on.nature, &off.nature);
        assert!(
            a.signals == b.signals && a.support == b.support && a.needs.errors == b.needs.errors,
            "{}",
            mechanism.name
        );
        assert!(a.landscape.peer == b.landscape.peer, "{}", mechanism.name);
        assert!(
            a.bids.bid == b.bids.bid || mechanism.domain() == Domain::Contracts,
            "{}",
            mechanism.name
        );
    }
}

/// Two arms differ in `arrangement.rs`, and in `stages.rs`, which puts the arrangements of one arm in
/// order, and nowhere else: no other file of the model knows an arm.
#[test]
fn only_the_arrangement_knows_arms() {
    let model = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/model");
    let mut folders = vec![model];
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the model's source") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("readable source");
            seen += 1;
            if path.ends_with("arrangement.rs") || path.ends_with("stages.rs") {
                assert!(text.contains("arm: &'a Arm"));
                continue;
            }
            for word in ["Arm,", "Arm}", ": &Arm", "Structure", "Seat,", "Guide,"] {
                assert!(!text.contains(word), "{} knows {word}", path.display());
            }
        }
    }
    assert!(seen > 20);
}

/// Requests for central guidance rise with pressure.
#[test]
fn requests_for_guidance_rise_with_pressure() {
    let geography = small();
    let requests = |base: f64, opposition: f64| -> f64 {
        let mut p = Parameters::default();
        p.finance.base_pressure = base;
        p.items.opposition = opposition;
        (0..4)
            .map(|seed| {
                let arms = [arm("single_trusts")];
                let burnt = burn(&geography, &p, Flags::default(), seed, &arms);
                common::value(
                    &record(&burnt, &geography, &arms[0], 60),
                    "guidance_requests",
                )
            })
            .sum()
    };
    assert!(
        requests(0.8, 0.5) > requests(0.0, 0.5),
        "financial pressure"
    );
    assert!(requests(0.3, 0.8) > requests(0.3, 0.2), "opposition");
}

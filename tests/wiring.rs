//! No dead mechanism and no dead parameter: each one changes something; and a mechanism that is
//! off leaves every draw where it was.

mod common;

use common::{arm, burn, record, small, without};
use grip::engine::Record;
use grip::scenario::geography::Geography;
use grip::scenario::{Arm, Domain, Domains, Flags, Law, MECHANISMS, PARAMETERS, Parameters};

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
    arms
}

fn records(geography: &Geography, p: &Parameters, flags: Flags) -> Vec<Record> {
    let arms = arms();
    let burnt = burn(geography, p, flags, 21, &arms);
    arms.iter()
        .map(|arm| record(&burnt, geography, arm, 48))
        .collect()
}

fn differ(a: &[Record], b: &[Record]) -> bool {
    a.iter().zip(b).any(|(a, b)| a.values != b.values)
}

/// Every domain.
fn whole(flags: Flags) -> Flags {
    Flags {
        domains: Domains::all(),
        ..flags
    }
}

/// Parameters at which everything acts: rules turned on that are off by default, and a tenth of the
/// overseer's staff, since in a tenth of England all of them could watch every body.
fn lively() -> Parameters {
    let mut p = Parameters::default();
    p.queue.overseer_staff /= 10.0;
    p.priorities.appraisal_rate = 0.1;
    p.priorities.wait_limit = 8.0;
    p.politics.collective = 0.5;
    p.politics.board_cover = 0.4;
    p.assurance.partnership = 0.7;
    // Some commissioners reach special measures, and leave them, within the months looked at.
    p.assurance.low = 0.5;
    p.assurance.months_below = 1.0;
    p
}

/// Other domains have tests of their own.
fn ours(domain: Domain) -> bool {
    matches!(
        domain,
        Domain::Disinvestment | Domain::Priorities | Domain::Assurance
    )
}

#[test]
fn every_mechanism_changes_some_outcome_of_some_arm() {
    let geography = small();
    let on = records(&geography, &lively(), whole(Flags::default()));
    let mut dead = Vec::new();
    for mechanism in MECHANISMS.iter().filter(|m| ours(m.domain())) {
        let (p, flags) = without(&lively(), &[mechanism.name]);
        if !differ(&on, &records(&geography, &p, whole(flags))) {
            dead.push(mechanism.name);
        }
    }
    assert!(dead.is_empty(), "{dead:?} change nothing");
}

#[test]
fn every_parameter_changes_some_outcome_of_some_arm() {
    let geography = small();
    let base = records(&geography, &lively(), whole(Flags::default()));
    let mut dead = Vec::new();
    for parameter in PARAMETERS.iter().filter(|p| ours(p.domain())) {
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
        if !differ(&base, &records(&geography, &p, whole(Flags::default()))) {
            dead.push(parameter.path);
        }
    }
    assert!(dead.is_empty(), "{dead:?} change nothing");
}

#[test]
fn a_mechanism_that_is_off_leaves_the_draws_where_they_were() {
    let geography = small();
    let arms = arms();
    let on = burn(
        &geography,
        &Parameters::default(),
        Flags::default(),
        22,
        &arms,
    );
    for mechanism in &MECHANISMS {
        let (p, flags) = without(&Parameters::default(), &[mechanism.name]);
        let off = burn(&geography, &p, flags, 22, &arms);
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
    }
}

/// Two arms differ in `arrangement.rs` and nowhere else: no other file of the model knows an arm.
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
            if path.ends_with("arrangement.rs") {
                assert!(text.contains("arm: &Arm"));
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

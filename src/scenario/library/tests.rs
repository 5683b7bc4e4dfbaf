//! What the built-in files say: that they pass, are small enough, and hold what their questions ask.

use super::*;
use crate::scenario::arm::{Cover, Items, Mixing};
use crate::scenario::domain::Domain;
use crate::scenario::geography::Tier;
use crate::scenario::{Arm, MECHANISMS};

const KNOWN: Known = Known {
    outcomes: &[],
    arm: &built_in_arm,
    structure: &built_in_structure,
    table: &no_table,
};

fn experiment(name: &str) -> Experiment {
    let source = source(Kind::Experiment, name).unwrap();
    let settled = check::experiment(&source, name, &Changes::default(), &KNOWN).unwrap();
    assert_eq!(settled.warnings, [], "{name}");
    settled.value
}

fn arm(name: &str) -> Arm {
    check::arm(&built_in_arm(name).unwrap(), name)
        .unwrap()
        .value
}

#[test]
fn every_built_in_text_passes_without_a_warning() {
    assert!(check::scenario(&source(Kind::Scenario, "base").unwrap()).is_ok());
    for name in names(Kind::Arm) {
        let source = built_in_arm(name).unwrap();
        assert_eq!(check::kind(&source), Ok(Kind::Arm), "{name}");
        assert_eq!(check::file(&source, &KNOWN), Ok(Vec::new()), "{name}");
    }
    for name in names(Kind::Structure) {
        let source = built_in_structure(name).unwrap();
        assert_eq!(check::kind(&source), Ok(Kind::Structure), "{name}");
        assert_eq!(check::file(&source, &KNOWN), Ok(Vec::new()), "{name}");
    }
    for name in names(Kind::Experiment) {
        experiment(name);
        let source = source(Kind::Experiment, name).unwrap();
        assert_eq!(check::kind(&source), Ok(Kind::Experiment), "{name}");
    }
}

#[test]
fn every_question_of_the_whole_system_is_small_enough_to_run_in_minutes() {
    let whole: Vec<Experiment> = names(Kind::Experiment)
        .map(experiment)
        // A search is as large as its rungs.
        .filter(|found| found.search.is_none())
        .filter(|found| {
            Domain::ALL
                .iter()
                .all(|domain| found.scenario.switches.domains.has(*domain))
        })
        .collect();
    assert_eq!(whole.len(), 11);
    for found in whole {
        // A run of all domains over 180 months takes a fifth to a quarter of a second.
        let months = found.runs() * u64::from(found.months());
        assert!(months <= 1_300 * 180, "{}: {months}", found.name);
        assert!(found.size.points >= 40, "{}", found.name);
        let baseline = &found.baseline;
        assert!(found.arms.iter().any(|arm| arm.name == *baseline));
    }
}

/// What is in no group is on throughout, and no share tells what it does.
#[test]
fn what_a_difference_is_shared_out_to_is_every_mechanism_there() {
    for name in ["which_mechanism", "which_mechanism_whole"] {
        let experiment = experiment(name);
        let groups = &experiment.shapley.as_ref().unwrap().groups;
        for mechanism in &MECHANISMS {
            let there = experiment.scenario.switches.domains.has(mechanism.domain());
            let times = groups
                .iter()
                .flat_map(|group| &group.mechanisms)
                .filter(|member| *member == mechanism.name)
                .count();
            assert_eq!(times, usize::from(there), "{name}: {}", mechanism.name);
        }
    }
}

#[test]
fn the_arms_of_a_question_hold_in_the_same_places() {
    // What an experiment compares within one structure differs in nothing but what it asks.
    for name in ["one_point_four_billion", "national_ask", "must_do_both"] {
        let found = experiment(name);
        let [first, rest @ ..] = found.arms.as_slice() else {
            panic!("{name} has no arms")
        };
        for arm in rest {
            assert_eq!(arm.seats, first.seats, "{name}: {}", arm.name);
            let bodies = [&arm.structure, &first.structure].map(|found| found.commissioners);
            assert_eq!(bodies[0], bodies[1], "{name}: {}", arm.name);
            assert_eq!(arm.grip.to_bits(), first.grip.to_bits(), "{}", arm.name);
        }
    }
}

/// Where no arm has a board, what a board costs can make no difference, and is not drawn.
#[test]
fn costs_of_bodies_that_no_arm_has_are_not_drawn() {
    let drawn = |name: &str| {
        let sampled = experiment(name).scenario.sampled();
        ["authority", "area_team", "board", "department"].map(|body| {
            let path = format!("running.{body}_gbp_m");
            sampled.iter().any(|parameter| parameter.path == path)
        })
    };
    assert_eq!(drawn(HEADLINE), [true, false, false, true]);
    // History ends with systems, long after its authorities and area teams.
    assert_eq!(drawn("history"), [true; 4]);
}

#[test]
fn the_headline_has_nine_ranked_seats_and_one_that_is_not() {
    let headline = experiment(HEADLINE);
    assert_eq!(headline.arms.len(), 10);
    let ranked: Vec<&str> = headline
        .arms
        .iter()
        .filter(|arm| arm.ranked)
        .map(|arm| arm.name.as_str())
        .collect();
    let nine = &headline.subsets[0];
    assert_eq!(nine.name, "nine");
    assert_eq!(ranked, nine.arms);
    assert_eq!(headline.subsets[1].arms, nine.arms[..8]);
    // 12 seeds at the defaults and 120 points of 2 seeds, for 10 arms.
    assert_eq!(headline.runs(), 10 * (12 + 240));
    assert_eq!(headline.months(), 180);
}

#[test]
fn seats_say_what_the_table_of_the_model_says() {
    // (participation, joint, cover, borders) by arm.
    for (name, tier, participation, joint, cover, borders) in [
        ("single_trusts", Tier::Trusts, 1.0, false, Cover::None, 0),
        (
            "lead_cluster",
            Tier::Clusters,
            0.5,
            false,
            Cover::Government,
            1,
        ),
        (
            "consortium",
            Tier::Consortia,
            1.0,
            true,
            Cover::Government,
            1,
        ),
        (
            "region_jointly",
            Tier::Authorities,
            1.0,
            true,
            Cover::Government,
            1,
        ),
        (
            "strategic_authority",
            Tier::Authorities,
            0.0,
            false,
            Cover::Government,
            1,
        ),
        (
            "specialist",
            Tier::Authorities,
            0.5,
            false,
            Cover::Government,
            1,
        ),
        ("department", Tier::Nation, 0.0, false, Cover::Government, 2),
        ("nice_advice", Tier::Trusts, 1.0, false, Cover::None, 0),
        ("nice_mandate", Tier::Nation, 0.0, false, Cover::Guidance, 2),
    ] {
        let seat = &arm(name).seats[0];
        assert_eq!(
            (seat.tier, seat.joint, seat.cover),
            (tier, joint, cover),
            "{name}"
        );
        assert!((seat.participation - participation).abs() < 1e-12, "{name}");
        assert_eq!(seat.borders, borders, "{name}");
        assert_eq!(seat.expert, name == "specialist", "{name}");
        assert_eq!(seat.published, name == "nice_mandate", "{name}");
    }
    let single = arm("single_trusts").seats.remove(0);
    let others = |name: &str| arm(name).seats[1].clone();
    for name in ["specialist", "nice_mandate"] {
        let mut expected = single.clone();
        expected.items = Items::Others;
        assert_eq!(others(name), expected, "{name}");
    }
}

#[test]
fn in_all_at_once_everybody_but_the_guidance_body_duplicates() {
    let all = arm("all_at_once");
    assert!(!all.ranked);
    assert_eq!(all.seats, arm("single_trusts").seats);
    assert_eq!(all.guides.len(), 7);
    for guide in &all.guides {
        assert_ne!(guide.published, guide.duplicate);
        assert_eq!(guide.published, guide.cover == Cover::Guidance);
    }
    assert_eq!(all.guides.iter().filter(|guide| guide.expert).count(), 1);
    assert_eq!(all.guides[0], arm("nice_advice").guides[0]);
}

#[test]
fn grip_is_swept_over_three_structures_and_mixed_by_stratum() {
    let degrees = experiment("degrees_of_control");
    assert_eq!(degrees.arms.len(), 33);
    let third = &degrees.arms[3];
    assert_eq!(third.name, "trusts_under_board@0.3");
    assert!((third.grip - 0.3).abs() < 1e-12);
    assert!(degrees.arm(&degrees.baseline).is_some());
    assert_eq!(degrees.mixing(third, 0), Mixing::Blend);
    assert_eq!(degrees.mixing(third, 1), Mixing::Blend);
    assert_eq!(degrees.mixing(third, 2), Mixing::Lottery);
}

#[test]
fn guides_of_one_arm_stand_beside_the_seats_of_another() {
    let cross = experiment("guide_and_decide");
    assert_eq!(cross.arms.len(), 5 * 4);
    let found = cross.arm("department+guided_by_region").unwrap();
    assert_eq!(found.seats, arm("department").seats);
    assert_eq!(found.guides, arm("guided_by_region").guides);
    assert_eq!(found.label, "Department, guidance by the region");
    let plain = cross.arm("single_trusts+none").unwrap();
    assert_eq!(plain.seats, arm("single_trusts").seats);
    assert_eq!(
        (plain.guides.len(), plain.name.as_str()),
        (0, "single_trusts+none")
    );
    assert_eq!(plain.label, "Single trusts, no guidance");
    assert_eq!(cross.arms[1].guides, arm("nice_advice").guides);
}

#[test]
fn guidance_is_compared_with_and_without_a_lever() {
    let levers: Vec<_> = experiment("nice_cover")
        .arms
        .iter()
        .map(|arm| (arm.name.clone(), arm.overrides.clone()))
        .collect();
    let lever = |value| vec![("implementation.lever".to_owned(), value)];
    let expected = [
        ("no_guidance_no_lever", lever(0.0)),
        ("advice_no_lever", lever(0.0)),
        ("no_guidance_lever", lever(0.5)),
        ("advice_lever", lever(0.5)),
        ("mandate_lever", lever(0.5)),
    ]
    .map(|(name, lever)| (name.to_owned(), lever));
    assert_eq!(levers, expected);
}

fn changed(changes: &Changes) -> Result<check::Settled<Experiment>, Vec<String>> {
    let source = source(Kind::Experiment, HEADLINE).unwrap();
    check::experiment(&source, HEADLINE, changes, &KNOWN)
        .map_err(|mistakes| mistakes.iter().map(ToString::to_string).collect())
}

#[test]
fn the_command_line_changes_what_it_names() {
    let settled = changed(&Changes {
        set: vec!["evidence.spillover=0.05".to_owned()],
        arms: vec!["department".to_owned()],
        geography: Some("places/wales.toml".to_owned()),
        horizon_months: Some(24),
        paper: true,
        points: Some(5),
        replicates: Some(3),
        independent: false,
        seed: Some(7),
    })
    .unwrap();
    let experiment = settled.value;
    assert_eq!(settled.warnings.len(), 1, "the baseline is kept");
    assert_eq!(experiment.arms.len(), 2);
    assert_eq!(experiment.subsets[0].arms, ["single_trusts", "department"]);
    assert_eq!(experiment.horizons_months, [24]);
    assert_eq!(experiment.primary.horizon_months, 24);
    assert_eq!((experiment.size.points, experiment.size.replicates), (5, 3));
    assert_eq!((experiment.default_seeds, experiment.seed), (3, 7));
    assert_eq!(experiment.scenario.geography, "places/wales.toml");
    assert!((experiment.scenario.parameters.evidence.spillover - 0.05).abs() < 1e-12);
    assert_eq!(experiment.runs(), 2 * (3 + 15));
}

#[test]
fn wrong_options_are_refused_together() {
    let mistakes = changed(&Changes {
        set: vec!["mechanisms.leen=false".to_owned(), "x".to_owned()],
        arms: vec!["departement".to_owned()],
        geography: Some("wales".to_owned()),
        horizon_months: Some(25),
        replicates: Some(0),
        ..Changes::default()
    })
    .unwrap_err();
    assert_eq!(mistakes.len(), 6, "{mistakes:#?}");
}

#[test]
fn an_override_that_all_arms_share_anyway_is_a_warning() {
    let text = "label = \"L\"\nstructure = \"trusts_2009\"\n[[seats]]\nitems = \"all\"\n\
                tier = \"trusts\"\nparticipation = 1\nborders = 0\n\
                [parameters.costs]\naudit = 0.5\nsecond_guessing = 0.3\n";
    let own = |name: &str| match name {
        "own" => Some(Source::new("own.toml", text)),
        _ => built_in_arm(name),
    };
    let known = Known {
        outcomes: &[],
        arm: &own,
        structure: &built_in_structure,
        table: &no_table,
    };
    let source = source(Kind::Experiment, HEADLINE).unwrap();
    let with_own = source.text.replace(
        "\"department\",\n    \"nice_advice\",\n    \"nice_mandate\",\n    \"all",
        "\"own\",\n    \"department\",\n    \"nice_advice\",\n    \"nice_mandate\",\n    \"all",
    );
    let source = Source::new("mine.toml", &with_own);
    let settled = check::experiment(&source, "mine", &Changes::default(), &known).unwrap();
    let warnings: Vec<String> = settled.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(
        warnings,
        ["own.toml:9:9: warning: costs.audit changes nothing: all arms have this value"],
        "second guessing is drawn by the design, so fixing it is a change"
    );
}

//! Made-up inputs of realistic size for every chart: ten arms with long names, twelve outcomes,
//! 152 areas. The numbers follow fixed formulas, so that the drawings can be compared.

use grip::report::charts::Caption;
use grip::report::charts::bands::{BandPanel, BandRow, Bands};
use grip::report::charts::bureaucracy::{Account, AccountValue, Bureaucracy};
use grip::report::charts::dose_response::{DosePanel, DosePoint, DoseResponse, DoseSeries};
use grip::report::charts::dot_interval::{DotInterval, DotRow};
use grip::report::charts::heat_table::{Better, HeatCell, HeatColumn, HeatTable};
use grip::report::charts::pareto::{Pareto, ParetoArm, ParetoOutcome, ParetoStanding};
use grip::report::charts::prim_box::{BoxRow, PrimBoxChart};
use grip::report::charts::probability_best::{BestRow, ProbabilityBest};
use grip::report::charts::rank_map::{MapArm, MapAxis, MapCell, RankMap};
use grip::report::charts::robust_bars::{RobustBars, RobustMark, RobustRow, Scale};
use grip::report::charts::savings_path::{PathKind, PathPanel, PathSeries, SavingsPath};
use grip::report::charts::tile_map::{TileArea, TileMap};
use grip::report::charts::titles::{Verdict, finding_title};
use grip::report::charts::trade_off::{TradeOff, TradeOffPoint};

/// The arms, from the centre to the single trust.
pub const ARMS: [(&str, &str); 10] = [
    ("Department of Health", "Department"),
    ("NICE mandate", "Mandate"),
    ("NICE advice, trusts decide", "NICE advice"),
    ("Strategic health authority", "Authority"),
    ("Region's trusts jointly", "Region"),
    ("Specialist commissioners", "Specialist"),
    ("Sub-regional consortium", "Consortium"),
    ("Lead cluster", "Cluster"),
    ("Single trusts", "Trusts"),
    ("All at once", "All"),
];

/// A number between -1 and 1 that looks scattered but is fixed by its position.
pub fn scatter(position: usize) -> f64 {
    let mixed = (position as u64)
        .wrapping_add(1)
        .wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    ((mixed >> 11) as f64 / (1_u64 << 52) as f64) - 1.0
}

pub fn caption(name: &str, title: &str, measure: &str) -> Caption {
    Caption {
        name: name.into(),
        title: title.into(),
        measure: measure.into(),
        place: "England, synthetic areas".into(),
        period: "April 2009 to March 2024".into(),
        baseline: Some("Single trusts".into()),
        prices: Some("2009/10 prices".into()),
        finding: None,
        runs: "200 sampled inputs, the same seeds in every arm".into(),
        independent: false,
        notes: vec![
            "Covers chance and the 24 listed inputs, not the structure of the model.".into(),
            "No run failed.".into(),
        ],
        source: "simulated, grip 0.1.0, experiment what_should_happen_where, digest 3f9a41c2"
            .into(),
    }
}

pub fn dots() -> DotInterval {
    let title = finding_title(
        "NICE mandate",
        "net saving",
        "single trusts",
        Verdict::DependsOnInputs(0.71),
    );
    let rows = ARMS
        .iter()
        .enumerate()
        .filter(|(_, (name, _))| *name != "Single trusts")
        .map(|(i, (name, _))| {
            let (mean, half) = (
                60.0 - 14.0 * i as f64 + 22.0 * scatter(i),
                12.0 + 6.0 * scatter(i + 40),
            );
            DotRow {
                arm: (*name).into(),
                mean,
                inner: (mean - half / 3.0, mean + half / 3.0),
                outer: (mean - half, mean + half),
                unadjusted: Some((mean - half * 0.8, mean + half * 0.8)),
                spread: Some((mean - 3.2 * half, mean + 3.6 * half)),
                n: 200,
            }
        })
        .collect();
    DotInterval {
        caption: caption(
            "net_saving",
            &title,
            "Real saving net of decision costs, GBP million a year",
        ),
        baseline: "Single trusts".into(),
        unit: "GBP million a year".into(),
        left_words: "saves less".into(),
        right_words: "saves more".into(),
        sort_by_effect: true,
        rows,
    }
}

pub fn best() -> ProbabilityBest {
    let shares = [0.22, 0.14, 0.10, 0.08, 0.21, 0.03, 0.07, 0.09, 0.057, 0.003];
    let rows = ARMS
        .iter()
        .zip(shares)
        .map(|((name, _), share): (_, f64)| {
            let half = 1.96 * (share * (1.0 - share) / 200.0_f64).sqrt();
            BestRow {
                arm: (*name).into(),
                share,
                interval: ((share - half).max(0.002), share + half + 0.01),
            }
        })
        .collect();
    ProbabilityBest {
        caption: Caption {
            baseline: None,
            ..caption(
                "probability_best",
                "No arm is best in most of the inputs",
                "Probability of the highest net saving",
            )
        },
        n: 200,
        best_means: "highest real saving net of decision costs".into(),
        rows,
    }
}

/// Regret of every arm: the mean, its interval, the 90% quantile and the largest.
pub fn regret() -> RobustBars {
    let rows = ARMS
        .iter()
        .enumerate()
        .map(|(i, (name, _))| {
            let mean = 18.0 + 9.0 * i as f64 + 12.0 * scatter(i + 7).abs();
            let half = 2.0 + 0.08 * mean;
            RobustRow {
                arm: (*name).into(),
                value: mean,
                interval: (mean - half, mean + half),
                marks: vec![2.1 * mean, 3.4 * mean + 20.0 * scatter(i).abs()],
            }
        })
        .collect();
    RobustBars {
        caption: Caption {
            baseline: None,
            ..caption(
                "regret_net_saving",
                "Least to regret: Department of Health",
                "What the best arrangement has more at the same input: net saving, GBP million a year",
            )
        },
        n: 200,
        scale: Scale::Amount("GBP million a year".into()),
        bar: "mean regret over the sampled inputs".into(),
        interval: "Student's t over the inputs; it shrinks with more of them".into(),
        axis: "Regret in net saving, GBP million a year".into(),
        column: "regret_mean".into(),
        marks: vec![
            RobustMark {
                words: "90% quantile over the inputs".into(),
                column: "regret_q90".into(),
            },
            RobustMark {
                words: "Largest of all inputs".into(),
                column: "regret_max".into(),
            },
        ],
        rows,
    }
}

/// How often every arm meets two thresholds.
pub fn good_enough() -> RobustBars {
    let rows = ARMS
        .iter()
        .enumerate()
        .map(|(i, (name, _))| {
            let share = 0.05 + 0.06 * i as f64;
            RobustRow {
                arm: (*name).into(),
                value: share,
                interval: (share * 0.8, share + 0.07),
                marks: vec![share + 0.04, (share + 0.3).min(1.0)],
            }
        })
        .collect();
    let said = [
        "net saving at least 20 GBP million a year",
        "cost of bureaucracy at most 900 GBP million a year",
    ];
    RobustBars {
        caption: Caption {
            baseline: None,
            ..caption(
                "satisficing",
                "None of 10 is clearly the most often good enough",
                &format!("Share of inputs with {} and {}", said[0], said[1]),
            )
        },
        n: 200,
        scale: Scale::Share,
        bar: "share of the sampled inputs in which all thresholds are met".into(),
        interval: "Wilson".into(),
        axis: "Share of sampled inputs in which all thresholds are met".into(),
        column: "share_met".into(),
        marks: said
            .iter()
            .enumerate()
            .map(|(at, words)| RobustMark {
                words: format!("Share that meets this one: {words}"),
                column: format!("share_met_{}", at + 1),
            })
            .collect(),
        rows,
    }
}

pub fn path() -> SavingsPath {
    let years: Vec<String> = (9..24).map(|y| format!("20{y:02}/{:02}", y + 1)).collect();
    let values = |top: f64, speed: f64| -> Vec<Option<f64>> {
        (1..=15)
            .map(|t| Some(top * f64::from(t) / (f64::from(t) + speed)))
            .collect()
    };
    let line = |label: &str, kind, values: Vec<Option<f64>>, width: f64| PathSeries {
        label: label.into(),
        kind,
        interval: (width > 0.0).then(|| {
            values
                .iter()
                .map(|v| {
                    (
                        v.unwrap_or(0.0) * (1.0 - width),
                        v.unwrap_or(0.0) * (1.0 + width),
                    )
                })
                .collect()
        }),
        values,
    };
    let asked = (1..=15)
        .map(|t| (t <= 5).then_some(4.0 * f64::from(t)))
        .collect();
    SavingsPath {
        caption: Caption {
            baseline: None,
            ..caption(
                "savings_path",
                "Real savings stay below what is reported",
                "Recurrent savings a year",
            )
        },
        years,
        upper: PathPanel {
            heading: "All sources, against the path to GBP 20bn".into(),
            unit: "GBP bn a year".into(),
            series: vec![
                line("Real", PathKind::Real, values(13.0, 4.0), 0.05),
                line("Reported", PathKind::Reported, values(17.5, 3.0), 0.0),
                line("Asked for", PathKind::AskedFor, asked, 0.0),
            ],
        },
        lower: PathPanel {
            heading: "Disinvestment only, against the best possible".into(),
            unit: "GBP m a year".into(),
            series: vec![
                line("Real", PathKind::Real, values(410.0, 6.0), 0.08),
                line("Reported", PathKind::Reported, values(480.0, 5.0), 0.0),
                line(
                    "Best possible with full information",
                    PathKind::Possible,
                    values(1060.0, 0.4),
                    0.0,
                ),
            ],
        },
    }
}

pub fn bureaucracy() -> Bureaucracy {
    let names = [
        "All modelled accounts",
        "Running",
        "Reporting",
        "Assurance",
        "Decision",
        "Duplication",
        "Redundancy",
        "Transition",
        "Support market",
        "Vacancy",
    ];
    let sizes = [
        2050.0, 1450.0, 210.0, 130.0, 95.0, 60.0, 0.0, 0.0, 88.0, 0.0,
    ];
    let accounts = names
        .iter()
        .zip(sizes)
        .enumerate()
        .map(|(a, (name, size)): (usize, (&&str, f64))| Account {
            name: (*name).into(),
            values: (size > 0.0).then(|| {
                (0..10)
                    .map(|i| {
                        let mean = size * (1.0 + 0.35 * scatter(a * 10 + i));
                        AccountValue {
                            mean,
                            interval: (mean * 0.96, mean * 1.04),
                        }
                    })
                    .collect()
            }),
        })
        .collect();
    Bureaucracy {
        caption: caption(
            "bureaucracy",
            "Running costs dwarf every other account",
            "Cost of administration by account, GBP million a year",
        ),
        unit: "GBP million a year".into(),
        arms: ARMS.iter().map(|(name, _)| (*name).into()).collect(),
        baseline: Some(8),
        one_scale: false,
        accounts,
    }
}

pub fn heat() -> HeatTable {
    let columns = [
        ("Net saving", "GBP m", Better::Higher),
        ("Reported saving", "GBP m", Better::Neither),
        ("Gap to target", "GBP bn", Better::Lower),
        ("Bodies in deficit", "share", Better::Lower),
        ("Health gained", "QALYs", Better::Higher),
        ("Unexplained variation", "sd", Better::Lower),
        ("Waiting over 18 weeks", "share", Better::Lower),
        ("Legitimacy", "index", Better::Higher),
        ("Administration", "GBP m", Better::Lower),
        ("Decision delay", "months", Better::Lower),
        ("Local voice", "share", Better::Higher),
        ("Reversed decisions", "number", Better::Lower),
    ];
    let sizes = [
        60.0, 90.0, 0.8, 0.05, 1800.0, 0.02, 0.01, 0.08, 120.0, 5.0, 0.4, 24.0,
    ];
    let rows = ARMS
        .iter()
        .enumerate()
        .filter(|(_, (name, _))| *name != "Single trusts")
        .map(|(i, (name, _))| {
            let cells = sizes
                .iter()
                .enumerate()
                .map(|(o, size)| {
                    let standardised = 2.4 * scatter(i * 17 + o);
                    let half = size * 0.35;
                    let difference = size * standardised * 0.6;
                    (i != 9 || o != 11).then_some(HeatCell {
                        difference,
                        standardised,
                        interval: (difference - half, difference + half),
                    })
                })
                .collect();
            ((*name).to_string(), cells)
        })
        .collect();
    HeatTable {
        caption: caption(
            "all_outcomes",
            "No arm is better on every outcome",
            "Paired differences in twelve outcomes",
        ),
        baseline: "Single trusts".into(),
        columns: columns
            .into_iter()
            .map(|(outcome, unit, better)| HeatColumn {
                outcome: outcome.into(),
                unit: unit.into(),
                better,
            })
            .collect(),
        rows,
    }
}

pub fn dose() -> DoseResponse {
    let line = |label: &str, top: f64, peak: f64, size: f64| DoseSeries {
        label: label.into(),
        points: (0..=10)
            .map(|step| {
                let grip = f64::from(step) / 10.0;
                let mean = top - size * (grip - peak) * (grip - peak);
                let half = size * 0.05;
                DosePoint {
                    grip,
                    mean,
                    inner: (mean - half / 3.0, mean + half / 3.0),
                    outer: (mean - half, mean + half),
                }
            })
            .collect(),
    };
    let panel = |outcome: &str, unit: &str, better, top: f64, size: f64| DosePanel {
        outcome: outcome.into(),
        unit: unit.into(),
        better,
        scale: None,
        series: vec![
            line("Blend", top, 0.6, size),
            line("Lottery", top * 0.93, 1.0, size * 0.5),
            line("Blend, thin regions", top * 0.92, 0.45, size * 0.8),
        ],
    };
    DoseResponse {
        caption: Caption {
            baseline: None,
            ..caption(
                "degrees_of_control",
                "Savings peak between local and central control",
                "Four outcomes, means over the runs",
            )
        },
        dose: "Degree of central control (grip)".into(),
        ends: ("each trust decides".into(), "the centre decides".into()),
        status_quo: Some(0.2),
        panels: vec![
            panel(
                "Real saving",
                "GBP million a year",
                Better::Higher,
                420.0,
                160.0,
            ),
            panel(
                "Cost of administration",
                "GBP million a year",
                Better::Lower,
                1900.0,
                -320.0,
            ),
            panel(
                "Unexplained variation",
                "sd over mean",
                Better::Lower,
                0.31,
                0.2,
            ),
            panel("Decision delay", "months", Better::Lower, 14.0, -11.0),
        ],
    }
}

pub fn ranks() -> RankMap {
    let cells = (0..5)
        .map(|row| {
            (0..5)
                .map(|column| {
                    let at = row * 5 + column;
                    (at != 4).then(|| MapCell {
                        leader: [0, 1, 4, 7, 8, 2, 5]
                            [((row + column) as f64 * 0.7 + 0.6 * scatter(at)).abs() as usize % 7],
                        settled: scatter(at + 90) > -0.2,
                        lead: 10.0 + 8.0 * scatter(at),
                        share: 0.45 + 0.25 * scatter(at + 3),
                        n: 40,
                    })
                })
                .collect()
        })
        .collect();
    RankMap {
        caption: Caption {
            baseline: None,
            ..caption(
                "rank_reversal",
                "The best arm depends on local variation and spill-over",
                "Arm with the highest net saving",
            )
        },
        across: MapAxis {
            name: "Local variation in need, standard deviation".into(),
            breaks: vec![0.02, 0.05, 0.08, 0.11, 0.14, 0.17],
            decimals: 2,
        },
        up: MapAxis {
            name: "Spill-over between neighbours, share of benefit".into(),
            breaks: vec![0.0, 0.1, 0.2, 0.3, 0.4, 0.5],
            decimals: 1,
        },
        arms: ARMS
            .iter()
            .map(|(name, short)| MapArm {
                name: (*name).into(),
                short: (*short).into(),
            })
            .collect(),
        cells,
    }
}

pub fn tiles() -> TileMap {
    let areas = (0..152)
        .map(|i| {
            let value = 1.4 + 2.6 * scatter(i) + 0.6 * scatter(i + 500);
            TileArea {
                code: format!("{}", i + 1),
                name: format!("Area {}", i + 1),
                column: (i % 13) as u32,
                row: (i / 13) as u32,
                value,
                interval: (value - 0.7, value + 0.7),
            }
        })
        .collect();
    TileMap {
        caption: caption(
            "places",
            "NICE mandate saves more in most areas",
            "Difference in net saving, NICE mandate, GBP a head",
        ),
        unit: "GBP a head a year".into(),
        one_square: "synthetic area of about 340,000 people".into(),
        areas,
    }
}

/// A box of three inputs.
pub fn found_box() -> PrimBoxChart {
    let row = |input: &str, unit: &str, sampled, inside, quasi_p, again| BoxRow {
        input: input.into(),
        unit: unit.into(),
        sampled,
        inside,
        quasi_p,
        again,
    };
    PrimBoxChart {
        caption: caption(
            "discovery_box",
            "3 inputs tell where NICE mandate leads",
            "Inputs at which NICE mandate saves more than single trusts: 38 of 41 inside the box \
             (density 93%), coverage 72%, mass 41%, p = 0.005",
        ),
        rows: vec![
            row(
                "Benefit of withdrawal that falls outside the deciding area, as a shift of the best \
                 action",
                "share",
                (0.0, 0.12),
                (0.031, 0.12),
                1.2e-7,
                0.94,
            ),
            row(
                "Trust of commissioners in the tier above",
                "index",
                (0.2, 0.8),
                (0.2, 0.71),
                0.0042,
                0.5,
            ),
            row(
                "Analyst time",
                "analyst-months",
                (1.0, 4.0),
                (1.4, 3.2),
                0.038,
                0.12,
            ),
        ],
        beats_chance: true,
        interest: "NICE mandate saves more than single trusts".into(),
    }
}

/// The way from all inputs to a small box.
pub fn boxes() -> TradeOff {
    let boxes = (0..24)
        .map(|at| {
            let mass = 0.95_f64.powi(at);
            let density = (0.45 + 0.03 * f64::from(at)).min(1.0);
            TradeOffPoint {
                coverage: density * mass / 0.45,
                density,
                mass,
                limited: at as usize / 3,
            }
        })
        .map(|point| TradeOffPoint {
            coverage: point.coverage.min(1.0),
            ..point
        });
    TradeOff {
        caption: caption(
            "discovery_trade_off",
            "Box of 93% density covers 72% of the cases",
            "Coverage and density of boxes of inputs at which NICE mandate saves more than single trusts",
        ),
        boxes: boxes.collect(),
        told: TradeOffPoint {
            coverage: 0.72,
            density: 0.93,
            mass: 0.41,
            limited: 3,
        },
        beats_chance: true,
    }
}

/// Ten arms on three outcomes.
pub fn front() -> Pareto {
    let outcome = |name: &str, higher_is_better| ParetoOutcome {
        name: name.into(),
        higher_is_better,
    };
    let arms = ARMS.iter().enumerate().map(|(i, (name, _))| {
        let size = [60.0, 1_500.0, 25.0];
        let values = size.iter().enumerate().map(|(o, size)| {
            if *name == "Single trusts" {
                return (0.0, (0.0, 0.0));
            }
            let mean = size * (scatter(i * 3 + o) + 0.2);
            (mean, (mean - 0.15 * size, mean + 0.12 * size))
        });
        let standing = match i % 3 {
            0 => ParetoStanding::OnFront,
            1 => ParetoStanding::NotSettled,
            _ => ParetoStanding::Dominated,
        };
        ParetoArm {
            name: (*name).into(),
            values: values.collect(),
            standing,
            dominated_by: (standing == ParetoStanding::Dominated).then(|| "NICE mandate".into()),
        }
    });
    Pareto {
        caption: caption(
            "pareto_front",
            "4 arrangements on the front, 3 dominated, 3 not settled",
            "Trade-offs between real saving, health gain and cost of bureaucracy",
        ),
        outcomes: vec![
            outcome("real saving, GBP million a year", true),
            outcome("health gain, QALY", true),
            outcome("cost of bureaucracy, GBP million a year", false),
        ],
        arms: arms.collect(),
        reference: "Single trusts".into(),
        comparisons: 135,
    }
}

/// Facts in their bands, out of them on both sides, and far beyond what is drawn.
pub fn facts() -> Bands {
    let row = |name: &str, simulated: f64, band: (f64, f64)| BandRow {
        name: name.into(),
        simulated,
        band,
        words: format!("{simulated} ({} to {})", band.0, band.1),
    };
    Bands {
        caption: caption(
            "patterns",
            "1 of 3 held-out facts are reproduced",
            "Known facts, simulated value on a scale where the band is 0 to 1",
        ),
        panels: vec![
            BandPanel {
                heading: "Calibration: 2 of 3 in band".into(),
                rows: vec![
                    row("P1 idle share", 0.65, (0.5, 0.8)),
                    row("P26 fold", 1.22, (2.0, 25.0)),
                    row("P8 delay", 24.0, (15.0, 24.0)),
                ],
            },
            BandPanel {
                heading: "Held out: 1 of 3 in band".into(),
                rows: vec![
                    row("P4 adoption", 0.41, (0.2, 1.0)),
                    row("P11 deficits", 0.01, (0.25, 0.4)),
                    row("P22 regrowth", 99.0, (0.3, 10.0)),
                ],
            },
        ],
    }
}

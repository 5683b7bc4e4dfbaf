//! Arms with chance of their own: the same means in expectation, wider intervals of differences, and
//! a page that says so. What equal chance is worth, in other words.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod small;

use grip::job::conclude::{Wanted, stored};
use grip::job::verify::verify;
use grip::scenario::{Changes, Experiment};
use grip::store::{Column, Layout, read_columns};
use small::{EXPERIMENT, Folder, GROUND, How, experiment, grip, run_into, said};

const SEEDS: u64 = 60;

/// On a ground that stands as a file, so that what is stored can be verified.
fn of(independent: bool) -> Experiment {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("independent.toml");
    std::fs::write(&path, GROUND).unwrap();
    experiment(&Changes {
        points: Some(0),
        replicates: Some(SEEDS),
        geography: Some(path.display().to_string()),
        independent,
        ..Changes::default()
    })
}

/// What the primary outcome came to in each arm, seed by seed, and the seeds.
fn values(folder: &Folder) -> Vec<(String, u64, f64)> {
    let columns = ["arm", "seed", "horizon_months", "outcome", "value"];
    let table = read_columns(&folder.0.join("runs.parquet"), &columns).unwrap();
    let [
        (_, Column::Text(arm)),
        (_, Column::U64(seed)),
        (_, Column::U32(months)),
        (_, Column::Text(outcome)),
        (_, Column::OptionalF64(value)),
    ] = &table.columns[..]
    else {
        panic!("columns of runs");
    };
    (0..seed.len())
        .filter(|&row| months[row] == 24 && outcome.at(row) == Some("saving_real_disinvestment"))
        .map(|row| {
            (
                arm.at(row).unwrap().to_owned(),
                seed[row],
                value[row].unwrap(),
            )
        })
        .collect()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn variance(values: &[f64]) -> f64 {
    let mean = mean(values);
    values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / (values.len() - 1) as f64
}

#[test]
fn independent_arms_have_the_same_means_and_wider_intervals_of_their_differences() {
    let [paired, apart] = ["paired", "apart"].map(|name| Folder::new(&format!("chance-{name}")));
    run_into(&paired, &of(false), &How::default()).unwrap();
    let how = How {
        wanted: Wanted::All,
        ..How::default()
    };
    run_into(&apart, &of(true), &how).unwrap();
    let by_arm = |folder: &Folder, arm: &str| -> Vec<(u64, f64)> {
        let all = values(folder).into_iter();
        all.filter(|(of, ..)| of == arm)
            .map(|(_, seed, value)| (seed, value))
            .collect()
    };
    // The baseline is the same to the bit; the other arms have other seeds.
    let base = by_arm(&paired, "single_trusts");
    assert_eq!(base.len(), SEEDS as usize);
    assert_eq!(by_arm(&apart, "single_trusts"), base);
    let mut all: Vec<u64> = Vec::new();
    for arm in ["single_trusts", "region_jointly", "nice_advice"] {
        all.extend(by_arm(&apart, arm).iter().map(|(seed, _)| *seed));
    }
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), 3 * SEEDS as usize, "seeds are shared");

    let bare = |values: &[(u64, f64)]| -> Vec<f64> { values.iter().map(|(_, v)| *v).collect() };
    let base = bare(&base);
    let mut ratios = Vec::new();
    for arm in ["region_jointly", "nice_advice"] {
        let [with, without] = [&paired, &apart].map(|folder| bare(&by_arm(folder, arm)));
        let differences =
            |own: &[f64]| -> Vec<f64> { own.iter().zip(&base).map(|(a, b)| a - b).collect() };
        // The means of the arm agree within three and a half standard errors of both.
        let error = ((variance(&with) + variance(&without)) / SEEDS as f64).sqrt();
        let shift = mean(&with) - mean(&without);
        assert!(shift.abs() <= 3.5 * error, "{arm}: {shift} of {error}");
        // Without equal chance the variance of a difference is the sum of both variances.
        let apart = variance(&differences(&without));
        let sum = variance(&without) + variance(&base);
        assert!(
            (0.55..=1.6).contains(&(apart / sum)),
            "{arm}: {apart} of {sum}"
        );
        ratios.push(apart / variance(&differences(&with)));
    }
    // The share of the variance that equal chance takes away, in the arm most like the baseline.
    let most = ratios.iter().copied().fold(0.0, f64::max);
    assert!(most > 2.0, "{ratios:?}");

    // What is stored can be verified, and every place that tells of differences tells of this.
    let found = verify(&Layout::new(&apart.0), 6, 5).unwrap();
    assert_eq!(found.wrong, Vec::<String>::new());
    let (manifest, configuration) = stored(&Layout::new(&apart.0)).unwrap();
    assert!(configuration.experiment.independent);
    let said = "Each arm drew chance of its own: differences are between independent runs";
    assert!(manifest.notes.iter().any(|note| note.starts_with(said)));
    let page = String::from_utf8(apart.read("report.html")).unwrap();
    assert!(page.contains(said));
    assert!(page.contains("others in every arm"));
    assert!(page.contains("--independent"));
    assert!(page.contains("difference of independent runs"));
    assert!(!page.contains("the same in every arm"));
    // Neither folder takes the other's call.
    let error = run_into(&apart, &of(false), &How::default()).unwrap_err();
    assert!(error.to_string().contains("independent: "), "{error}");
}

#[test]
fn the_command_line_and_the_file_say_the_same_and_no_search_or_audit_is_independent() {
    let folder = Folder::new("chance-verbs");
    std::fs::create_dir_all(&folder.0).unwrap();
    std::fs::write(folder.0.join("ground.toml"), GROUND).unwrap();
    let text = EXPERIMENT.replace("seed = 11", "seed = 11\ngeography = \"ground.toml\"");
    std::fs::write(folder.0.join("small.toml"), &text).unwrap();
    let own = text.replace("seed = 11", "seed = 11\nindependent = true");
    std::fs::write(folder.0.join("own.toml"), own).unwrap();
    let grip = |words: &[&str]| said(&grip(&folder.0, words));
    let size = ["--points", "2", "--replicates", "2", "--quiet", "--out"];
    for (words, out) in [
        (&["run", "small.toml", "--independent"][..], "line"),
        (&["run", "own.toml"][..], "file"),
    ] {
        let (code, text) = grip(&[words, &size[..], &[out][..]].concat());
        assert_eq!(code, Some(0), "{text}");
    }
    for table in ["runs.parquet", "plan.parquet", "paths.parquet"] {
        assert!(
            folder.read(&format!("line/{table}")) == folder.read(&format!("file/{table}")),
            "{table}"
        );
    }
    let (code, text) = grip(&["verify", "line", "--runs", "3"]);
    assert_eq!(code, Some(0), "{text}");
    let (code, text) = grip(&["plan", "right_by_domain", "--independent"]);
    assert!(
        code == Some(2) && text.contains("compares candidates on equal chance"),
        "{text}"
    );
    // Audits of a built-in experiment are left out rather than refused.
    let (code, text) = grip(&["plan", "neutrality", "--independent", "--quiet"]);
    assert_eq!(code, Some(0), "{text}");
}

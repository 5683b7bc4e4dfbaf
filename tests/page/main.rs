//! The page of an experiment: what stands on it, in which order, readable by everyone, and no
//! stronger than the numbers.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod arrangements;
mod invented;
mod patterns;

use std::collections::BTreeSet;

use grip::report::page::{Page, build};
use grip::scenario::{Answer, RunBlock};

fn page() -> (invented::Kept, Page) {
    let kept = invented::kept("what_should_happen_where", 60, 2);
    let page = build(&kept.findings());
    (kept, page)
}

/// Set `GRIP_DRAW_TO` to a folder to look at a page.
fn keep(page: &Page, before: &str) {
    if let Ok(folder) = std::env::var("GRIP_DRAW_TO") {
        std::fs::create_dir_all(format!("{folder}/charts")).unwrap();
        std::fs::write(format!("{folder}/{before}.html"), &page.html).unwrap();
        for figure in &page.figures {
            std::fs::write(
                format!("{folder}/charts/{before}_{}.png", figure.name),
                figure.png().unwrap(),
            )
            .unwrap();
        }
    }
}

/// Headings, captions and openings of the page, one a line, without drawings.
fn outline(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start..];
        let found = [
            ("<h1", "# ", "</h1>"),
            ("<h2", "## ", "</h2>"),
            ("<h3", "### ", "</h3>"),
            ("<summary", "  > ", "</summary>"),
            ("<p class=\"headline\"", "! ", "</p>"),
        ]
        .into_iter()
        .find(|(open, _, _)| rest.starts_with(open));
        if let Some((_, mark, close)) = found {
            let text = rest.split_once('>').unwrap().1.split(close).next().unwrap();
            out.push_str(mark);
            out.push_str(text);
            out.push('\n');
        }
        rest = &rest[1..];
    }
    out
}

fn attributes<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let open = format!(" {name}=\"");
    html.split(open.as_str())
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

#[test]
fn the_page_says_what_was_found_before_everything_else() {
    let (_, page) = page();
    keep(&page, "invented");
    insta::assert_snapshot!(outline(&page.html));
}

#[test]
fn nothing_is_loaded_from_anywhere_and_nothing_runs() {
    let (_, page) = page();
    assert!(
        page.html
            .contains("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
    );
    assert!(
        !page.html.contains("<script")
            && !page.html.contains("@import")
            && !page.html.contains("url(")
    );
    for address in attributes(&page.html, "href")
        .into_iter()
        .chain(attributes(&page.html, "src"))
    {
        let fine = address.starts_with('#')
            || address.starts_with("data:text/csv")
            || address.starts_with("charts/");
        assert!(fine, "{address}");
    }
}

#[test]
fn ids_are_unique_links_lead_somewhere_and_headings_go_down_by_one() {
    let (_, page) = page();
    let ids = attributes(&page.html, "id");
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(unique.len(), ids.len());
    for address in attributes(&page.html, "href")
        .into_iter()
        .filter_map(|a| a.strip_prefix('#'))
    {
        assert!(unique.contains(address), "{address}");
    }
    for name in attributes(&page.html, "aria-labelledby")
        .into_iter()
        .flat_map(str::split_whitespace)
    {
        assert!(unique.contains(name), "{name}");
    }
    let outline = outline(&page.html);
    let levels: Vec<usize> = outline
        .lines()
        .filter(|line| line.starts_with('#'))
        .map(|line| line.chars().take_while(|&c| c == '#').count())
        .collect();
    assert_eq!(levels.iter().filter(|&&level| level == 1).count(), 1);
    assert!(
        levels.windows(2).all(|pair| pair[1] <= pair[0] + 1),
        "{levels:?}"
    );
    assert!(page.html.contains("<html lang=\"en-GB\">"));
}

#[test]
fn every_chart_stands_there_with_its_words_its_table_and_its_data() {
    let (_, page) = page();
    let names: BTreeSet<&str> = page
        .figures
        .iter()
        .map(|figure| figure.name.as_str())
        .collect();
    assert_eq!(names.len(), page.figures.len());
    for wanted in [
        "difference_saving_real_disinvestment",
        "difference_qaly_disinvestment_cum",
        "difference_variation_unjustified",
        "difference_legitimacy_local",
        "difference_cost_total",
        "best_saving_real_disinvestment",
        "best_net_saving",
        "all_outcomes",
        "savings_path",
        "bureaucracy",
        "places",
    ] {
        assert!(names.contains(wanted), "{wanted} is not among {names:?}");
    }
    for (at, figure) in page.figures.iter().enumerate() {
        let number = at + 1;
        assert!(page.html.contains(&figure.svg), "{}", figure.name);
        assert!(
            page.html.contains(&format!("Figure {number} as a table")),
            "{}",
            figure.name
        );
        assert!(
            page.html
                .contains(&format!("<a download=\"{}.csv\"", figure.name))
        );
        assert_eq!(
            figure.scene.faults(),
            Vec::<String>::new(),
            "{}",
            figure.name
        );
    }
    assert!(
        !page.html.contains("Not drawn"),
        "{}",
        page.html.split("Not drawn").nth(1).unwrap()
    );
}

#[test]
fn failures_clips_and_notes_are_told() {
    let (_, page) = page();
    for words in [
        "net_saving is NaN at month 60",
        "1 failed",
        "Held per 1,000",
        "Need was drawn, not measured.",
        "Not in this experiment, and left out of every ranking",
        "has not been calibrated",
        "CC BY 4.0",
        "3f9a41c2d85be7700c1d",
        "grip run what_should_happen_where --points 60 --replicates 2 --seed 2009",
    ] {
        assert!(page.html.contains(words), "{words}");
    }
}

#[test]
fn the_same_findings_give_the_same_page() {
    let kept = invented::kept("what_should_happen_where", 12, 1);
    assert_eq!(build(&kept.findings()), build(&kept.findings()));
}

#[test]
fn names_from_a_file_cannot_become_markup() {
    let mut kept = invented::kept("what_should_happen_where", 12, 1);
    kept.experiment.title = "<script>alert(1)</script>".into();
    kept.notes = vec!["<img src=x onerror=y>".into()];
    let page = build(&kept.findings());
    assert!(!page.html.contains("<script") && !page.html.contains("<img"));
}

/// Words laid down for the answer come first: what the difference is against, or the level of one arm,
/// and none where zero lies inside.
#[test]
fn an_answer_laid_down_in_the_file_is_the_first_sentence() {
    let mut kept = invented::kept("what_should_happen_where", 60, 2);
    let answer = |text: &str, arm: &str, against: Option<&str>| Answer {
        text: text.into(),
        arm: arm.into(),
        against: against.map(Into::into),
        outcome: "saving_real_disinvestment".into(),
        horizon_months: 60,
        block: RunBlock::Prior,
        together_with: None,
    };
    kept.experiment.answers = vec![
        answer("A mandate", "nice_mandate", Some("single_trusts")),
        answer("Its reverse", "single_trusts", Some("nice_mandate")),
        answer("Trusts alone", "single_trusts", None),
    ];
    let html = build(&kept.findings()).html;
    let (_, after) = html.split_once("<p class=\"headline\">").unwrap();
    let (first, rest) = after.split_once("</p>").unwrap();
    let (size, _) = first
        .strip_prefix("A mandate: the runs show lower real saving, by ")
        .unwrap_or_else(|| panic!("{first}"))
        .split_once(" GBP million a year on the mean (95% interval ")
        .unwrap();
    assert!(first.contains(", the same way in "), "{first}");
    // What turns it and what it rests on belong to the first answer, and to no other of the list.
    let turned = ["unless ", "every value tried", "do not settle whether"];
    assert!(turned.iter().any(|words| first.contains(words)), "{first}");
    assert!(
        first.contains("The weakest evidence that this rests on: "),
        "{first}"
    );
    let (others, _) = rest.split_once("</ul>").unwrap();
    assert!(!others.contains("unless ") && !others.contains("weakest evidence"));
    // The same two arms the other way round: the same size, the other word.
    assert!(rest.contains(&format!(
        "<li>Its reverse: higher real saving, by {size} GBP"
    )));
    assert!(rest.contains("<li>Trusts alone: "));
    let alike = answer("Nothing", "single_trusts", Some("single_trusts"));
    kept.experiment.answers = vec![alike];
    let html = build(&kept.findings()).html;
    assert!(html.contains(
        "Nothing: the runs show no clear difference in real saving (below 0.00001 to either side; "
    ));
}

/// A level stands first where the question asks how much; the first pair follows in the headline.
#[test]
fn a_level_that_opens_the_answers_is_followed_by_the_first_pair() {
    let mut kept = invented::kept("what_should_happen_where", 60, 2);
    let answer = |text: &str, against: Option<&str>, second: Option<&str>| Answer {
        text: text.into(),
        arm: "nice_mandate".into(),
        against: against.map(Into::into),
        outcome: "saving_real_disinvestment".into(),
        horizon_months: 60,
        block: RunBlock::Prior,
        together_with: second.map(Into::into),
    };
    let trusts = Some("single_trusts");
    kept.experiment.answers = vec![
        answer("How much", None, None),
        answer("How much again", None, None),
        answer("A mandate", trusts, Some("cost_total")),
    ];
    let html = build(&kept.findings()).html;
    let (_, after) = html.split_once("<p class=\"headline\">").unwrap();
    let (first, rest) = after.split_once("</p>").unwrap();
    assert!(first.starts_with("How much: the runs show "), "{first}");
    let (_, pair) = first.split_once(". A mandate: the runs show ").unwrap();
    assert!(
        pair.contains(". Both real saving and cost of bureaucracy are better in "),
        "{pair}"
    );
    assert!(rest.contains("<li>How much again: "));
}

/// Over seeds at the default inputs nobody can say where an answer turns.
#[test]
fn an_answer_over_seeds_says_that_inputs_were_not_varied() {
    let mut kept = invented::kept("what_should_happen_where", 0, 8);
    kept.experiment.answers = vec![Answer {
        text: "A mandate".into(),
        arm: "nice_mandate".into(),
        against: Some("single_trusts".into()),
        outcome: "saving_real_disinvestment".into(),
        horizon_months: 60,
        block: RunBlock::Default,
        together_with: None,
    }];
    let html = build(&kept.findings()).html;
    let (_, after) = html.split_once("<p class=\"headline\">").unwrap();
    let (first, _) = after.split_once("</p>").unwrap();
    assert!(
        first.ends_with("; inputs were not varied, so where this turns is not known."),
        "{first}"
    );
}

/// Every reorganised arrangement has a row, the one that never is has none.
#[test]
fn a_page_about_reorganisations_tells_after_how_many_years_they_pay() {
    let kept = invented::kept("reorganisation_clock", 40, 1);
    let html = build(&kept.findings()).html;
    let (_, after) = html
        .split_once("<summary>Years until a reorganisation pays for itself</summary>")
        .unwrap();
    let (table, _) = after.split_once("</table>").unwrap();
    for gain in ["200", "500", "1,000", "1,500"] {
        assert!(
            table.contains(&format!("Gain of GBP {gain}m a year")),
            "{table}"
        );
    }
    let arms = kept.table.study().arms.len();
    assert_eq!(
        table.matches("<th scope=\"row\">").count(),
        arms - 1,
        "{table}"
    );
    let none = invented::kept("what_should_happen_where", 12, 1);
    assert!(
        !build(&none.findings())
            .html
            .contains("pays for itself</summary>")
    );
}

#[test]
fn too_few_inputs_claim_no_direction() {
    let kept = invented::kept("what_should_happen_where", 12, 1);
    let page = build(&kept.findings());
    assert!(page.html.contains("too few inputs were tried"));
    for figure in page
        .figures
        .iter()
        .filter(|figure| figure.name.starts_with("difference_"))
    {
        assert!(
            figure.title.starts_with("Not enough runs"),
            "{}",
            figure.title
        );
    }
}

#[test]
fn without_sampled_inputs_the_page_speaks_of_the_defaults_only() {
    let kept = invented::kept("what_should_happen_where", 0, 1);
    let page = build(&kept.findings());
    keep(&page, "defaults");
    assert!(page.html.contains("At the default inputs"));
    assert!(page.html.contains("Inputs were not varied"));
    assert!(
        !page
            .figures
            .iter()
            .any(|figure| figure.name.starts_with("best_"))
    );
}

#[test]
fn a_sweep_of_grip_is_drawn_as_a_dose_by_structure_and_mixing() {
    let kept = invented::kept("degrees_of_control", 40, 1);
    let page = build(&kept.findings());
    keep(&page, "degrees");
    let dose = page
        .figures
        .iter()
        .find(|figure| figure.name == "degrees_of_control")
        .unwrap();
    for words in ["saving, blend", "saving, lots", "Trusts", "Systems"] {
        assert!(dose.csv.contains(words), "{words}");
    }
    assert!(
        page.figures
            .iter()
            .any(|figure| figure.name == "degrees_of_control_accounts")
    );
    // Central is where the centre's will weighs more than half, whoever holds the rest.
    for (side, steps) in [
        ("local", ["0", "0.1", "0.2", "0.3", "0.4"]),
        ("central", ["0.6", "0.7", "0.8", "0.9", "1"]),
    ] {
        let (_, named) = page
            .html
            .split_once(&format!("{side} arrangement (“"))
            .unwrap();
        let (arm, _) = named.split_once("”)").unwrap();
        let (_, step) = arm.split_once("grip ").unwrap();
        assert!(steps.contains(&step), "{side}: {arm}");
    }
}

//! The arrangements on the page: each is described, classed and told as often as it is needed, and what
//! does not differ between them has no chart.

use grip::report::page::build;

use super::invented;

fn between<'a>(html: &'a str, from: &str, to: &str) -> &'a str {
    html.split_once(from).unwrap().1.split_once(to).unwrap().0
}

fn opening(html: &str) -> &str {
    between(html, "<h2 id=\"found\">", "</section>")
}

#[test]
fn every_arrangement_is_described_with_its_class_and_the_rule_of_classes_is_told() {
    let kept = invented::kept("what_should_happen_where", 60, 2);
    let page = build(&kept.findings());
    super::keep(&page, "arrangements");
    let part = between(&page.html, "<h2 id=\"arms\">", "</section>");
    let findings = kept.findings();
    let arms = &findings.table.study().arms;
    assert_eq!(part.matches("<th scope=\"row\">").count(), arms.len());
    for class in ["<td>central</td>", "<td>local</td>"] {
        assert!(part.contains(class), "{part}");
    }
    assert!(part.contains("Each trust decides"), "{part}");
    assert!(part.contains("counts as central where one decider decides for more than"));
    assert!(part.contains("(baseline)"));
    let unranked = arms.iter().filter(|arm| !arm.ranked).count();
    assert!(unranked > 0);
    assert!(
        part.contains("is not ranked (its file says ranked = false)"),
        "{part}"
    );
}

#[test]
fn many_arrangements_open_on_request_and_a_sweep_is_classed_by_grip() {
    let kept = invented::kept("degrees_of_control", 40, 1);
    let page = build(&kept.findings());
    super::keep(&page, "sweep");
    let part = between(&page.html, "<h2 id=\"arms\">", "</section>");
    assert!(
        part.contains("<summary>All 33 arrangements</summary>"),
        "{part}"
    );
    assert!(part.contains("grip above 0.5"));
    // Three panels, bounded whatever the number of arrangements: an A4 page is 1,782 units high.
    let front = page
        .figures
        .iter()
        .find(|one| one.name == "pareto_front")
        .unwrap();
    assert!(front.scene.height < 1_782.0, "{}", front.scene.height);
    let total = page
        .figures
        .iter()
        .find(|one| one.name == "degrees_of_control_accounts");
    assert!(
        total
            .unwrap()
            .scene
            .texts()
            .any(|text| text.words.starts_with("Cost of bureaucracy")
                && !text.words.contains("costs")
                && !text.words.contains("against"))
    );
}

#[test]
fn which_arrangement_leads_the_main_outcome_is_told_once() {
    for points in [60, 12] {
        let kept = invented::kept("what_should_happen_where", points, 2);
        let page = build(&kept.findings());
        let told = opening(&page.html);
        assert_eq!(told.matches("most often").count(), 1, "{told}");
    }
}

#[test]
fn an_outcome_in_which_nothing_differs_has_no_chart_and_a_sentence() {
    let alike = ["variation_unjustified", "latency_median"];
    let kept = invented::kept_alike("what_should_happen_where", 60, 2, &alike);
    let page = build(&kept.findings());
    let names: Vec<&str> = page.figures.iter().map(|one| one.name.as_str()).collect();
    for outcome in alike {
        for kind in ["difference", "best"] {
            assert!(
                !names.contains(&format!("{kind}_{outcome}").as_str()),
                "{names:?}"
            );
        }
    }
    assert!(names.contains(&"difference_cost_total"), "{names:?}");
    let told = opening(&page.html);
    assert!(
        told.contains(
            "Unexplained variation and decision delay do not differ between the arrangements"
        ),
        "{told}"
    );
    let whole = invented::kept("what_should_happen_where", 60, 2);
    assert!(
        !build(&whole.findings())
            .html
            .contains("not differ between the arrangements")
    );
}

#[test]
fn a_page_says_where_the_model_is_known_to_fail() {
    let kept = invented::kept("what_should_happen_where", 12, 1);
    let page = build(&kept.findings());
    let method = between(&page.html, "<h2 id=\"method\">", "</section>");
    assert!(
        method.contains("known facts that were held out"),
        "{method}"
    );
    assert!(method.contains("`grip patterns --out DIR`"), "{method}");
}

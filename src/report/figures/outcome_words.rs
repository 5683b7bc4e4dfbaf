//! How the page speaks of the outcomes that it puts first: the noun of a title, the verbs of a
//! sentence, and what lies on either side of zero.

use crate::analysis::headline::Verbs;
use crate::analysis::study::OutcomeInfo;
use crate::engine::outcomes::{self, Horizon};

/// The words of one outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::report) struct OutcomeWords {
    /// Lower-case noun phrase for titles and column headings: `net saving`.
    pub noun: String,
    /// What an arm with more of it does: `saves more than`.
    pub more: String,
    /// What an arm with less of it does: `saves less than`.
    pub less: String,
    /// What lies below zero: `saves less`.
    pub left: String,
    /// What lies above zero: `saves more`.
    pub right: String,
}

/// The outcomes that the page puts first, in this order, after the primary one.
pub(in crate::report) const HEADLINES: [&str; 10] = [
    "net_saving",
    "saving_real_disinvestment_cum",
    "qaly_disinvestment_cum",
    "net_saving_cum",
    "cost_total",
    "variation_unjustified",
    "latency_median",
    "reversals_per_100",
    "legitimacy_local",
    "worst_places",
];

/// The same where the experiment has other domains than disinvestment.
pub(in crate::report) const HEADLINES_OF_ALL: [&str; 11] = [
    "net_health",
    "qaly_total_disc",
    "saving_real_total",
    "cost_total",
    "quality_true",
    "wait_tail_true",
    "variation_unjustified",
    "latency_median",
    "talent",
    "legitimacy_local",
    "trust_up",
];

/// Name, noun, what more of it is, what less of it is; the last two take `than`.
const WORDS: [(&str, &str, &str, &str); 30] = [
    (
        "saving_real_disinvestment",
        "real saving",
        "saves more",
        "saves less",
    ),
    (
        "saving_real_disinvestment_cum",
        "saving since 2009",
        "saves more since 2009",
        "saves less since 2009",
    ),
    (
        "saving_reported_disinvestment",
        "reported saving",
        "reports more saved",
        "reports less saved",
    ),
    (
        "net_saving",
        "net saving",
        "saves more, net,",
        "saves less, net,",
    ),
    (
        "net_saving_cum",
        "net saving since 2009",
        "saves more, net, since 2009",
        "saves less, net, since 2009",
    ),
    (
        "qaly_disinvestment",
        "health gain",
        "gains more health",
        "gains less health",
    ),
    (
        "qaly_disinvestment_cum",
        "health gain since 2009",
        "gains more health since 2009",
        "gains less health since 2009",
    ),
    (
        "qaly_total_disc",
        "discounted health gain",
        "gains more health",
        "gains less health",
    ),
    (
        "talent",
        "talent of staff",
        "has abler staff",
        "has less able staff",
    ),
    (
        "trust_up",
        "trust in the tier above",
        "has more trust in the tier above",
        "has less trust in the tier above",
    ),
    (
        "net_health",
        "health net of what control costs",
        "gains more net health",
        "gains less net health",
    ),
    (
        "cost_total",
        "cost of bureaucracy",
        "costs more to run",
        "costs less to run",
    ),
    (
        "variation_unjustified",
        "unexplained variation",
        "leaves more unexplained variation",
        "leaves less unexplained variation",
    ),
    (
        "deprivation_slope",
        "slope on deprivation",
        "spares deprived places more",
        "spares deprived places less",
    ),
    (
        "latency_median",
        "decision delay",
        "decides later",
        "decides sooner",
    ),
    (
        "undecided_share",
        "share left undecided",
        "leaves more undecided",
        "leaves less undecided",
    ),
    (
        "reversals_per_100",
        "reversal rate",
        "has more decisions reversed",
        "has fewer decisions reversed",
    ),
    (
        "legitimacy_local",
        "local legitimacy",
        "has higher local legitimacy",
        "has lower local legitimacy",
    ),
    (
        "legitimacy_national",
        "national legitimacy",
        "has higher national legitimacy",
        "has lower national legitimacy",
    ),
    (
        "worst_places",
        "gain of worst-off places",
        "gains more for the worst-off places",
        "gains less for the worst-off places",
    ),
    (
        "gap_to_path",
        "gap to the savings path",
        "falls further behind the savings path",
        "comes closer to the savings path",
    ),
    (
        "share_active",
        "share of trusts active",
        "has more trusts active",
        "has fewer trusts active",
    ),
    (
        "saving_real_total",
        "real saving from all sources",
        "saves more",
        "saves less",
    ),
    (
        "saving_real_tariff",
        "real saving through prices",
        "saves more through prices",
        "saves less through prices",
    ),
    (
        "qaly_prevention_late",
        "late health gain from prevention",
        "gains more late health from prevention",
        "gains less late health from prevention",
    ),
    (
        "quality_true",
        "true quality",
        "has higher true quality",
        "has lower true quality",
    ),
    (
        "wait_tail_true",
        "share of waits over 18 weeks",
        "has more waits over 18 weeks",
        "has fewer waits over 18 weeks",
    ),
    ("gaming", "gaming", "games more", "games less"),
    (
        "provider_balance",
        "balance of providers",
        "leaves providers with more",
        "leaves providers with less",
    ),
    (
        "share_in_deficit",
        "share of commissioners in deficit",
        "has more commissioners in deficit",
        "has fewer commissioners in deficit",
    ),
];

/// The words of an outcome of a study.
pub(in crate::report) fn words(info: &OutcomeInfo) -> OutcomeWords {
    if let Some((_, noun, more, less)) = WORDS.iter().find(|entry| entry.0 == info.name) {
        let bare = |verb: &str| verb.trim_end_matches(',').to_owned();
        return OutcomeWords {
            noun: (*noun).to_owned(),
            more: format!("{more} than"),
            less: format!("{less} than"),
            left: bare(less),
            right: bare(more),
        };
    }
    let plain = Verbs::plain(&info.label);
    OutcomeWords {
        noun: info.label.clone(),
        more: plain.more,
        less: plain.less,
        left: "lower".to_owned(),
        right: "higher".to_owned(),
    }
}

/// The verbs for [`crate::analysis::headline`].
#[must_use]
pub fn verbs(info: &OutcomeInfo) -> Verbs {
    let OutcomeWords { more, less, .. } = words(info);
    Verbs { more, less }
}

/// The unit as charts and tables write it.
pub(in crate::report) fn unit(info: &OutcomeInfo) -> String {
    written_out(&info.unit)
}

/// Short units written out: `GBP m a year` is `GBP million a year`.
pub(in crate::report) fn written_out(unit: &str) -> String {
    match unit.split_once(' ') {
        Some(("GBP", rest)) => {
            let rest = rest
                .strip_prefix("m")
                .filter(|tail| tail.is_empty() || tail.starts_with(' '))
                .map(|tail| format!("million{tail}"))
                .or_else(|| {
                    rest.strip_prefix("bn")
                        .filter(|tail| tail.is_empty() || tail.starts_with(' '))
                        .map(|tail| format!("billion{tail}"))
                })
                .unwrap_or_else(|| rest.to_owned());
            format!("GBP {rest}")
        }
        _ => unit.to_owned(),
    }
}

/// How an outcome relates to time; a level where the register does not know it.
pub(in crate::report) fn horizon_rule(name: &str) -> Horizon {
    outcomes::find(name).map_or(Horizon::Level, |outcome| outcome.horizon)
}

/// The period an outcome at a horizon covers, in words.
pub(in crate::report) fn period(name: &str, months: u32) -> String {
    let end = month_in_words(months);
    match horizon_rule(name) {
        Horizon::Rate => format!("year to {end}"),
        Horizon::Level => format!("at {end}"),
        Horizon::Cumulative | Horizon::MeanPerYear | Horizon::AllCases => {
            format!("April 2009 to {end}")
        }
    }
}

/// The calendar month that is so many months after March 2009.
pub(in crate::report) fn month_in_words(months: u32) -> String {
    const NAMES: [&str; 12] = [
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "January",
        "February",
    ];
    let name = NAMES[(months % 12) as usize];
    // March 2009 is month 0; January and February fall in the next calendar year.
    let year = 2009 + (months + 2) / 12;
    format!("{name} {year}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::study::Better;

    fn info(name: &str) -> OutcomeInfo {
        OutcomeInfo {
            name: name.into(),
            label: "something else".into(),
            unit: "GBP m".into(),
            better: Better::Higher,
            domain_margin: None,
            system_margin: None,
        }
    }

    #[test]
    fn every_headline_outcome_has_words_and_stands_in_the_register() {
        for name in HEADLINES.into_iter().chain(HEADLINES_OF_ALL) {
            assert!(outcomes::find(name).is_some(), "{name}");
            assert_ne!(words(&info(name)).noun, "something else", "{name}");
        }
        for (name, ..) in WORDS {
            assert!(outcomes::find(name).is_some(), "{name}");
        }
        assert_eq!(
            words(&info("unheard_of")).more,
            "has a higher something else than"
        );
    }

    #[test]
    fn months_are_counted_from_march_2009() {
        // 2009 + 10/12: January of the year after the tenth month.
        let expected = [
            (0, "March 2009"),
            (9, "December 2009"),
            (10, "January 2010"),
            (12, "March 2010"),
            (60, "March 2014"),
            (180, "March 2024"),
        ];
        for (months, words) in expected {
            assert_eq!(month_in_words(months), words);
        }
        assert_eq!(period("net_saving", 60), "year to March 2014");
        assert_eq!(period("legitimacy_local", 60), "at March 2014");
        assert_eq!(
            period("qaly_disinvestment_cum", 180),
            "April 2009 to March 2024"
        );
    }

    #[test]
    fn units_of_money_are_written_out() {
        assert_eq!(written_out("GBP m a year"), "GBP million a year");
        assert_eq!(written_out("GBP bn a year"), "GBP billion a year");
        assert_eq!(written_out("GBP m"), "GBP million");
        assert_eq!(written_out("GBP a head and year"), "GBP a head and year");
        assert_eq!(written_out("months"), "months");
    }
}

//! `grip trace`: one run month by month.

use std::fmt::Write as _;

use super::asked::{self, Options};
use super::{End, show};
use crate::experiment::trace::{Seen, Step, Trace, YearEnd, trace};
use crate::job::conclude::Basis;
use crate::model::world::Stage;
use crate::scenario::error::meant;
use crate::scenario::{Arm, Geography};

/// Arguments of `grip trace`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Writes CSV. A row is a change of one case by one phase, or with phase \
                        year_end how a body stands in March. Where one body decides by itself, the \
                        case is approved if draw is below chance.\n\nExample:\n  grip trace \
                        nice_cover --arm advice_lever --run 0 --body 3 --horizon-months 24"
)]
pub struct Args {
    /// Name of a built-in experiment, or an experiment file
    #[arg(value_name = "EXPERIMENT")]
    experiment: String,
    /// The arm to watch [default: that of the run]
    #[arg(long, value_name = "ARM")]
    arm: Option<String>,
    /// Number of a run of the plan; its point and seed are watched
    #[arg(long, value_name = "N")]
    run: u32,
    /// Only this body of every seat, counted from 0
    #[arg(long, value_name = "B")]
    body: Option<usize>,
    #[command(flatten)]
    options: Options,
}

/// Watches a run.
pub fn run(args: &Args) -> End {
    let wrong = |why: &str| {
        show::complain(&format!("error: {why}\n"));
        End::Wrong
    };
    let asked = match asked::settle(&args.experiment, &args.options, false) {
        Ok(asked) => asked,
        Err(end) => return end,
    };
    if let Err(error) = crate::job::run::feasible(&asked.experiment, &asked.geography) {
        return super::run::failed(&error);
    }
    if asked.experiment.search.is_some() {
        return wrong(
            "a search has no runs of its own to watch: what its stages run follows from what they \
             find; put the arm that is of interest into an experiment, and trace that",
        );
    }
    let basis = Basis::of(&asked.experiment);
    let Some(name) = basis.plan.run(args.run) else {
        return wrong(&format!(
            "--run must lie between 0 and {}, found {}",
            basis.plan.runs().saturating_sub(1),
            args.run
        ));
    };
    let arms = &asked.experiment.arms;
    let wanted = args.arm.as_ref().unwrap_or(&arms[name.arm as usize].name);
    let Some(position) = arms.iter().position(|arm| arm.name == *wanted) else {
        let known: Vec<&str> = arms.iter().map(|arm| arm.name.as_str()).collect();
        let help = meant(wanted, &known).map_or(String::new(), |help| format!("; {help}"));
        return wrong(&format!(
            "--arm must be an arm of the experiment, found \"{wanted}\"{help}"
        ));
    };
    let most = arms[position]
        .seats
        .iter()
        .map(|seat| bodies(&asked.geography, seat.tier))
        .max()
        .unwrap_or(0);
    if let Some(body) = args.body.filter(|body| *body >= most) {
        return wrong(&format!(
            "--body must lie between 0 and {}, found {body}",
            most.saturating_sub(1)
        ));
    }
    let found = trace(
        &asked.experiment,
        &asked.geography,
        &basis.design,
        name.pair,
        position,
        args.body,
    );
    match found {
        Some(found) => show::out(&table(&found, &arms[position], &asked.geography)),
        None => wrong("this run is not in the plan"),
    }
}

fn bodies(geography: &Geography, tier: crate::scenario::Tier) -> usize {
    geography
        .partition(tier)
        .map_or(1, crate::scenario::geography::Partition::bodies)
}

const HEAD: &str = "month,date,phase,tier,body,name,item,from,to,view,action,financial_pressure,\
                    gain,opposition,visibility,exposure,cover,peers,chance,draw,withdrawn,live,\
                    lean,legitimacy\n";

fn table(found: &Trace, arm: &Arm, geography: &Geography) -> String {
    let mut text = HEAD.to_owned();
    let who = |seat: usize, body: usize| {
        let tier = arm.seats[seat].tier;
        let name = geography
            .partition(tier)
            .and_then(|partition| partition.names.get(body))
            .map_or("", String::as_str);
        format!("{},{body},\"{}\"", tier.key(), name.replace('"', "\"\""))
    };
    let mut years = found.years.iter().peekable();
    for step in &found.steps {
        while let Some(year) = years.next_if(|year| year.month < step.month) {
            text.push_str(&year_row(year, &who(year.seat, year.body)));
        }
        text.push_str(&step_row(step, &who(step.seat, step.body)));
    }
    for year in years {
        text.push_str(&year_row(year, &who(year.seat, year.body)));
    }
    text
}

fn step_row(step: &Step, who: &str) -> String {
    let mut row = format!(
        "{},{},{},{who},{},{},{},",
        step.month,
        date(step.month),
        step.phase,
        step.item,
        word(step.from),
        word(step.to)
    );
    match &step.seen {
        None => row.push_str(",,,,,,,,,,,"),
        Some(Seen {
            view,
            action,
            pressure,
            gain,
            opposition,
            visibility,
            exposure,
            cover,
            peers,
            chance,
        }) => {
            for value in [
                view, action, pressure, gain, opposition, visibility, exposure, cover, peers,
            ] {
                let _ = write!(row, "{value:.4},");
            }
            match chance {
                Some((chance, draw)) => {
                    let _ = write!(row, "{chance:.4},{draw:.4},");
                }
                None => row.push_str(",,"),
            }
        }
    }
    let _ = writeln!(row, "{:.4},,,", step.withdrawn);
    row
}

fn year_row(year: &YearEnd, who: &str) -> String {
    format!(
        "{},{},year_end,{who},,,,,,{:.4},,,,,,,,,{:.4},{},{:.4},{:.4}\n",
        year.month,
        date(year.month),
        year.pressure,
        year.withdrawn,
        year.live,
        year.lean,
        year.legitimacy
    )
}

/// A month as a date: month 1 is April 2009.
fn date(month: i32) -> String {
    let since_january_2009 = month + 2;
    let year = 2009 + since_january_2009.div_euclid(12);
    format!("{year}-{:02}", since_january_2009.rem_euclid(12) + 1)
}

fn word(stage: Stage) -> &'static str {
    match stage {
        Stage::Closed => "closed",
        Stage::Queued => "queued",
        Stage::Preparing => "preparing",
        Stage::Rework => "rework",
        Stage::Live => "live",
        Stage::Cooling => "cooling",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_counted_from_april_2009() {
        assert_eq!(date(1), "2009-04");
        assert_eq!(date(9), "2009-12");
        assert_eq!(date(10), "2010-01");
        assert_eq!(date(36), "2012-03");
    }

    #[test]
    fn every_row_has_as_many_cells_as_the_head() {
        let cells = |row: &str| row.trim_end().split(',').count();
        let mut step = Step {
            month: 1,
            phase: "decide",
            seat: 0,
            body: 0,
            item: 0,
            from: Stage::Preparing,
            to: Stage::Live,
            seen: None,
            withdrawn: 0.0,
        };
        assert_eq!(cells(&step_row(&step, "trusts,0,\"x\"")), cells(HEAD));
        step.seen = Some(Seen {
            view: 0.0,
            action: 0.0,
            pressure: 0.0,
            gain: 0.0,
            opposition: 0.0,
            visibility: 0.0,
            exposure: 0.0,
            cover: 0.0,
            peers: 0.0,
            chance: None,
        });
        assert_eq!(cells(&step_row(&step, "trusts,0,\"x\"")), cells(HEAD));
        let year = YearEnd {
            month: 12,
            seat: 0,
            body: 0,
            live: 0,
            withdrawn: 0.0,
            pressure: 0.0,
            lean: 0.0,
            legitimacy: 0.0,
        };
        assert_eq!(cells(&year_row(&year, "trusts,0,\"x\"")), cells(HEAD));
    }
}

//! Commented templates for files of the user's own. They pass the check as they are.

use super::DEFAULT_GEOGRAPHY;
use super::library::{self, Kind};

/// A new arm: clusters of trusts that decide jointly, with everything else in comments.
const ARM: &str = r#"# An arm: who decides what, who guides, and how strongly the centre controls.
# Check it with: grip check NAME.toml
# To compare it, name it in the arms of an experiment file in the same folder.

label = "NAME" # its name in charts
ranked = true # whether it stands in the ranking
structure = "trusts_2009" # see grip list structures; or the path of a file of your own

# One [[seats]] for each holder of decisions. Every item needs exactly one, so either one seat
# holds "all" items, or one holds "specialised" or "covered" (by guidance) and one the "others".
[[seats]]
items = "all"
tier = "clusters" # trusts, clusters, consortia, authorities or nation
participation = 1.0 # of those who implement: 1 own or joint, 0.5 where one member leads, 0 none
joint = true # members decide together, in rounds of meetings
cover = "government" # whose name stands on a decision: none, government or guidance
expert = false # whether its analysts are specialists
published = false # whether a decision waits for the guidance body's publication
borders = 1 # between decider and commissioner: 0 trust, 1 up to the region, 2 nation

# Bodies that guide while the seats decide. This one is the guidance body.
# [[guides]]
# tier = "nation"
# cover = "guidance"
# published = true
# duplicate = false

# Control by the national board over the seats, 0 to 1: a blend of both wills, or a lottery. Without
# strength it is that of the structure, without the table there is none.
# [grip]
# strength = 0.5
# mixing = "blend"

# Control by the centre in the other domains, 0 to 1; what is left out is that of the structure.
# [grips]
# priorities = 0.5
# assurance = 0.5

# Reorganisations, in the order of their months: what is left out stays as it was, and the seats of
# commissioners pass to the new commissioners. They need the domain "reorganisation".
# [[changes]]
# date = "2013-04" # or month = 49; month 1 is April 2009
# announced = 24 # months before
# slip = 3 # months by which the start slips
# legal = false # bodies share a management and stay in law: none is closed or founded
# structure = "groups_2013"

# [[changes.seats]]
# items = "all"
# tier = "groups"
# participation = 1.0
# borders = 0

# [changes.grip]
# strength = 0.25

# Parameters that hold in this arm only: see grip list parameters.
# [parameters.implementation]
# lever = 0.7
"#;

/// A new structure: the groups of 2013 with none between them and a national board.
const STRUCTURE: &str = r#"# A structure: which bodies exist, and how tightly the centre holds each domain.
# Check it with: grip check NAME.toml
# To use it, name it in an arm of the same folder: structure = "NAME"

label = "NAME" # its name for readers
commissioners = "groups" # trusts, clusters, groups or systems: see grip describe base
intermediate = "regions_2013" # the tier between commissioners and the centre

# What stands above the commissioners and costs: how many bodies there are in England, and the
# parameter of [parameters.costs] that says what one costs: authority, area_team, region_2013,
# region_2022, board or department.
[[upper]]
body = "regions_2013" # a tier, or board or department
bodies = 4
cost = "region_2013"

[[upper]]
body = "board"
bodies = 1
cost = "board"

# Grip of the centre by domain, 0 to 1.
[grips]
disinvestment = 0.25 # where an arm has [grip] without strength
priorities = 0.35
redesign = 0.20
contracts = 0.35
support = 0.25
assurance = 0.40
"#;

/// A new experiment: four seats, small enough to run in a moment.
const EXPERIMENT: &str = r#"# An experiment: which arms, on which parameters, how often.
# Check it with: grip check NAME.toml
# Run it with:   grip run NAME.toml

title = "NAME"
question = "Who should decide?"
geography = "synthetic" # see grip list geographies

# Names from grip list arms, or of files in this folder: my_arm for my_arm.toml.
arms = ["single_trusts", "region_jointly", "department", "nice_advice"]
baseline = "single_trusts" # differences are taken from this arm
horizons_months = [60, 180] # months after March 2009, whole years
seed = 1 # the number from which all chance follows
# independent = true # every arm draws its own chance, to see what equal chance is worth

# What the experiment is designed for: see grip list outcomes.
[primary]
outcome = "saving_real_disinvestment"
horizon_months = 60

# Runs at the default parameters.
[design.default]
seeds = 10

# Runs at points of a Latin hypercube over all parameters with a sampled range.
[design.latin_hypercube]
points = 20
replicates = 2 # seeds at each point

# Or, in its place, one of these layouts of points; all but the last may name factors: paths of
# parameters, mechanisms.NAME, and arms.NAME.grip, mixing, structure or seats, with * for all arms.
# [design.sobol]
# points = 64 # a power of 2
# replicates = 2
# factors = { "evidence.spillover" = [0.0, 0.1], "mechanisms.creep" = [true, false], "arms.*.grip" = [0.0, 1.0] }
# [design.one_at_a_time]
# replicates = 10
# factors = ["evidence.spillover", "mechanisms.creep"]
# [design.factorial]
# replicates = 10
# resolution = 4 # a part of the combinations; without it all of them
# factors = ["evidence.spillover", "mechanisms.creep", "mechanisms.lean", "approval.hurdle"]
# [design.morris] # a screen: which inputs matter at all
# trajectories = 20
# replicates = 1
# groups = "tables" # change the parameters of a table together
# [design.saltelli] # parts of the variance: first and total indices
# base = 64 # a power of 2
# replicates = 2
# second_order = true # indices of pairs too, at nearly twice the points
# factors = ["evidence.spillover", "approval.hurdle"]
# [design.list]
# file = "points.csv" # the first line names factors, every further line is a point
# replicates = 2

# The size for --paper.
[paper]
points = 500
replicates = 4

# Which groups of mechanisms the differences come from: each group is switched on in many orders.
# [design.shapley]
# permutations = 20 # orders, each taken with its reverse
# seeds = 4 # at each set of groups
# [design.shapley.groups]
# politics = ["opposition", "cover", "lean"]
# delay = ["queues", "hop_delay", "collection_delay"]

# Arms put together from the seats of one and the guides of another, named seats+guides.
# [cross]
# seats = ["lead_cluster"]
# guides = ["none", "nice_advice"]

# Every arm at every step of grip, named arm@step.
# [sweep.grip]
# steps = [0.0, 0.5, 1.0]
# mixing_by_stratum = true # odd points blend, even points draw lots

# Differences smaller than this are called practically nothing.
[margins]
otherwise = 0.05 # share of the baseline's median

[margins.saving_real_disinvestment] # GBP m a year
domain = 14.0
system = 50.0

# What the page says first: the parts of the question, each to be filled with what the runs show.
# [[answers]]
# text = "Deciding in the department, against single trusts,"
# arm = "department" # level = true tells of this arm alone

# What is expected of the runs, written before the first: the page says holds, fails or undecided.
# [[claims]]
# text = "The department saves at least GBP 20m a year more than single trusts"
# source = "who expects it, and where that is written"
# arm = "department" # against = "single_trusts", the baseline, where nothing is said
# at_least = 20.0 # or at_most, or within: of the mean difference in the primary outcome

# Instead of a fixed number of runs: look every so often, and stop once the 95% interval of one
# difference in the primary outcome is narrow enough. What [design] says is the minimum.
# [stopping.half_width]
# arm = "department" # against the baseline
# block = "default" # seeds at the defaults, or "prior": whole Latin hypercubes of the sample
# target = 2.0 # half-width, in the unit of the outcome
# every = 10
# maximum = 200

# Parameters that differ from the defaults; designs leave them alone. See grip list parameters.
# [parameters.evidence]
# spillover = 0.05

# Mechanisms to switch off: see grip list mechanisms.
# [mechanisms]
# peer_diffusion = false
"#;

/// Kinds of file for which there is a template.
pub const TEMPLATES: [&str; 4] = ["arm", "structure", "experiment", "geography"];

/// The template of a kind under a name.
#[must_use]
pub fn template(kind: &str, name: &str) -> Option<String> {
    let text = match kind {
        "arm" => ARM,
        "structure" => STRUCTURE,
        "experiment" => EXPERIMENT,
        "geography" => &geography(name)?,
        _ => return None,
    };
    let hint = format!(
        "#:schema ./{kind}.schema.json\n# Editors that know the line above complete and check this \
         file after:\n#   grip schema {kind} > {kind}.schema.json\n\n"
    );
    Some(hint + &text.replace("NAME", name))
}

/// The default geography under another title.
fn geography(name: &str) -> Option<String> {
    let text = library::text(Kind::Geography, DEFAULT_GEOGRAPHY)?;
    let lines: Vec<String> = text
        .lines()
        .map(|line| {
            if line.starts_with("title = ") {
                format!("title = \"{name}\"")
            } else {
                line.to_owned()
            }
        })
        .collect();
    Some(lines.join("\n") + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::check::{self, Known};
    use crate::scenario::library::{built_in_arm, built_in_structure, no_table};
    use crate::scenario::{Mistake, Source};

    const KNOWN: Known = Known {
        outcomes: &[],
        arm: &built_in_arm,
        structure: &built_in_structure,
        table: &no_table,
    };

    #[test]
    fn every_template_passes_as_it_is() {
        for kind in TEMPLATES {
            let source = Source::new("mine.toml", &template(kind, "mine").unwrap());
            assert!(source.text.contains("= \"mine\""), "{kind}");
            assert_eq!(check::file(&source, &KNOWN), Ok(Vec::new()), "{kind}");
        }
    }

    #[test]
    fn what_a_template_comments_out_passes_too() {
        for (kind, expected) in [("arm", Kind::Arm), ("experiment", Kind::Experiment)] {
            let text = template(kind, "mine").unwrap();
            let lines: Vec<&str> = text
                .lines()
                .map(|line| match line.strip_prefix("# ") {
                    Some(code) if code.starts_with('[') || is_setting(code) => code,
                    _ => line,
                })
                .collect();
            let open = lines.join("\n");
            // Grip is swept once the sweep is opened, so the baseline needs its step.
            let open = open.replace(
                "baseline = \"single_trusts\"",
                "baseline = \"single_trusts@0\"",
            );
            // And so do the arms of claims and of the rule of stopping.
            let open = open.replace("arm = \"department\"", "arm = \"department@1\"");
            assert!(open.matches("\n[").count() > text.matches("\n[").count());
            let source = Source::new("mine.toml", &open);
            assert_eq!(check::kind(&source), Ok(expected));
            let (Ok(found) | Err(found)) = check::file(&source, &KNOWN);
            // All layouts of points are opened at once, of which an experiment has one.
            let layouts = |m: &&Mistake| !m.message.contains("is a second layout of points");
            let wrong: Vec<&str> = found
                .iter()
                .filter(layouts)
                .map(|m| m.message.as_str())
                .collect();
            assert!(wrong.is_empty(), "{wrong:?}\n{open}");
        }
    }

    fn is_setting(code: &str) -> bool {
        code.split_once(" = ")
            .is_some_and(|(key, _)| super::super::is_name(key))
    }
}

//! The schedule: one list of phases, done in this order every month. A phase is a file with one
//! public function; its header says what it does, with which equation, and when it does nothing.

mod appraise_centre;
mod assure;
mod attend;
mod choose_support;
mod compare_places;
mod copy_ideas;
mod count_flows;
mod decide;
mod divide_effort;
mod face_ministers;
mod implement;
mod keep_books;
mod learn;
mod move_quality;
mod negotiate;
mod open_items;
mod pay_off;
mod prepare_evidence;
mod press_finance;
mod prevent;
mod release_cash;
mod rely_on_cover;
mod reorganise;
mod reverse;
mod roll_out;
mod run_suppliers;
mod set_asks;
mod share_practice;
mod staff_bodies;
mod treat_patients;
mod trust;
mod try_ideas;
mod turn_year;
mod weigh_legitimacy;

pub use compare_places::compare_places_with;
pub use implement::implement_with;

pub use count_flows::plan_share;
pub use prepare_evidence::{can_be_worth, work_and_worth};
pub use press_finance::allocation_growth;

use super::workspace::Workspace;
use super::{Setting, World};

/// One rule of the month.
#[derive(Clone, Copy)]
pub struct Phase {
    /// Its name, which is also that of its file and function.
    pub name: &'static str,
    /// What it does, in one line.
    pub summary: &'static str,
    /// Does it.
    pub run: fn(&Setting<'_>, &mut World, &mut Workspace),
}

impl std::fmt::Debug for Phase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// The month, in order.
pub const PHASES: &[Phase] = &[
    Phase {
        name: "turn_year",
        summary: "April: yearly counts start from zero",
        run: turn_year::turn_year,
    },
    Phase {
        name: "staff_bodies",
        summary: "Staff leave, are recruited and learn; vacancies are covered",
        run: staff_bodies::staff_bodies,
    },
    Phase {
        name: "face_ministers",
        summary: "Shocks reach ministers or are answered locally; answered ones raise grip",
        run: face_ministers::face_ministers,
    },
    Phase {
        name: "reorganise",
        summary: "Reorganisations are announced, disrupt, and are paid for when they begin",
        run: reorganise::reorganise,
    },
    Phase {
        name: "open_items",
        summary: "Items open to decision; rejected and reversed ones return to their queues",
        run: open_items::open_items,
    },
    Phase {
        name: "press_finance",
        summary: "April: allocations, cost shocks and unmet savings set financial pressure",
        run: press_finance::press_finance,
    },
    Phase {
        name: "set_asks",
        summary: "April: asks from above enter the weights by which commissioners divide effort",
        run: set_asks::set_asks,
    },
    Phase {
        name: "divide_effort",
        summary: "Targets draw effort to what is measured, and tempt to game",
        run: divide_effort::divide_effort,
    },
    Phase {
        name: "treat_patients",
        summary: "Patients are referred, wait and are treated",
        run: treat_patients::treat_patients,
    },
    Phase {
        name: "move_quality",
        summary: "Quality gains from effort and decays; its health value is realised",
        run: move_quality::move_quality,
    },
    Phase {
        name: "attend",
        summary: "Tiers above set grip by ministers and earned autonomy, staff and attention",
        run: attend::attend,
    },
    Phase {
        name: "prepare_evidence",
        summary: "Guides, overseer and holders take items from their queues as capacity allows",
        run: prepare_evidence::prepare_evidence,
    },
    Phase {
        name: "negotiate",
        summary: "Joint bodies hold rounds; every item taken gets its month of decision",
        run: negotiate::negotiate,
    },
    Phase {
        name: "decide",
        summary: "Actions are proposed, approved, second-guessed or rejected",
        run: decide::decide,
    },
    Phase {
        name: "implement",
        summary: "Activity moves towards live policies and creeps back without them",
        run: implement::implement,
    },
    Phase {
        name: "compare_places",
        summary: "Every place is compared with its neighbours",
        run: compare_places::compare_places,
    },
    Phase {
        name: "reverse",
        summary: "Live policies are reversed under opposition, visibility and difference",
        run: reverse::reverse,
    },
    Phase {
        name: "release_cash",
        summary: "Providers release the cost of withdrawn work; health value is realised",
        run: release_cash::release_cash,
    },
    Phase {
        name: "rely_on_cover",
        summary: "Commissioners that rely on cover lose the argument with their own public",
        run: rely_on_cover::rely_on_cover,
    },
    Phase {
        name: "choose_support",
        summary: "October: commissioners make, share or buy their support, or are told",
        run: choose_support::choose_support,
    },
    Phase {
        name: "run_suppliers",
        summary: "Suppliers of support trade, merge, close and enter; caps cut posts",
        run: run_suppliers::run_suppliers,
    },
    Phase {
        name: "try_ideas",
        summary: "Places try changes of their care model and keep what measures better",
        run: try_ideas::try_ideas,
    },
    Phase {
        name: "copy_ideas",
        summary: "Places adopt the best care model of their learning network",
        run: copy_ideas::copy_ideas,
    },
    Phase {
        name: "share_practice",
        summary: "Clinicians carry ideas between practices of one commissioner",
        run: share_practice::share_practice,
    },
    Phase {
        name: "roll_out",
        summary: "April: the best proven care model is rolled out from above",
        run: roll_out::roll_out,
    },
    Phase {
        name: "pay_off",
        summary: "Care models yield savings and quality after their lag",
        run: pay_off::pay_off,
    },
    Phase {
        name: "prevent",
        summary: "Prevention is paid for, wears off, and works late",
        run: prevent::prevent,
    },
    Phase {
        name: "assure",
        summary: "Commissioners are judged by noisy signals, escalated, helped and worn down",
        run: assure::assure,
    },
    Phase {
        name: "keep_books",
        summary: "Accounts are charged and both books are balanced to the penny",
        run: keep_books::keep_books,
    },
    Phase {
        name: "trust",
        summary: "Trust moves in both directions; exercised autonomy follows granted",
        run: trust::trust,
    },
    Phase {
        name: "weigh_legitimacy",
        summary: "Legitimacy moves with voice, loss and difference between places",
        run: weigh_legitimacy::weigh_legitimacy,
    },
    Phase {
        name: "count_flows",
        summary: "Savings and health are counted, real and reported apart",
        run: count_flows::count_flows,
    },
    Phase {
        name: "appraise_centre",
        summary: "March: commissioners appraise the centre, and grip follows where the rule is on",
        run: appraise_centre::appraise_centre,
    },
    Phase {
        name: "learn",
        summary: "March: bodies learn from variation and refresh their live policies",
        run: learn::learn,
    },
];

//! `grip summarise`: the summary anew from stored runs.

use std::path::PathBuf;

use super::run::{failed, host, told};
use super::{End, show};
use crate::job::conclude::{Wanted, redo};
use crate::job::sensitivity::ask;
use crate::job::workbook;
use crate::store::Layout;

/// Arguments of `grip summarise`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "The workbook has a cover, notes, the summary, the numbers of every chart and the data \
                  dictionary,\none table to a sheet.\n\nExample:\n  grip summarise results/nice_cover --xlsx \
                  nice_cover.xlsx --sensitivity all"
)]
pub struct Args {
    /// A results folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Write the results as a workbook too
    #[arg(long, value_name = "FILE.xlsx")]
    xlsx: Option<PathBuf>,
    /// Tell in sensitivity.csv how much each input matters to these outcomes too, or to all
    #[arg(long, value_name = "OUTCOME,...|all", value_delimiter = ',')]
    sensitivity: Vec<String>,
    /// At these horizons of the experiment [default: that of the primary outcome]
    #[arg(
        long,
        value_name = "MONTHS,...",
        value_delimiter = ',',
        requires = "sensitivity"
    )]
    horizon_months: Vec<u32>,
}

/// Makes `summary.csv` and `data_dictionary.csv` anew.
pub fn run(args: &Args) -> End {
    if let Some(path) = &args.xlsx
        && path.extension().is_none_or(|ending| ending != "xlsx")
    {
        show::complain(&format!(
            "error: --xlsx must name a file that ends in .xlsx, found \"{}\"\n",
            path.display()
        ));
        return End::Wrong;
    }
    let made = if args.sensitivity.is_empty() {
        redo(&args.folder, Wanted::Summary, &host())
    } else {
        let (outcomes, months) = (&args.sensitivity, &args.horizon_months);
        ask(&args.folder, outcomes, months, &host())
    };
    let concluded = match made {
        Ok(concluded) => concluded,
        Err(error) => return failed(&error),
    };
    if let Some(path) = &args.xlsx {
        match workbook::write(&Layout::new(&args.folder), path) {
            Ok(sheets) => {
                let line = format!("{}: {sheets} sheets\n", path.display());
                if let end @ (End::Resource | End::Wrong) = show::out(&line) {
                    return end;
                }
            }
            Err(error) => return failed(&error),
        }
    }
    told(&concluded, &args.folder, false, false)
}

//! `grip summarise`: the summary anew from stored runs.

use std::path::PathBuf;

use super::run::{failed, host, told};
use super::{End, show};
use crate::job::conclude::{Wanted, redo};
use crate::job::workbook;
use crate::store::Layout;

/// Arguments of `grip summarise`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "The workbook has a cover, notes, the summary, the numbers of every chart and the data \
                  dictionary,\none table to a sheet.\n\nExample:\n  grip summarise results/nice_cover --xlsx \
                  nice_cover.xlsx"
)]
pub struct Args {
    /// A results folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Write the results as a workbook too
    #[arg(long, value_name = "FILE.xlsx")]
    xlsx: Option<PathBuf>,
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
    let concluded = match redo(&args.folder, Wanted::Summary, &host()) {
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

//! The results of a folder as one workbook: what it is and how to cite it, notes, the summary, the
//! numbers of every chart, and what every column means. It is made from the CSV files of the folder,
//! so that its numbers are theirs.

use std::fs;
use std::path::Path;

use super::conclude::stored;
use super::error::JobError;
use crate::report::xlsx::{Cell, MOST_ROWS, Sheet, workbook};
use crate::store::{Entry, Layout, StoreError, write_zip};

/// Writes the workbook of a finished folder.
///
/// # Errors
/// When the folder is not finished, a table of it cannot be read or has more rows than a sheet, or
/// the disk refuses.
pub fn write(layout: &Layout, out: &Path) -> Result<usize, JobError> {
    let sheets = sheets(layout)?;
    if let Some(long) = sheets
        .iter()
        .find(|s| s.rows.len() + s.lines.len() >= MOST_ROWS)
    {
        return Err(JobError::Refused(format!(
            "{} has {} rows, and a sheet holds {MOST_ROWS}; use the CSV file",
            long.name,
            long.rows.len()
        )));
    }
    let title = sheets.first().and_then(|cover| cover.lines.first());
    let parts = workbook(title.map_or("grip", String::as_str), &sheets);
    let entries: Vec<Entry> = parts
        .iter()
        .map(|(name, text)| Entry::text(name, text))
        .collect();
    write_zip(out, &entries)?;
    Ok(sheets.len())
}

fn sheets(layout: &Layout) -> Result<Vec<Sheet>, JobError> {
    let (manifest, configuration) = stored(layout)?;
    if manifest.ended.is_none() {
        return Err(JobError::Refused(format!(
            "{} holds an experiment that is not finished; give the same run again, it goes on",
            layout.root().display()
        )));
    }
    let experiment = &configuration.experiment;
    let mut tables = vec![table(
        layout,
        "summary.csv",
        "summary",
        vec![
            "Estimates by arrangement, block of inputs, horizon and outcome".to_owned(),
            "One table. Units stand in the column unit. Intervals are 95% [note 1]; differences are \
             paired, from the baseline [note 2]; an empty cell means that there is no such number \
             [note 3]."
                .to_owned(),
        ],
    )?];
    for name in layout.result_files()? {
        let Some(figure) = name
            .strip_prefix("charts/")
            .and_then(|name| name.strip_suffix(".csv"))
        else {
            continue;
        };
        let [title, description] = words_of(layout, figure);
        let lines = vec![title, description];
        tables.push(table(layout, &name, figure, lines)?);
    }
    tables.push(table(
        layout,
        "data_dictionary.csv",
        "data_dictionary",
        vec![
            "What every column and outcome means".to_owned(),
            "One table.".to_owned(),
        ],
    )?);
    let say = |line: String| vec![Cell::Text(line)];
    let contents = tables.iter().map(|sheet| {
        let title = sheet.lines.first().cloned().unwrap_or_default();
        vec![Cell::Text(sheet.name.clone()), Cell::Text(title)]
    });
    let cover = Sheet {
        name: "cover".to_owned(),
        lines: vec![
            format!("{}: {}", experiment.title, experiment.question),
            "Simulated, not a forecast: what follows from the stated inputs in the model of grip."
                .to_owned(),
            format!(
                "{} runs, {} failed and left out of every estimate; grip {}, version {} of the model; \
                 begun {}.",
                manifest.runs.planned,
                manifest.runs.failed,
                manifest.build.grip,
                configuration.model_version,
                // When it ended changes with every summary that is made anew.
                manifest.started
            ),
            format!("Digest of the configuration: {}", manifest.configuration_digest),
            "Money is in prices of 2009/10. Figures and tables are under CC BY 4.0: share and change \
             them, and say where they come from."
                .to_owned(),
            format!(
                "How to cite: grip developers, grip {}, experiment {}, with the digest above.",
                manifest.build.grip, experiment.name
            ),
        ],
        heads: vec!["sheet".to_owned(), "what it holds".to_owned()],
        rows: std::iter::once(vec![
            Cell::Text("notes".to_owned()),
            Cell::Text("Notes".to_owned()),
        ])
        .chain(contents)
        .collect(),
    };
    let fixed = [
        "Monte-Carlo error: 95% t intervals over seeds (block default) or over points of the inputs \
         (block prior), replicates averaged within a point. Columns ending in _adj allow for the \
         number of arrangements compared (Bonferroni); p_holm is adjusted after Holm.",
        "Differences are from the baseline on equal points and seeds. diff_q025 to diff_q975 is the \
         spread over the inputs, which more runs do not shrink; diff_low to diff_high is the error of \
         the mean, which they do.",
        "Nothing is not zero: an outcome that an experiment lacks, an interval from one unit, or a \
         difference of the baseline from itself.",
    ];
    let more = manifest.notes.iter().chain(&manifest.warnings);
    let notes = Sheet {
        name: "notes".to_owned(),
        lines: vec!["Notes".to_owned(), "One table.".to_owned()],
        heads: vec!["note".to_owned(), "text".to_owned()],
        rows: fixed
            .into_iter()
            .map(str::to_owned)
            .chain(more.cloned())
            .enumerate()
            .map(|(at, text)| {
                let mut row = say(format!("note {}", at + 1));
                row.push(Cell::Text(text));
                row
            })
            .collect(),
    };
    Ok([cover, notes].into_iter().chain(tables).collect())
}

fn table(layout: &Layout, file: &str, name: &str, lines: Vec<String>) -> Result<Sheet, StoreError> {
    let path = layout.root().join(file);
    let text = fs::read_to_string(&path).map_err(|error| StoreError::io(&path, "read", &error))?;
    Sheet::from_csv(name, lines, &text)
        .ok_or_else(|| StoreError::damaged(&path, "it is not a table in CSV".to_owned()))
}

/// Title and description of a chart, which its picture holds for screen readers.
fn words_of(layout: &Layout, figure: &str) -> [String; 2] {
    let path = layout.charts().join(format!("{figure}.svg"));
    let text = fs::read_to_string(path).unwrap_or_default();
    let between = |tag: &str| {
        let (_, rest) = text.split_once(&format!("<{tag} "))?;
        let (_, rest) = rest.split_once('>')?;
        let (words, _) = rest.split_once(&format!("</{tag}>"))?;
        let plain = [
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&quot;", "\""),
            ("&amp;", "&"),
        ];
        let words = plain.iter().fold(words.to_owned(), |words, (from, to)| {
            words.replace(from, to)
        });
        (!words.is_empty()).then_some(words)
    };
    [
        between("title").unwrap_or_else(|| figure.replace('_', " ")),
        between("desc").unwrap_or_else(|| "One table.".to_owned()),
    ]
}

//! A table as text: bytes to characters, characters to rows of cells.

use super::error::{FileError, did_you_mean, grouped};

/// A table: its headings and its rows, cells without blanks around them.
#[derive(Debug)]
pub(super) struct Sheet {
    /// The file as the user names it.
    pub file: String,
    headings: Vec<String>,
    /// Rows that hold as many cells as there are headings.
    pub rows: Vec<Row>,
    /// Whether other rows were refused.
    pub broken: bool,
    /// Set where the text was not UTF-8: what it was read as.
    pub note: Option<String>,
}

/// One row of a table.
#[derive(Debug)]
pub(super) struct Row {
    /// Line of the file on which it starts, from 1.
    pub line: usize,
    cells: Vec<String>,
}

/// Where a wanted column stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column(usize);

impl Row {
    /// The cell of a column.
    pub fn cell(&self, column: Column) -> &str {
        &self.cells[column.0]
    }
}

/// Text of the bytes, and the encoding it was read in where that was not UTF-8. A byte-order
/// mark is taken off. Bytes that are not UTF-8 are UTF-16 where a mark says so, else
/// Windows-1252, what spreadsheets of Western Europe write.
fn characters(bytes: &[u8]) -> (String, Option<&'static str>) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (
            text.strip_prefix('\u{feff}').unwrap_or(text).to_owned(),
            None,
        );
    }
    let (text, encoding, _) = encoding_rs::WINDOWS_1252.decode(bytes);
    (text.into_owned(), Some(encoding.name()))
}

impl Sheet {
    /// Reads comma-separated text with a first row of headings. Rows without any content, as
    /// spreadsheets leave behind, are passed over; every other row must have as many cells as
    /// there are headings. Nothing is given where no row can be read.
    pub fn read(file: &str, bytes: &[u8], errors: &mut Vec<FileError>) -> Option<Self> {
        let (text, encoding) = characters(bytes);
        let mut refuse = |line, found: String, allowed: &str, meant: Option<&str>| {
            errors.push(FileError {
                file: file.to_owned(),
                line,
                column: 0,
                key: String::new(),
                found,
                allowed: allowed.to_owned(),
                meant: meant.map(str::to_owned),
            });
        };
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let mut headings: Option<Vec<String>> = None;
        let mut rows = Vec::new();
        let mut broken = false;
        for record in reader.records() {
            let record = match record {
                Ok(record) => record,
                Err(failure) => {
                    let line = failure.position().map_or(0, |at| at.line() as usize);
                    refuse(line, failure.to_string(), "comma-separated text", None);
                    return None;
                }
            };
            let cells: Vec<String> = record.iter().map(str::to_owned).collect();
            if cells.iter().all(String::is_empty) {
                continue;
            }
            let line = record.position().map_or(0, |at| at.line() as usize);
            match &headings {
                None => {
                    if let [heading] = cells.as_slice()
                        && let Some(marks) = set_apart_by(heading)
                    {
                        let found = format!("headings set apart by {marks}");
                        refuse(
                            line,
                            found,
                            "commas between cells",
                            Some("save the table with commas"),
                        );
                        return None;
                    }
                    headings = Some(cells);
                }
                Some(headings) if headings.len() != cells.len() => {
                    let swallowed = cells.iter().any(|cell| cell.contains('\n'));
                    broken = true;
                    refuse(
                        line,
                        format!("{} cells", cells.len()),
                        &format!("{}, one for each heading", headings.len()),
                        Some(if swallowed {
                            "is a quotation mark opened and not closed?"
                        } else {
                            "a name that holds a comma needs quotation marks around it"
                        }),
                    );
                }
                Some(_) => rows.push(Row { line, cells }),
            }
        }
        let Some(headings) = headings else {
            refuse(
                0,
                "an empty file".to_owned(),
                "a row of headings, then rows",
                None,
            );
            return None;
        };
        let note = encoding.map(|name| format!("{file} is not UTF-8 and was read as {name}"));
        Some(Self {
            file: file.to_owned(),
            headings,
            rows,
            broken,
            note,
        })
    }

    /// The column with this heading. `key` is the settings' key that asks for it.
    pub fn column(&self, key: &str, heading: &str, errors: &mut Vec<FileError>) -> Option<Column> {
        let mut places = self
            .headings
            .iter()
            .enumerate()
            .filter(|(_, name)| *name == heading);
        let found = places.next();
        let problem = |found: String, allowed: String, meant| FileError {
            file: self.file.clone(),
            line: 1,
            column: 0,
            key: key.to_owned(),
            found,
            allowed,
            meant,
        };
        let Some((column, _)) = found else {
            let meant = did_you_mean(heading, self.headings.iter().map(String::as_str));
            let known = self
                .headings
                .iter()
                .map(|name| format!("\"{name}\""))
                .collect::<Vec<_>>()
                .join(", ");
            errors.push(problem(
                format!("no column \"{heading}\""),
                format!("one of the headings {known}"),
                meant,
            ));
            return None;
        };
        if let Some((second, _)) = places.next() {
            errors.push(problem(
                format!(
                    "heading \"{heading}\" on columns {} and {}",
                    column + 1,
                    second + 1
                ),
                "each heading once".to_owned(),
                None,
            ));
            return None;
        }
        Some(Column(column))
    }

    /// A mistake in one cell.
    pub fn mistake(
        &self,
        row: &Row,
        column: Column,
        allowed: impl Into<String>,
        meant: Option<String>,
    ) -> FileError {
        let cell = row.cell(column);
        FileError {
            file: self.file.clone(),
            line: row.line,
            column: column.0 + 1,
            key: self.headings[column.0].clone(),
            found: if cell.is_empty() {
                "an empty cell".to_owned()
            } else {
                format!("\"{cell}\"")
            },
            allowed: allowed.into(),
            meant,
        }
    }

    /// A cell that must hold something.
    pub fn text(
        &self,
        row: &Row,
        column: Column,
        what: &str,
        errors: &mut Vec<FileError>,
    ) -> Option<String> {
        let cell = row.cell(column);
        if cell.is_empty() {
            errors.push(self.mistake(row, column, what, None));
            return None;
        }
        Some(cell.to_owned())
    }

    /// A cell that must hold a number within limits. Commas at every third digit are allowed.
    pub fn number(
        &self,
        row: &Row,
        column: Column,
        limits: [f64; 2],
        errors: &mut Vec<FileError>,
    ) -> Option<f64> {
        let value = number(row.cell(column));
        if let Some(value) = value.filter(|value| (limits[0]..=limits[1]).contains(value)) {
            return Some(value);
        }
        let allowed = format!("a number from {} to {}", shown(limits[0]), shown(limits[1]));
        errors.push(self.mistake(row, column, allowed, None));
        None
    }
}

/// What a lone heading is made of, where it is a whole row of headings.
fn set_apart_by(heading: &str) -> Option<&'static str> {
    [(';', "semicolons"), ('\t', "tabs"), ('|', "bars")]
        .into_iter()
        .find(|&(mark, _)| heading.contains(mark))
        .map(|(_, marks)| marks)
}

/// A limit as a reader would write it.
pub(super) fn shown(limit: f64) -> String {
    if limit.abs() >= 1_000.0 {
        grouped(limit)
    } else {
        format!("{limit}")
    }
}

/// A finite number, with or without commas at every third digit.
fn number(cell: &str) -> Option<f64> {
    let value = if cell.contains(',') {
        let whole = cell.split('.').next().unwrap_or(cell);
        let mut groups = whole.trim_start_matches('-').split(',');
        let first = groups.next().unwrap_or("");
        let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
        let well_formed = (1..=3).contains(&first.len())
            && digits(first)
            && groups.all(|group| group.len() == 3 && digits(group));
        if !well_formed {
            return None;
        }
        cell.replace(',', "").parse::<f64>()
    } else {
        cell.parse::<f64>()
    };
    value.ok().filter(|value| value.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first_cells(bytes: &[u8]) -> (String, Option<String>) {
        let sheet = Sheet::read("t.csv", bytes, &mut Vec::new()).unwrap();
        let column = sheet.column("name", "name", &mut Vec::new()).unwrap();
        (sheet.rows[0].cell(column).to_owned(), sheet.note)
    }

    #[test]
    fn marks_and_encodings_do_not_reach_the_cells() {
        assert_eq!(
            first_cells("name,n\nSørby,1\n".as_bytes()),
            ("Sørby".to_owned(), None)
        );
        assert_eq!(
            first_cells("\u{feff}name,n\nSørby,1\n".as_bytes()),
            ("Sørby".to_owned(), None)
        );
        let (cell, note) = first_cells(b"name,n\r\nS\xF8rby,1\r\n");
        assert_eq!(cell, "Sørby");
        assert_eq!(
            note.as_deref(),
            Some("t.csv is not UTF-8 and was read as windows-1252")
        );
        let wide: Vec<u8> = [0xFF, 0xFE]
            .into_iter()
            .chain(
                "name,n\nSørby,1\n"
                    .encode_utf16()
                    .flat_map(u16::to_le_bytes),
            )
            .collect();
        assert_eq!(first_cells(&wide).0, "Sørby");
    }

    #[test]
    fn quotes_commas_blanks_and_line_breaks_are_read_as_written() {
        let text = "\n n , name \n 1 ,\"Varnholt, \"\"Quell\"\" and\nWexel\"\n,\n2,last\n";
        let sheet = Sheet::read("t.csv", text.as_bytes(), &mut Vec::new()).unwrap();
        let name = sheet.column("name", "name", &mut Vec::new()).unwrap();
        assert_eq!(sheet.rows[0].cell(name), "Varnholt, \"Quell\" and\nWexel");
        assert_eq!((sheet.rows[1].cell(name), sheet.rows[1].line), ("last", 6));
    }

    #[test]
    fn numbers_are_finite_and_grouped_by_threes_or_not_at_all() {
        assert_eq!(number("156293"), Some(156_293.0));
        assert_eq!(number("1,156,293.5"), Some(1_156_293.5));
        assert_eq!(number("-1.5e2"), Some(-150.0));
        for bad in [
            "", "12,34", ",123", "1,2345", "nan", "inf", "12 000", "£5", "1,234,",
        ] {
            assert_eq!(number(bad), None, "{bad}");
        }
    }
}

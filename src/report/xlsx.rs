//! A workbook in Office Open XML (ECMA-376, part 1: SpreadsheetML), as the parts of a zip file. Only
//! what tables for publication need: text, numbers, bold heads, frozen panes, widths. The layout is
//! that of the Analysis Function's guidance on spreadsheets: a cover, notes, one table to a sheet
//! with its title in the first cell, no merged and no empty cells within a table, notes marked in
//! brackets.

use std::fmt::Write as _;

/// Most rows of a sheet, set by the format.
pub const MOST_ROWS: usize = 1_048_576;
/// Most letters in the name of a sheet, set by the format.
const MOST_LETTERS: usize = 31;
/// Widest column, in letters.
const WIDEST: usize = 60;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Text.
    Text(String),
    /// A number, with all its digits.
    Number(f64),
}

/// A sheet: lines of text, then a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// Its name on the tab.
    pub name: String,
    /// Lines above the table; the first is the title.
    pub lines: Vec<String>,
    /// Heads of the columns; none where there is no table.
    pub heads: Vec<String>,
    /// Rows of the table.
    pub rows: Vec<Vec<Cell>>,
}

impl Sheet {
    /// A sheet from the text of a CSV file. A column is of numbers where every value in it is one.
    /// `None` where the text is not such a file.
    #[must_use]
    pub fn from_csv(name: &str, lines: Vec<String>, text: &str) -> Option<Self> {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let heads: Vec<String> = reader.headers().ok()?.iter().map(str::to_owned).collect();
        let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().ok()?;
        let numeric: Vec<bool> = (0..heads.len())
            .map(|column| {
                rows.iter()
                    .filter_map(|row| row.get(column))
                    .all(|text| text.is_empty() || number(text).is_some())
            })
            .collect();
        let cell = |text: &str, numeric: bool| match number(text) {
            _ if text.is_empty() => Cell::Empty,
            Some(value) if numeric => Cell::Number(value),
            _ => Cell::Text(text.to_owned()),
        };
        Some(Self {
            name: name.to_owned(),
            lines,
            heads,
            rows: rows
                .iter()
                .map(|row| row.iter().zip(&numeric).map(|(t, n)| cell(t, *n)).collect())
                .collect(),
        })
    }
}

fn number(text: &str) -> Option<f64> {
    text.parse().ok().filter(|value: &f64| value.is_finite())
}

/// The parts of a workbook: names in the zip file, and their text.
#[must_use]
pub fn workbook(title: &str, sheets: &[Sheet]) -> Vec<(String, String)> {
    let names = tab_names(sheets);
    let (mut kinds, mut tabs, mut relations) = (String::new(), String::new(), String::new());
    for (at, name) in names.iter().enumerate() {
        let number = at + 1;
        let _ = write!(
            kinds,
            "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"application/\
             vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
        );
        let _ = write!(
            tabs,
            "<sheet name=\"{}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>",
            escaped(name)
        );
        let _ = write!(
            relations,
            "<Relationship Id=\"rId{number}\" Type=\"{RELATIONS}/worksheet\" \
             Target=\"worksheets/sheet{number}.xml\"/>"
        );
    }
    let styles = names.len() + 1;
    let mut parts = vec![
        (
            "[Content_Types].xml".to_owned(),
            format!(
                "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
                 <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.\
                 relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>\
                 <Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-\
                 officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" \
                 ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>\
                 <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-\
                 package.core-properties+xml\"/>{kinds}</Types>"
            ),
        ),
        (
            "_rels/.rels".to_owned(),
            format!(
                "{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" \
                 Type=\"{RELATIONS}/officeDocument\" Target=\"xl/workbook.xml\"/><Relationship \
                 Id=\"rId2\" Type=\"{PACKAGE}/relationships/metadata/core-properties\" \
                 Target=\"docProps/core.xml\"/></Relationships>"
            ),
        ),
        (
            "docProps/core.xml".to_owned(),
            format!(
                "{HEAD}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" \
                 xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title>\
                 <dc:creator>grip</dc:creator><dc:language>en-GB</dc:language></cp:coreProperties>",
                escaped(title)
            ),
        ),
        (
            "xl/workbook.xml".to_owned(),
            format!(
                "{HEAD}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets>{tabs}</sheets>\
                 </workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!(
                "{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">{relations}<Relationship \
                 Id=\"rId{styles}\" Type=\"{RELATIONS}/styles\" Target=\"styles.xml\"/>\
                 </Relationships>"
            ),
        ),
        ("xl/styles.xml".to_owned(), format!("{HEAD}{STYLES}")),
    ];
    for (at, sheet) in sheets.iter().enumerate() {
        let name = format!("xl/worksheets/sheet{}.xml", at + 1);
        parts.push((name, worksheet(sheet)));
    }
    parts
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
/// Styles of cells: 0 plain, 1 the head of a column, 2 a title, 3 a long line.
const STYLES: &str = "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
     <fonts count=\"3\"><font><sz val=\"12\"/><name val=\"Arial\"/></font><font><b/><sz val=\"12\"/>\
     <name val=\"Arial\"/></font><font><b/><sz val=\"15\"/><name val=\"Arial\"/></font></fonts>\
     <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill \
     patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border><left/><right/><top/>\
     <bottom/><diagonal/></border></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" \
     fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs count=\"4\"><xf numFmtId=\"0\" fontId=\"0\" \
     fillId=\"0\" borderId=\"0\" xfId=\"0\"/><xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" \
     xfId=\"0\" applyFont=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf>\
     <xf numFmtId=\"0\" fontId=\"2\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/><xf \
     numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/></cellXfs><cellStyles \
     count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>";

/// Names of the tabs: short enough, without letters that the format forbids, each once.
fn tab_names(sheets: &[Sheet]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for sheet in sheets {
        let plain: String = sheet
            .name
            .chars()
            .map(|c| if "[]:*?/\\'".contains(c) { '_' } else { c })
            .take(MOST_LETTERS)
            .collect();
        let taken = |names: &[String], name: &str| {
            names
                .iter()
                .any(|known| known.to_lowercase() == name.to_lowercase())
        };
        let mut name = plain.clone();
        let mut count = 2;
        while taken(&names, &name) {
            let ending = format!("_{count}");
            let kept: String = plain.chars().take(MOST_LETTERS - ending.len()).collect();
            name = kept + &ending;
            count += 1;
        }
        names.push(name);
    }
    names
}

fn worksheet(sheet: &Sheet) -> String {
    let mut text = format!("{HEAD}<worksheet xmlns=\"{MAIN}\">");
    let head = sheet.lines.len() + 1;
    if !sheet.heads.is_empty() {
        // Title and heads stay in sight.
        let _ = write!(
            text,
            "<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"{head}\" \
             topLeftCell=\"A{}\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>",
            head + 1
        );
    }
    text.push_str("<cols>");
    for column in 0..sheet.heads.len().max(1) {
        let of_rows = sheet.rows.iter().map(|row| match row.get(column) {
            Some(Cell::Text(text)) => text.chars().count(),
            Some(Cell::Number(_)) => 14,
            _ => 0,
        });
        let own = sheet
            .heads
            .get(column)
            .map_or(80, |head| head.chars().count());
        let widest = if sheet.heads.is_empty() { 80 } else { WIDEST };
        let width = of_rows.max().unwrap_or(0).max(own).min(widest) + 2;
        let number = column + 1;
        let _ = write!(
            text,
            "<col min=\"{number}\" max=\"{number}\" width=\"{width}\" customWidth=\"1\"/>"
        );
    }
    text.push_str("</cols><sheetData>");
    for (at, line) in sheet.lines.iter().enumerate() {
        let style = if at == 0 { 2 } else { 3 };
        row(&mut text, at + 1, &[Cell::Text(line.clone())], style);
    }
    if !sheet.heads.is_empty() {
        let heads: Vec<Cell> = sheet.heads.iter().cloned().map(Cell::Text).collect();
        row(&mut text, head, &heads, 1);
        for (at, cells) in sheet.rows.iter().take(MOST_ROWS - head).enumerate() {
            row(&mut text, head + 1 + at, cells, 0);
        }
    }
    text.push_str("</sheetData></worksheet>");
    text
}

fn row(text: &mut String, number: usize, cells: &[Cell], style: u32) {
    let _ = write!(text, "<row r=\"{number}\">");
    for (column, cell) in cells.iter().enumerate() {
        let place = format!("{}{number}", letters(column));
        match cell {
            Cell::Empty => {}
            Cell::Number(value) => {
                let _ = write!(text, "<c r=\"{place}\" s=\"{style}\"><v>{value:?}</v></c>");
            }
            Cell::Text(words) => {
                let _ = write!(
                    text,
                    "<c r=\"{place}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}\
                     </t></is></c>",
                    escaped(words)
                );
            }
        }
    }
    text.push_str("</row>");
}

/// The name of a column: A to Z, AA to ZZ and so on.
fn letters(column: usize) -> String {
    let mut left = column + 1;
    let mut name = Vec::new();
    while left > 0 {
        name.push(b'A' + ((left - 1) % 26) as u8);
        left = (left - 1) / 26;
    }
    name.iter().rev().map(|&byte| char::from(byte)).collect()
}

/// Text as XML has it; letters that XML has no place for become spaces.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            c if c < ' ' || c == '\u{fffe}' || c == '\u{ffff}' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_in_letters() {
        let expected = [
            (0, "A"),
            (25, "Z"),
            (26, "AA"),
            (51, "AZ"),
            (52, "BA"),
            (701, "ZZ"),
            (702, "AAA"),
        ];
        for (column, name) in expected {
            assert_eq!(letters(column), name);
        }
    }

    #[test]
    fn a_column_is_of_numbers_only_where_all_of_it_is() {
        let sheet = Sheet::from_csv("a", Vec::new(), "x,y,z\n1,2,a<b\n,b,\n2.5e-3,3,c\n").unwrap();
        assert_eq!(sheet.heads, ["x", "y", "z"]);
        assert_eq!(
            sheet.rows[0],
            [
                Cell::Number(1.0),
                Cell::Text("2".to_owned()),
                Cell::Text("a<b".to_owned())
            ]
        );
        assert_eq!(sheet.rows[1][0], Cell::Empty);
        let text = worksheet(&sheet);
        assert!(
            text.contains("<c r=\"A4\" s=\"0\"><v>0.0025</v></c>"),
            "{text}"
        );
        assert!(text.contains("a&lt;b"), "{text}");
    }

    #[test]
    fn tabs_have_short_names_of_their_own() {
        let named = |name: &str| Sheet {
            name: name.to_owned(),
            ..Sheet::default()
        };
        let long = "best_saving_real_disinvestment_with_lever";
        let sheets = [named(long), named(long), named("a/b"), named("A_B")];
        let names = tab_names(&sheets);
        assert_eq!(
            names,
            [
                "best_saving_real_disinvestment_",
                "best_saving_real_disinvestmen_2",
                "a_b",
                "A_B_2"
            ]
        );
    }
}

//! Tables as HTML: headed columns and rows, so that a screen reader can say where it is.

use std::fmt::Write as _;

use super::page::html::escape;
use super::style::{decimals_for, number};

/// A table of words and numbers; the first column names its rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What it shows, with units.
    pub caption: String,
    /// Headings of the columns.
    pub heads: Vec<String>,
    /// Cells by row; each row as long as the headings.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// A table of these headings, without rows yet.
    #[must_use]
    pub fn new(caption: &str, heads: &[&str]) -> Self {
        Self {
            caption: caption.to_owned(),
            heads: heads.iter().map(|&head| head.to_owned()).collect(),
            rows: Vec::new(),
        }
    }

    /// A table from CSV text with one line of headings. Numbers lose digits that no reader needs;
    /// the download keeps them. `None` where the text is no CSV.
    #[must_use]
    pub fn from_csv(caption: &str, text: &str) -> Option<Self> {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let words = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect();
        let heads: Vec<String> = reader.headers().ok().map(words)?;
        let heads = heads.iter().map(|head| head.replace('_', " ")).collect();
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.ok()?;
            rows.push(record.iter().map(shortened).collect());
        }
        Some(Self {
            caption: caption.to_owned(),
            heads,
            rows,
        })
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// The table as HTML: caption, column headings with their scope, and the first cell of each
    /// row as its heading.
    #[must_use]
    pub fn html(&self) -> String {
        let mut out = String::from("<div class=\"table\" tabindex=\"0\"><table>\n");
        let _ = write!(
            out,
            "<caption>{}</caption>\n<thead><tr>",
            escape(&self.caption)
        );
        for head in &self.heads {
            let _ = write!(out, "<th scope=\"col\">{}</th>", escape(head));
        }
        out.push_str("</tr></thead>\n<tbody>\n");
        for row in &self.rows {
            out.push_str("<tr>");
            for (at, cell) in row.iter().enumerate() {
                if at == 0 {
                    let _ = write!(out, "<th scope=\"row\">{}</th>", escape(cell));
                } else {
                    let class = if is_number(cell) { " class=\"n\"" } else { "" };
                    let _ = write!(out, "<td{class}>{}</td>", escape(cell));
                }
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody>\n</table></div>\n");
        out
    }
}

/// Whether a cell holds a number or a range of numbers and nothing else, so that it stands to the
/// right in one line.
fn is_number(cell: &str) -> bool {
    let mut words = cell.split_whitespace().peekable();
    let is_part = |word: &str| {
        let digits = word.chars().any(|c| c.is_ascii_digit());
        let plain = |c: char| c.is_ascii_digit() || "+-\u{2212}.,%e".contains(c);
        (digits && word.chars().all(plain)) || word == "to" || word == "/"
    };
    words.peek().is_some() && words.all(is_part)
}

/// A number with at least four significant digits and none after a thousand's point; other text as it is.
fn shortened(cell: &str) -> String {
    match cell.parse::<f64>() {
        Ok(value) if value.is_finite() && cell.len() > 6 => {
            let decimals = match decimals_for([value]) {
                0 if value.abs() >= 1_000.0 => 0,
                decimals => decimals + 1,
            };
            number(value, decimals)
        }
        _ => cell.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_csv_becomes_a_table_whose_cells_are_headed_and_safe() {
        let text = "arm,mean_saving\n\"A <b>, \"\"x\"\"\",1.5\n\"Trusts\",-0.123456789\n";
        let table = Table::from_csv("Savings & more", text).unwrap();
        assert_eq!(table.heads, ["arm", "mean saving"]);
        let html = table.html();
        assert!(
            html.contains("<caption>Savings &amp; more</caption>"),
            "{html}"
        );
        assert!(
            html.contains("<th scope=\"row\">A &lt;b&gt;, &quot;x&quot;</th>"),
            "{html}"
        );
        assert!(html.contains("<td class=\"n\">1.5</td>"), "{html}");
        assert!(html.contains("\u{2212}0.123"), "{html}");
        assert_eq!(html.matches("scope=\"col\"").count(), 2);
    }

    #[test]
    fn only_numbers_and_ranges_stand_to_the_right() {
        for cell in ["1.5", "\u{2212}0.2 to 1,300", "17% / 20%", "7.03e9"] {
            assert!(is_number(cell), "{cell}");
        }
        for cell in [
            "",
            "2019 report of the audit office",
            "14 GBP",
            "under 1%",
            "not ranked",
        ] {
            assert!(!is_number(cell), "{cell}");
        }
    }
}

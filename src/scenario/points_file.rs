//! A table of points: the first line names factors, every further line is a point. Lines that are
//! empty or begin with `#` are passed over.

use std::ops::Range;

use super::error::{Mistake, Source};
use super::file::Placed;

/// Columns that say what a point is for, in a table that the program wrote: they are no factors.
pub(super) const BESIDE: [&str; 4] = ["sweep_point", "use", "block", "changed"];

/// The fields of a table, by line.
pub(super) struct PointsFile {
    /// The names of the factors.
    pub header: Vec<Placed<String>>,
    /// The points, each with as many fields as there are names.
    pub rows: Vec<Vec<Placed<String>>>,
}

impl PointsFile {
    /// Takes some columns out.
    pub fn pass_over(&mut self, names: &[&str]) {
        let kept: Vec<bool> = self
            .header
            .iter()
            .map(|name| !names.contains(&name.value.as_str()))
            .collect();
        let keep = |fields: &mut Vec<Placed<String>>| {
            let mut kept = kept.iter();
            fields.retain(|_| kept.next().copied().unwrap_or(true));
        };
        keep(&mut self.header);
        self.rows.iter_mut().for_each(keep);
    }
}

/// Reads a table.
pub(super) fn read(source: &Source) -> (PointsFile, Vec<Mistake>) {
    let mut mistakes = Vec::new();
    let mut header: Option<Vec<Placed<String>>> = None;
    let mut rows = Vec::new();
    let mut start = 0;
    for line in source.text.split_inclusive('\n') {
        let text = line.trim_end_matches(['\n', '\r']);
        // A mark that some programs put before the first letter of a file.
        let mark = if start == 0 && text.starts_with('\u{feff}') {
            3
        } else {
            0
        };
        let span = start + mark..start + text.len();
        start += line.len();
        let text = &text[mark..];
        if text.trim().is_empty() || text.starts_with('#') {
            continue;
        }
        let fields = match fields(text, span.start) {
            Ok(fields) => fields,
            Err(at) => {
                let message = "this quotation mark is not closed on its line".to_owned();
                mistakes.push(source.mistake(at, message, None));
                continue;
            }
        };
        match &header {
            None => header = Some(fields),
            Some(header) if header.len() == fields.len() => rows.push(fields),
            Some(header) => mistakes.push(source.mistake(
                span,
                format!(
                    "a point must have one field for each of the {} names of the first line, found \
                     {}",
                    header.len(),
                    fields.len()
                ),
                Some("fields are parted by commas".to_owned()),
            )),
        }
    }
    let header = header.unwrap_or_default();
    if rows.is_empty() && mistakes.is_empty() {
        mistakes.push(source.mistake(
            0..0,
            "a table of points needs a line of names and at least one point".to_owned(),
            Some("write for example: evidence.spillover,mechanisms.creep".to_owned()),
        ));
    }
    (PointsFile { header, rows }, mistakes)
}

/// The fields of a line that begins at this byte, or where a quotation mark is not closed.
fn fields(line: &str, first: usize) -> Result<Vec<Placed<String>>, Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    loop {
        let rest = &line[from..];
        let lead = rest.len() - rest.trim_start_matches(' ').len();
        let begin = from + lead;
        let (value, end) = if line[begin..].starts_with('"') {
            let mut value = String::new();
            let mut at = begin + 1;
            loop {
                let Some(close) = line[at..].find('"') else {
                    return Err(first + begin..first + line.len());
                };
                value.push_str(&line[at..at + close]);
                at += close + 1;
                if !line[at..].starts_with('"') {
                    break;
                }
                value.push('"');
                at += 1;
            }
            let end = line[at..].find(',').map_or(line.len(), |comma| at + comma);
            value.push_str(line[at..end].trim_end());
            (value, end)
        } else {
            let end = line[begin..]
                .find(',')
                .map_or(line.len(), |comma| begin + comma);
            (line[begin..end].trim_end().to_owned(), end)
        };
        found.push(Placed {
            value,
            span: first + begin..first + end.max(begin),
        });
        if end >= line.len() {
            return Ok(found);
        }
        from = end + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(fields: &[Placed<String>]) -> Vec<&str> {
        fields.iter().map(|field| field.value.as_str()).collect()
    }

    #[test]
    fn quotes_spaces_comments_and_marks_are_read_and_places_are_kept() {
        let text = "\u{feff}a,\"b \"\"c\"\"\" , d\r\n# note\n\n1,2 ,\n";
        let source = Source::new("points.csv", text);
        let (table, mistakes) = read(&source);
        assert_eq!(mistakes, []);
        assert_eq!(values(&table.header), ["a", "b \"c\"", "d"]);
        assert_eq!(values(&table.rows[0]), ["1", "2", ""]);
        let place = source.place(table.rows[0][1].span.start);
        assert_eq!(place, (4, 3));
    }

    #[test]
    fn torn_lines_are_refused_where_they_stand() {
        let source = Source::new("points.csv", "a,b\n1,\"2\n1,2,3\n");
        let (_, mistakes) = read(&source);
        let places: Vec<_> = mistakes.iter().map(|m| (m.line, m.column)).collect();
        assert_eq!(places, [(2, 3), (3, 1)]);
    }
}

//! A chart on the page: the drawing, the same in words, its numbers as a table, and downloads.

use super::html::{data_address, details, escape};
use crate::report::charts::Figure;
use crate::report::table::Table;

/// A figure with its number.
pub(super) fn block(number: usize, figure: &Figure) -> String {
    let Figure {
        name,
        title,
        subtitle,
        alt,
        svg,
        csv,
        ..
    } = figure;
    let kilobytes = csv.len().div_ceil(1_000);
    let table = Table::from_csv(&format!("{title}. {subtitle}"), csv)
        .map_or_else(String::new, |table| {
            details(&format!("Figure {number} as a table"), &table.html())
        });
    format!(
        "<figure id=\"{name}\">\n<h3>Figure {number}<span class=\"spoken\">: {}</span></h3>\n<div class=\"chart\" tabindex=\"0\">{svg}</div>\n\
         <figcaption>{}</figcaption>\n{table}\
         <p class=\"download\"><a download=\"{name}.csv\" href=\"{}\">Download the data for figure \
         {number} ({kilobytes} kB CSV)</a>. Beside this page: <a href=\"charts/{name}.svg\">figure \
         {number} as SVG</a>, <a href=\"charts/{name}.png\">as PNG</a>. <a href=\"#{name}\">Link to figure \
         {number}</a>.</p>\n</figure>\n",
        escape(title),
        escape(alt),
        data_address("text/csv", csv),
    )
}

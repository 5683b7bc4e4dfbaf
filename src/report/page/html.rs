//! The few pieces of HTML that the page is put together from.

use std::fmt::Write as _;

/// Text as it may stand between tags and inside quoted attributes.
#[must_use]
pub(in crate::report) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(letter),
        }
    }
    out
}

/// A paragraph of plain text.
pub(super) fn paragraph(text: &str) -> String {
    format!("<p>{}</p>\n", escape(text))
}

/// A list of plain texts; nothing from none.
pub(super) fn list(items: &[String]) -> String {
    if items.is_empty() {
        return String::new();
    }
    let mut lines = String::new();
    for item in items {
        let _ = writeln!(lines, "<li>{}</li>", escape(item));
    }
    format!("<ul>\n{lines}</ul>\n")
}

/// A part of the page with its heading, which its link in the contents leads to.
pub(super) fn section(id: &str, heading: &str, body: &str) -> String {
    format!(
        "<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{}</h2>\n{body}</section>\n",
        escape(heading)
    )
}

/// Sections that say something, and the list of contents in front of them; the citation that every
/// page ends with closes the list.
pub(super) fn sections(
    parts: impl IntoIterator<Item = (&'static str, &'static str, String)>,
) -> (String, String) {
    let mut contents = String::from("<ul>\n");
    let mut bodies = String::new();
    for (id, heading, body) in parts {
        if body.is_empty() {
            continue;
        }
        let heading_in_list = escape(heading);
        let _ = writeln!(contents, "<li><a href=\"#{id}\">{heading_in_list}</a></li>");
        bodies.push_str(&section(id, heading, &body));
    }
    contents.push_str("<li><a href=\"#cite\">How to cite, and licence</a></li>\n</ul>\n");
    (contents, bodies)
}

/// What opens on request.
pub(super) fn details(summary: &str, body: &str) -> String {
    format!(
        "<details>\n<summary>{}</summary>\n{body}</details>\n",
        escape(summary)
    )
}

/// Text as the address of its own download: needs no file and no network.
pub(super) fn data_address(kind: &str, text: &str) -> String {
    let mut out = format!("data:{kind};charset=utf-8,");
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.,~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for half in [byte >> 4, byte & 15] {
                out.push(char::from(b"0123456789ABCDEF"[usize::from(half)]));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_a_name_contains_can_become_markup() {
        assert_eq!(
            escape("<script>alert('x' & \"y\")</script>"),
            "&lt;script&gt;alert(&#39;x&#39; &amp; &quot;y&quot;)&lt;/script&gt;"
        );
    }

    #[test]
    fn a_download_is_written_into_its_own_address() {
        assert_eq!(
            data_address("text/csv", "a,b\n\u{a3}1 \"#\n"),
            "data:text/csv;charset=utf-8,a,b%0A%C2%A31%20%22%23%0A"
        );
    }
}

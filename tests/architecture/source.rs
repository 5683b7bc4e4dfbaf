//! Rust source to tokens to paths: as much of the language as an import needs.

/// The source with comments and the inside of strings and character literals blanked.
pub fn without_comments_and_strings(source: &str) -> String {
    let chars: Vec<char> = source.chars().collect();
    let at = |i: usize| chars.get(i).copied().unwrap_or('\0');
    let mut out = String::with_capacity(source.len());
    let mut i = 0;
    while i < chars.len() {
        let c = chars[i];
        let previous_is_word = i > 0 && is_word(chars[i - 1]);
        if c == '/' && at(i + 1) == '/' {
            while i < chars.len() && chars[i] != '\n' {
                i += 1;
            }
        } else if c == '/' && at(i + 1) == '*' {
            let mut depth = 0;
            loop {
                if at(i) == '/' && at(i + 1) == '*' {
                    depth += 1;
                    i += 2;
                } else if at(i) == '*' && at(i + 1) == '/' {
                    depth -= 1;
                    i += 2;
                } else {
                    i += 1;
                }
                if depth == 0 || i >= chars.len() {
                    break;
                }
            }
            out.push(' ');
        } else if (c == 'r' || (c == 'b' && at(i + 1) == 'r')) && !previous_is_word {
            // A raw string, unless the letter begins a name.
            let mut j = i + if c == 'b' { 2 } else { 1 };
            let opened = j;
            while at(j) == '#' {
                j += 1;
            }
            let hashes = j - opened;
            if at(j) == '"' {
                j += 1;
                while j < chars.len()
                    && !(chars[j] == '"' && (1..=hashes).all(|k| at(j + k) == '#'))
                {
                    j += 1;
                }
                i = j + 1 + hashes;
                out.push_str("\"\"");
            } else {
                out.push(c);
                i += 1;
            }
        } else if c == '"' {
            i += 1;
            while i < chars.len() && chars[i] != '"' {
                i += if chars[i] == '\\' { 2 } else { 1 };
            }
            i += 1;
            out.push_str("\"\"");
        } else if c == '\'' && (at(i + 1) == '\\' || at(i + 2) == '\'') {
            // A character literal; otherwise the mark begins a lifetime.
            i += if at(i + 1) == '\\' { 3 } else { 2 };
            while i < chars.len() && chars[i] != '\'' {
                i += 1;
            }
            i += 1;
            out.push_str("' '");
        } else {
            out.push(c);
            i += 1;
        }
    }
    out
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Words, `::`, and single other characters; white space is dropped.
pub fn tokens(code: &str) -> Vec<String> {
    let chars: Vec<char> = code.chars().collect();
    let mut out = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let start = i;
        if is_word(chars[i]) {
            while i < chars.len() && is_word(chars[i]) {
                i += 1;
            }
        } else if chars[i] == ':' && chars.get(i + 1) == Some(&':') {
            i += 2;
        } else {
            i += 1;
            if chars[start].is_whitespace() {
                continue;
            }
        }
        out.push(chars[start..i].iter().collect());
    }
    out
}

/// The tokens without items marked `#[cfg(test)]`.
pub fn without_test_items(tokens: &[String]) -> Vec<String> {
    const MARK: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut out = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        if tokens[i..].iter().map(String::as_str).take(7).eq(MARK) {
            i += 7;
            while i < tokens.len() && tokens[i] != "{" && tokens[i] != ";" {
                i += 1;
            }
            let mut depth = 0;
            while i < tokens.len() {
                depth += match tokens[i].as_str() {
                    "{" => 1,
                    "}" => -1,
                    _ => 0,
                };
                i += 1;
                if depth == 0 {
                    break;
                }
            }
        } else {
            out.push(tokens[i].clone());
            i += 1;
        }
    }
    out
}

/// Every path of the code, groups in braces written out; a single word is a path of one.
pub fn paths(tokens: &[String]) -> Vec<Vec<String>> {
    fn tree(tokens: &[String], i: &mut usize, prefix: &[String], out: &mut Vec<Vec<String>>) {
        let mut path = prefix.to_vec();
        loop {
            match tokens.get(*i).map(String::as_str) {
                Some("{") => {
                    *i += 1;
                    while *i < tokens.len() && tokens[*i] != "}" {
                        if tokens[*i] == "," {
                            *i += 1;
                        } else {
                            let before = *i;
                            tree(tokens, i, &path, out);
                            *i = (*i).max(before + 1);
                        }
                    }
                    *i += 1;
                    return;
                }
                Some(word) if word.starts_with(is_word) => {
                    path.push(word.to_owned());
                    *i += 1;
                }
                _ => break,
            }
            if tokens.get(*i).map(String::as_str) != Some("::") {
                break;
            }
            *i += 1;
        }
        out.push(path);
    }
    let mut out = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        if tokens[i].starts_with(is_word) {
            tree(tokens, &mut i, &[], &mut out);
        } else {
            i += 1;
        }
    }
    out
}

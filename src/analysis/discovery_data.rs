//! Cases and reference numbers of published tools, in `tests/data/discovery`.

use super::cases::Cases;

/// The samples.
pub const NAMES: [&str; 3] = ["box_of_two", "many_inputs", "ties"];

/// A file of the folder.
pub fn read(name: &str) -> String {
    let path = format!("{}/tests/data/discovery/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The numbers of a table without its two first lines; `None` for an empty cell.
pub fn table(text: &str) -> Vec<Vec<Option<f64>>> {
    let rows = text.lines().skip(2);
    let cell = |cell: &str| (!cell.is_empty()).then(|| cell.parse().unwrap());
    rows.map(|row| row.split(',').map(cell).collect()).collect()
}

/// The cases of a sample.
pub fn cases(name: &str) -> Cases {
    let rows = table(&read(&format!("cases_{name}.csv")));
    let width = rows[0].len() - 1;
    let names: Vec<u32> = (0..rows.len() as u32).collect();
    let inputs: Vec<(usize, Vec<f64>)> = (0..width)
        .map(|input| (input, rows.iter().map(|row| row[input].unwrap()).collect()))
        .collect();
    let interest: Vec<bool> = rows.iter().map(|row| row[width] == Some(1.0)).collect();
    Cases::new(&names, &inputs, &interest).unwrap()
}

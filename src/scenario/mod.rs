//! Contents page of the `scenario` layer.
pub mod geography;

//! Contents page of the `cli` layer.

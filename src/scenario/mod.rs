//! Contents page of the `scenario` layer.

//! Contents page of the `analysis` layer.

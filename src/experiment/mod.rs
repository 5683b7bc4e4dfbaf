//! Contents page of the `experiment` layer.

//! Contents page of the `model` layer.

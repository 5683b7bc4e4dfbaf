//! Contents page of the `job` layer.

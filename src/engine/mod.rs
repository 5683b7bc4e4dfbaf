//! Contents page of the `engine` layer.
